"""Reports of danger, told to the duty address by reference only, and again until a person acknowledges (PRACTICE 2.2).

A row is written in the transaction that saves the report, so that there is no report of danger without one. Whoever
sends takes the row's lock: several senders never send one alert twice at a time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from records.door_audit import note
from records.door_tables import DutyAlertRow

WITHIN = timedelta(minutes=5)  # PRACTICE 2.2: the first e-mail has left by then
AGAIN_AFTER_A_FAILURE = timedelta(seconds=20)
ACKNOWLEDGED = "acknowledged-alert"


@dataclass(frozen=True)
class Alert:
    ref: str
    raised_at: datetime
    sent: int
    last_sent_at: datetime | None
    last_code: str
    acknowledged_at: datetime | None
    acknowledged_by: str | None

    def late(self, now: datetime) -> bool:
        """Nobody has been told by e-mail, and the five minutes are over."""
        return self.sent == 0 and now > self.raised_at + WITHIN


def raise_alert(session: Session, ref: str, now: datetime) -> None:
    """Once for each report."""
    row = {"ref": ref, "raised_at": now, "next_try_at": now, "tries": 0, "sent": 0, "last_code": ""}
    session.execute(insert(DutyAlertRow).values(row).on_conflict_do_nothing())


def due(session: Session, now: datetime) -> str | None:
    """The reference of one alert whose time has come, locked until this transaction ends; the longest waiting first."""
    waits = select(DutyAlertRow.ref).where(
        col(DutyAlertRow.acknowledged_at).is_(None), col(DutyAlertRow.next_try_at) <= now
    )
    first = waits.order_by(col(DutyAlertRow.next_try_at)).limit(1)
    return session.exec(first.with_for_update(skip_locked=True)).first()


def was_sent(session: Session, ref: str, now: datetime, again_after: timedelta) -> None:
    row = session.get_one(DutyAlertRow, ref)
    row.tries, row.sent, row.last_sent_at, row.last_code = row.tries + 1, row.sent + 1, now, ""
    row.next_try_at = now + again_after


def was_not_sent(session: Session, ref: str, now: datetime, code: str) -> None:
    row = session.get_one(DutyAlertRow, ref)
    row.tries, row.last_code, row.next_try_at = row.tries + 1, code, now + AGAIN_AFTER_A_FAILURE


def acknowledge(session: Session, ref: str, who: str, now: datetime) -> bool:
    """The first person who does it stands beside it. False where there is no such alert or somebody was first."""
    row = session.exec(select(DutyAlertRow).where(DutyAlertRow.ref == ref).with_for_update()).first()
    if row is None or row.acknowledged_at is not None:
        return False
    row.acknowledged_at, row.acknowledged_by = now, who
    note(session, who, ACKNOWLEDGED, ref, now)
    return True


def unacknowledged(session: Session) -> list[Alert]:
    waits = select(DutyAlertRow).where(col(DutyAlertRow.acknowledged_at).is_(None))
    return [_alert(row) for row in session.exec(waits.order_by(col(DutyAlertRow.raised_at)))]


def acknowledged(session: Session, most: int = 20) -> list[Alert]:
    known = select(DutyAlertRow).where(col(DutyAlertRow.acknowledged_at).is_not(None))
    return [_alert(row) for row in session.exec(known.order_by(col(DutyAlertRow.acknowledged_at).desc()).limit(most))]


def how_many_wait(session: Session) -> int:
    waits = select(func.count()).select_from(DutyAlertRow).where(col(DutyAlertRow.acknowledged_at).is_(None))
    return session.exec(waits).one()


def _alert(row: DutyAlertRow) -> Alert:
    return Alert(
        ref=row.ref,
        raised_at=row.raised_at,
        sent=row.sent,
        last_sent_at=row.last_sent_at,
        last_code=row.last_code,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=row.acknowledged_by,
    )
