"""Reports that a person looks at before they are cases: what looks like a machine is never dropped (PRACTICE 5.3)."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from domain.deadline import uk_day
from domain.vocabulary import Word
from records.door_audit import note
from records.door_tables import KnockRow, QuarantineRow
from records.keys import CaseKeys, KeyGone

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
_EVERYWHERE = 10  # as many times what one source may send


class Why(Word):
    """Why a report waits for a person."""

    HONEYPOT = "honeypot", "A field was filled in that no person sees"
    TOO_MANY = "too-many", "Many reports came within an hour"


class Done(StrEnum):
    OPENED = "opened-quarantined"
    RELEASED = "released"
    REJECTED = "rejected"


def source_of(key: bytes, address: str, now: datetime) -> str:
    """A name for where a report came from that says nothing of it, and another one tomorrow."""
    return hmac.digest(key, f"{uk_day(now)} {address}".encode(), hashlib.sha256).hex()[:32]


def knock(session: Session, source: str, now: datetime, most: int) -> bool:
    """Count a report. Whether that is more than `most` in an hour from there, or ten times it from everywhere."""
    session.add(KnockRow(source=source, at=now))
    session.flush()
    recent = select(func.count()).select_from(KnockRow).where(col(KnockRow.at) > now - HOUR)
    here = session.exec(recent.where(KnockRow.source == source)).one()
    return here > most or session.exec(recent).one() > most * _EVERYWHERE


def forget_knocks(session: Session, now: datetime) -> None:
    session.execute(delete(KnockRow).where(col(KnockRow.at) < now - DAY))


@dataclass(frozen=True)
class Kept:
    """A report in quarantine, as a list shows it: nothing of what it says."""

    ref: str
    channel: str
    why: str
    danger: bool
    arrived_at: datetime
    due_on: date
    decided_at: datetime | None = None
    decided_by: str | None = None
    released: bool | None = None
    reason: str = ""

    @property
    def waits(self) -> bool:
        return self.decided_at is None


class NotWaiting(Exception):
    """There is no such report, or somebody has decided about it already."""


def keep(
    session: Session,
    keys: CaseKeys,
    *,
    ref: str,
    key: str,
    report: dict[str, Any],
    why: Why,
    danger: bool,
    now: datetime,
) -> None:
    """Keep a report, sealed with the key of the case that it may become. It is for a person today."""
    keys.make(session, ref, now)
    session.add(
        QuarantineRow(
            ref=ref,
            key=key,
            channel=str(report["channel"]),
            why=why.value,
            danger=danger,
            sealed=keys.seal_in(session, ref, json.dumps(report).encode()),
            arrived_at=now,
            due_on=uk_day(now),
        )
    )


def kept_under(session: Session, key: str) -> str | None:
    """The reference under which the report of this key is kept."""
    return session.exec(select(QuarantineRow.ref).where(QuarantineRow.key == key)).first()


def waiting(session: Session) -> list[Kept]:
    """What waits for a person: danger first, then the oldest."""
    undecided = select(QuarantineRow).where(col(QuarantineRow.decided_at).is_(None))
    rows = session.exec(undecided.order_by(col(QuarantineRow.danger).desc(), col(QuarantineRow.arrived_at)))
    return [_kept(row) for row in rows]


def decided(session: Session, most: int = 20) -> list[Kept]:
    """What was decided last."""
    known = select(QuarantineRow).where(col(QuarantineRow.decided_at).is_not(None))
    return [_kept(row) for row in session.exec(known.order_by(col(QuarantineRow.decided_at).desc()).limit(most))]


def how_many_wait(session: Session) -> int:
    undecided = select(func.count()).select_from(QuarantineRow).where(col(QuarantineRow.decided_at).is_(None))
    return session.exec(undecided).one()


def look(session: Session, keys: CaseKeys, ref: str, who: str, now: datetime) -> tuple[Kept, dict[str, Any]]:
    """What a report says. Who looked is written down. Raises NotWaiting."""
    row = session.get(QuarantineRow, ref)
    if row is None:
        raise NotWaiting
    note(session, who, Done.OPENED, ref, now)
    return _kept(row), _opened(keys, row)


def decide(
    session: Session, keys: CaseKeys, ref: str, *, released: bool, who: str, reason: str, now: datetime
) -> tuple[Kept, str, dict[str, Any]]:
    """Decide about a report, once. Returns it, its key and what it says, to be opened as a case where it is released;
    what is rejected stays, sealed. Raises NotWaiting.
    """
    row = session.exec(select(QuarantineRow).where(QuarantineRow.ref == ref).with_for_update()).first()
    if row is None or row.decided_at is not None:
        raise NotWaiting
    report = _opened(keys, row)
    row.decided_at, row.decided_by, row.released, row.reason = now, who, released, reason
    if released:
        row.sealed = None  # from here on it is the case's
    note(session, who, Done.RELEASED if released else Done.REJECTED, ref, now)
    return _kept(row), row.key, report


def _opened(keys: CaseKeys, row: QuarantineRow) -> dict[str, Any]:
    """Nothing where it has become a case, or its key is destroyed."""
    if row.sealed is None:
        return {}
    try:
        return dict(json.loads(keys.open(row.ref, row.sealed)))
    except KeyGone:
        return {}


def _kept(row: QuarantineRow) -> Kept:
    return Kept(
        ref=row.ref,
        channel=row.channel,
        why=row.why,
        danger=row.danger,
        arrived_at=row.arrived_at,
        due_on=row.due_on,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        released=row.released,
        reason=row.reason,
    )
