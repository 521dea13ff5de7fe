"""Rows of a school's register as they arrive: each becomes a session, or is named with what is wrong with it.

A file is read as a whole, so that a session given twice is seen. What is wrong is said without naming a pupil.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from domain.calendars import Almanac, CalendarMissing, SchoolCalendar
from domain.law.codes import CODES, Mark, known_code
from domain.law.guard import day_words
from domain.law.sessions import Half, Session, Slot, slot_words
from domain.people import Upn

# The codes of the 2024 regulations began with this day; an earlier session was marked under other rules.
CODES_IN_FORCE = date(2024, 8, 19)
_UPN: TypeAdapter[str] = TypeAdapter(Upn)


class Row(NamedTuple):
    """One row as read: the line it stands on, and what its cells say."""

    line: int
    upn: str
    day: date
    half: str
    code: str


class BadRow(NamedTuple):
    line: int
    column: str
    why: str


class RowsRead(NamedTuple):
    """The sessions of each pupil by UPN, and every row that is none."""

    sessions: dict[str, list[Session]]
    bad: list[BadRow]


class _Wrong(Exception):
    """Control flow only: it never leaves this file."""

    def __init__(self, column: str, why: str) -> None:
        self.column, self.why = column, why


def read_rows(rows: Iterable[Row], school: str, almanac: Almanac, today: date) -> RowsRead:
    """Every row of one school's file, in one pass. Raises CalendarMissing where the school has no term dates at all."""
    reader = _Reader(almanac.school(school), today)
    sessions: dict[str, list[Session]] = {}
    bad: list[BadRow] = []
    for row in rows:
        try:
            upn, session = reader.read(row)
        except _Wrong as wrong:
            bad.append(BadRow(row.line, wrong.column, wrong.why))
        else:
            sessions.setdefault(upn, []).append(session)
    return RowsRead(sessions, bad)


class _Reader:
    """Remembers what it has judged: a file has many rows, few days and few pupils."""

    def __init__(self, calendar: SchoolCalendar, today: date) -> None:
        self._calendar, self._today = calendar, today
        self._upns: dict[str, str] = {}
        self._days: dict[date, str] = {}
        self._lines: dict[tuple[str, Slot], int] = {}

    def read(self, row: Row) -> tuple[str, Session]:
        upn = self._upn(row.upn)
        slot = Slot(row.day, _half(row.half))
        code = _code(row.code, slot.half)
        if CODES[code].mark is not Mark.CLOSED and (why := self._no_session(row.day)):
            raise _Wrong("date", why)
        first_line = self._lines.setdefault((upn, slot), row.line)
        if first_line != row.line:
            raise _Wrong("date", f"this pupil's session {slot_words(slot)} stands on line {first_line} already")
        return upn, Session(day=slot.day, half=slot.half, code=code)

    def _upn(self, written: str) -> str:
        if written not in self._upns:
            try:
                self._upns[written] = _UPN.validate_python(written)
            except ValidationError as wrong:
                raise _Wrong("upn", str(wrong.errors()[0]["msg"]).removeprefix("Value error, ")) from None
        if not (upn := self._upns[written]):
            raise _Wrong("upn", "Enter the UPN")
        return upn

    def _no_session(self, day: date) -> str:
        """Why no session can have been marked on `day`; empty where one can."""
        if day not in self._days:
            self._days[day] = self._judged(day)
        return self._days[day]

    def _judged(self, day: date) -> str:
        if day > self._today:
            return f"{day_words(day)} has not come yet"
        if day < CODES_IN_FORCE:
            return f"{day_words(day)} is before the codes in use since {day_words(CODES_IN_FORCE)}"
        try:
            note = self._calendar.note(day)
        except CalendarMissing as missing:
            return str(missing)
        return "" if note.counts else f"{day_words(day)} was not a school day: {note.why}"


def _half(written: str) -> Half:
    try:
        return Half(written.strip().upper())
    except ValueError:
        raise _Wrong("session", "Write AM or PM") from None


def _code(written: str, half: Half) -> str:
    if not written.strip():
        raise _Wrong("code", "There is no code: leave the row out, so that the session stays unknown")
    try:
        code = known_code(written)
    except ValueError as wrong:
        raise _Wrong("code", str(wrong)) from None
    # Some systems write one stroke for both halves of the day.
    return {Half.AM: "/", Half.PM: "\\"}[half] if code in ("/", "\\") else code
