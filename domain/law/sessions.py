"""The attendance register of one pupil at one school: sessions in order, each with its code and what it was before.

A session without a mark is unknown. It is never taken for present or absent (PRACTICE 6.10).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, field_validator

from domain.calendars import SchoolCalendar
from domain.law.codes import CODES, Code, CodeLetter
from domain.law.guard import day_words, some_of
from domain.vocabulary import Word


class Half(Word):
    AM = "AM", "morning"
    PM = "PM", "afternoon"


HALVES = (Half.AM, Half.PM)


class Slot(NamedTuple):
    """A morning or an afternoon, marked or not."""

    day: date
    half: Half


class Recoding(BaseModel):
    """What a session was coded until `on`, the day the change reached us."""

    model_config = ConfigDict(frozen=True)

    code: CodeLetter
    on: date


class Session(BaseModel):
    """One session as the register has it, with every earlier code, oldest first."""

    model_config = ConfigDict(frozen=True)

    day: date
    half: Half
    code: CodeLetter
    recoded_from: tuple[Recoding, ...] = ()

    @property
    def slot(self) -> Slot:
        return Slot(self.day, self.half)

    @property
    def meaning(self) -> Code:
        return CODES[self.code]

    def recoded(self, code: str, on: date) -> "Session":
        earlier = (*self.recoded_from, Recoding(code=self.code, on=on))
        return Session(day=self.day, half=self.half, code=code, recoded_from=earlier)


class Change(NamedTuple):
    """One session before and after a re-import."""

    was: Session
    now: Session


class Merged(NamedTuple):
    """A register after an import: what was new, what was recoded; the rest was there already."""

    register: "Register"
    added: tuple[Session, ...]
    recoded: tuple[Change, ...]


class Register(BaseModel):
    """Ordered by day and half; no session twice."""

    model_config = ConfigDict(frozen=True)

    school: str
    sessions: tuple[Session, ...] = ()

    @field_validator("sessions")
    @classmethod
    def _in_order(cls, sessions: tuple[Session, ...]) -> tuple[Session, ...]:
        ordered = tuple(sorted(sessions, key=lambda session: (session.day, session.half)))
        for before, after in pairwise(ordered):
            if before.day == after.day and before.half is after.half:
                raise ValueError(f"The session {slot_words(after.slot)} is given twice")
        return ordered

    @cached_property
    def _days(self) -> list[date]:
        return [session.day for session in self.sessions]

    @cached_property
    def _by_slot(self) -> dict[Slot, Session]:
        return {session.slot: session for session in self.sessions}

    def mark(self, slot: Slot) -> Session | None:
        return self._by_slot.get(slot)

    def on(self, day: date) -> tuple[Session, ...]:
        return self.between(day, day)

    def between(self, first: date, last: date) -> tuple[Session, ...]:
        """Every marked session from `first` to `last`, both included."""
        return self.sessions[bisect_left(self._days, first) : bisect_right(self._days, last)]

    def missing(self, first: date, last: date, calendar: SchoolCalendar) -> Iterator[Slot]:
        """Sessions of school days that nobody has marked. Raises CalendarMissing."""
        for day in calendar.school_days(first, last):
            yield from (Slot(day, half) for half in HALVES if Slot(day, half) not in self._by_slot)

    def merged(self, imported: Iterable[Session], on: date) -> Merged:
        """With the sessions of an import that arrived on `on`. The same import twice changes nothing."""
        kept, added, recoded = dict(self._by_slot), [], []
        for session in imported:
            was = kept.get(session.slot)
            if was is None:
                kept[session.slot] = session
                added.append(session)
            elif was.code != session.code:
                kept[session.slot] = was.recoded(session.code, on)
                recoded.append(Change(was, kept[session.slot]))
        register = Register(school=self.school, sessions=tuple(kept.values())) if added or recoded else self
        return Merged(register, tuple(added), tuple(recoded))


def slot_words(slot: Slot) -> str:
    """2 October 2026 (morning)."""
    return f"{day_words(slot.day)} ({slot.half.label})"


def session_words(sessions: Iterable[Session]) -> str:
    return some_of(slot_words(session.slot) for session in sessions)
