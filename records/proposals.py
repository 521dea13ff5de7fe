"""Changed calendars, proposed by one person and decided by another. What is decided stays, and is decided once."""

import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import BigInteger, Column, Identity
from sqlmodel import Field, Session

from records.almanac import as_stored
from records.calendar_impact import Move, moves
from records.calendar_import import import_calendar
from records.four_eyes import Proposal, put_forward, settle, to_decide, waiting
from records.table_file import FileRefused, ImportReport


class CalendarProposalRow(Proposal, table=True):
    """`words` is the file as it was proposed: terms and closures, one to a line. One at a time is open."""

    __tablename__ = "calendar_proposal"

    id: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    words: str


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
    row = CalendarProposalRow(words=words, reason=reason, proposed_by=who, proposed_at=now)
    put_forward(session, row, after=open_proposal(session) is not None)
    assert row.id is not None  # noqa: S101 - the database gives it
    return row.id


def open_proposal(session: Session) -> CalendarProposalRow | None:
    return next(iter(waiting(session, CalendarProposalRow)), None)


def decide(session: Session, number: int, who: str, decision: str, now: datetime, *, approved: bool) -> list[Move]:
    """Decide it, and store the calendar where it is approved. Returns the running clocks that it moves. Raises
    DecidedAlready, OwnProposal.
    """
    row = to_decide(session, CalendarProposalRow, number, who, approving=approved)
    moved = _stored(session, row.words).moves if approved else []
    settle(session, row, who, decision, now, approved=approved)
    return moved
