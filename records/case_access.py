"""Who is kept out of a case, whatever their role; and for whom a restricted one is open for a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlmodel import Session

from records.keys import CaseKeys, KeyGone

A_DAY = timedelta(hours=24)
# For lists, which name the case table's reference in their own way.
NOT_BARRED = "not exists (select from barred b where b.case_ref = {ref} and b.staff_id = :me and b.ended_at is null)"
_KEPT_OUT = text("select case_ref from barred where staff_id = :who and case_ref = any(:refs) and ended_at is null")
_OUT_OF = text("select case_ref from barred where staff_id = :who and ended_at is null")
_WHO = text("select staff_id from barred where case_ref = :ref and ended_at is null")
_OPEN = text("select case_ref from glass where who = :who and case_ref = any(:refs) and ends_at > :now")


@dataclass(frozen=True)
class Barred:
    person: str
    reason: str
    by: str
    at: datetime
    ended_by: str
    ended_at: datetime | None


@dataclass(frozen=True)
class Broken:
    who: str
    reason: str
    at: datetime
    ends_at: datetime


def kept_out(session: Session, who: str, refs: Sequence[str]) -> set[str]:
    """Of these cases those that this person is kept out of."""
    return set(session.execute(_KEPT_OUT, {"who": who, "refs": list(refs)}).scalars())


def every_case_kept_out_of(session: Session, who: str) -> frozenset[str]:
    """The cases that this person is kept out of now."""
    return frozenset(session.execute(_OUT_OF, {"who": who}).scalars())


def kept_out_of(session: Session, ref: str) -> frozenset[str]:
    """The people who are kept out of this case now."""
    return frozenset(session.execute(_WHO, {"ref": ref}).scalars())


def glass_open(session: Session, who: str, refs: Sequence[str], now: datetime) -> set[str]:
    """Of these cases those that this person has opened with a reason, less than a day ago."""
    return set(session.execute(_OPEN, {"who": who, "refs": list(refs), "now": now}).scalars())


def bar(session: Session, keys: CaseKeys, ref: str, person: str, reason: str, by: str, now: datetime) -> bool:
    """Keep somebody out from now on. False where they are kept out already."""
    done = session.execute(
        text(
            """insert into barred (case_ref, staff_id, reason, barred_by, barred_at)
               values (:ref, :person, :reason, :by, :now) on conflict do nothing returning id"""
        ),
        {"ref": ref, "person": person, "reason": keys.seal(ref, reason.encode()), "by": by, "now": now},
    )
    return done.scalar_one_or_none() is not None


def end_bar(session: Session, ref: str, person: str, by: str, now: datetime) -> bool:
    """Whether they were kept out until now."""
    done = session.execute(
        text(
            """update barred set ended_by = :by, ended_at = :now
               where case_ref = :ref and staff_id = :person and ended_at is null returning id"""
        ),
        {"ref": ref, "person": person, "by": by, "now": now},
    )
    return done.scalar_one_or_none() is not None


def break_glass(session: Session, keys: CaseKeys, ref: str, who: str, reason: str, now: datetime) -> datetime:
    """Open it for a day. Returns when that ends."""
    ends_at = now + A_DAY
    session.execute(
        text(
            """insert into glass (case_ref, who, reason, broken_at, ends_at)
               values (:ref, :who, :reason, :now, :ends_at)"""
        ),
        {"ref": ref, "who": who, "reason": keys.seal(ref, reason.encode()), "now": now, "ends_at": ends_at},
    )
    return ends_at


def barred_of(session: Session, keys: CaseKeys, ref: str) -> list[Barred]:
    rows = session.execute(text("select * from barred where case_ref = :ref order by id desc"), {"ref": ref})
    return [
        Barred(
            person=row.staff_id,
            reason=_opened(keys, ref, row.reason),
            by=row.barred_by,
            at=row.barred_at,
            ended_by=row.ended_by or "",
            ended_at=row.ended_at,
        )
        for row in rows
    ]


def broken_of(session: Session, keys: CaseKeys, ref: str) -> list[Broken]:
    rows = session.execute(text("select * from glass where case_ref = :ref order by id desc"), {"ref": ref})
    return [Broken(row.who, _opened(keys, ref, row.reason), row.broken_at, row.ends_at) for row in rows]


def _opened(keys: CaseKeys, ref: str, sealed: bytes) -> str:
    try:
        return keys.open(ref, bytes(sealed)).decode()
    except KeyGone:
        return ""
