"""Changed calendars, proposed by one person and decided by another. What is decided stays, and is decided once."""

import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import BigInteger, Column, DateTime, Identity
from sqlmodel import Field, Session, SQLModel, col, select

from records.almanac import as_stored
from records.calendar_impact import Move, moves
from records.calendar_import import import_calendar
from records.table_file import FileRefused, ImportReport


class CalendarProposalRow(SQLModel, table=True):
    """`words` is the file as it was proposed: terms and closures, one to a line. One at a time is open."""

    __tablename__ = "calendar_proposal"

    id: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    words: str
    reason: str
    proposed_by: str = Field(foreign_key="staff.id")
    proposed_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    decided_by: str | None = Field(default=None, foreign_key="staff.id")
    decided_at: datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True), nullable=True))
    approved: bool | None = None
    decision: str = ""


class OneIsOpen(Exception):
    """Another proposal waits: it is decided first, since what each moves depends on the other."""


class DecidedAlready(Exception):
    """Somebody was faster."""


class OwnProposal(Exception):
    """Whoever proposed it does not decide it (four eyes)."""


class _Tried(Exception):
    """What was tried is not kept."""


@dataclass(frozen=True)
class Impact:
    """What a calendar would change: faults of its rows, what is said of it, and the running clocks that it moves."""

    faults: list[str]
    says: list[str]
    moves: list[Move]


def tried(session: Session, words: str) -> Impact:
    """What it would do, stored by nobody."""
    found: list[Impact] = []
    with suppress(_Tried), session.begin_nested():
        found.append(_stored(session, words))
        raise _Tried
    return found[0]


def _stored(session: Session, words: str) -> Impact:
    before = as_stored(session)
    try:
        report = _imported(session, words)
    except FileRefused as refused:
        return Impact([str(refused)], [], [])
    faults = [fault.words for fault in report.refused]
    if faults:
        return Impact(faults, [], [])
    return Impact([], list(report.lines()), moves(session, before, as_stored(session)))


def _imported(session: Session, words: str) -> ImportReport:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "calendar.csv"
        file.write_text(words, encoding="utf-8")
        return import_calendar(session, file)


def propose(session: Session, words: str, reason: str, who: str, now: datetime) -> int:
    """Its number. Raises OneIsOpen."""
    if open_proposal(session) is not None:
        raise OneIsOpen
    row = CalendarProposalRow(words=words, reason=reason, proposed_by=who, proposed_at=now)
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 - the database gives it
    return row.id


def open_proposal(session: Session) -> CalendarProposalRow | None:
    return session.exec(select(CalendarProposalRow).where(col(CalendarProposalRow.decided_at).is_(None))).first()


def decided(session: Session, most: int = 20) -> list[CalendarProposalRow]:
    """The newest first."""
    done = select(CalendarProposalRow).where(col(CalendarProposalRow.decided_at).is_not(None))
    return list(session.exec(done.order_by(col(CalendarProposalRow.decided_at).desc()).limit(most)))


def decide(session: Session, number: int, who: str, decision: str, now: datetime, *, approved: bool) -> list[Move]:
    """Decide it, and store the calendar where it is approved. Returns the running clocks that it moves. Raises
    DecidedAlready, OwnProposal.
    """
    asked = select(CalendarProposalRow).where(CalendarProposalRow.id == number).with_for_update()
    row = session.exec(asked).first()
    if row is None or row.decided_at is not None:
        raise DecidedAlready
    if row.proposed_by == who and approved:
        raise OwnProposal
    moved = _stored(session, row.words).moves if approved else []
    row.decided_by, row.decided_at, row.approved, row.decision = who, now, approved, decision
    session.add(row)
    return moved
