"""Legal holds, and which closed cases are due to be erased."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from domain.case_file import CaseFile
from domain.retention import AFTER_FALSE_ALARM, FROM_BIRTH, Kept, kept_until, years_after
from records.keys import CaseKeys

# No rule ends sooner than either of these: the exact day is worked out from the case.
_CLOSED = text(
    """select c.state, h.held_by, e.asked_by from case_file c
       left join legal_hold h on h.case_ref = c.ref and h.ended_at is null
       left join erasure e on e.case_ref = c.ref
       where c.stage = 'closed' and (c.date_of_birth <= :born or c.closed_on <= :closed)"""
)


@dataclass(frozen=True)
class Due:
    case: CaseFile
    kept: Kept
    held: bool
    asked_by: str


def due(session: Session, today: date, within: timedelta) -> list[Due]:
    """Closed cases whose last day is over, or will be soon, the longest over first."""
    until = today + within
    asked = {"born": _years_before(until, FROM_BIRTH), "closed": _years_before(until, AFTER_FALSE_ALARM)}
    found = []
    for row in session.execute(_CLOSED, asked):
        case = CaseFile.model_validate(row.state)
        kept = kept_until(case)
        if kept.until is not None and kept.until < until:
            found.append(Due(case, kept, row.held_by is not None, row.asked_by or ""))
    return sorted(found, key=lambda each: each.kept.until or today)


def _years_before(day: date, years: int) -> date:
    return years_after(day, -years)


def hold(session: Session, keys: CaseKeys, ref: str, reason: str, who: str, now: datetime) -> bool:
    """Nothing of this case is erased until the hold ends. False where it is held already."""
    done = session.execute(
        text(
            """insert into legal_hold (case_ref, reason, held_by, held_at) values (:ref, :reason, :who, :now)
               on conflict do nothing returning id"""
        ),
        {"ref": ref, "reason": keys.seal(ref, reason.encode()), "who": who, "now": now},
    )
    return done.scalar_one_or_none() is not None


def end_hold(session: Session, ref: str, who: str, now: datetime) -> bool:
    done = session.execute(
        text(
            """update legal_hold set ended_by = :who, ended_at = :now where case_ref = :ref and ended_at is null
               returning id"""
        ),
        {"ref": ref, "who": who, "now": now},
    )
    return done.scalar_one_or_none() is not None


def held(session: Session, ref: str) -> bool:
    found = text("select 1 from legal_hold where case_ref = :ref and ended_at is null")
    return session.execute(found, {"ref": ref}).first() is not None


def erased(session: Session, most: int = 200) -> list[dict[str, Any]]:
    """What was erased, newest first: by reference, rule and who, with what a search still found."""
    rows = session.execute(
        text("select * from erasure where done_at is not null order by done_at desc limit :most"), {"most": most}
    )
    return [dict(row) for row in rows.mappings()]
