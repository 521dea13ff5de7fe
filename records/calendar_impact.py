"""Whose dates a changed calendar moves: listed before anybody confirms, without a name (DESIGN 2.5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlmodel import Session

from domain.calendars import WHOLE_AUTHORITY, Almanac, CalendarMissing, SchoolCalendar, day_words
from domain.clock import Clock
from domain.date_rules import RULES, work_out
from domain.vocabulary import Stage

# The school is the one that `calendar-moved` works the clock out with: the place's, else the child's last one.
_RUNNING = text(
    """
    select ref, clock, coalesce(nullif(state #>> '{place,school}', ''), state #>> '{child,school}', '') as school
    from case_file, jsonb_array_elements(state -> 'clocks') as clock
    where stage <> :closed and clock ->> 'state' = 'running' and clock #>> '{deadline,calendar}' = 'school'
    order by ref, clock ->> 'name'
    """
).bindparams(closed=Stage.CLOSED.value)


@dataclass(frozen=True)
class Move:
    """A running clock whose last day moves from `was` to `to`; None where the new calendar cannot tell."""

    case: str
    clock: str
    label: str
    was: date
    to: date | None
    why: str = ""

    @property
    def words(self) -> str:
        to = f"becomes {day_words(self.to)}" if self.to else f"cannot be worked out: {self.why}"
        return f"{self.case}: {self.label}: {day_words(self.was)} {to}"


def moves(session: Session, almanac_before: Almanac, almanac_after: Almanac) -> list[Move]:
    """The running clocks of open cases that count school days and whose last day is another one by the new calendar.

    A clock of a school whose calendar did not change is left alone.
    """
    return list(_moves(session, almanac_before, almanac_after))


def _moves(session: Session, before: Almanac, after: Almanac) -> Iterator[Move]:
    changed: dict[str, bool] = {}
    for ref, stored, school in session.execute(_RUNNING, execution_options={"yield_per": 500}):
        school = school or WHOLE_AUTHORITY
        if school not in changed:
            changed[school] = _days_of(before, school) != _days_of(after, school)
        if not changed[school]:
            continue
        clock = Clock.model_validate(stored)
        if clock.deadline.rule not in RULES:  # a period that its own notice sets
            yield Move(ref, clock.name, clock.label, clock.last_day, None, "the notice says how long it is")
            continue
        try:
            to = work_out(clock.deadline.rule, clock.deadline.start, after, school).last_day
        except CalendarMissing as missing:
            yield Move(ref, clock.name, clock.label, clock.last_day, None, str(missing))
        else:
            if to != clock.last_day:
                yield Move(ref, clock.name, clock.label, clock.last_day, to)


def _days_of(almanac: Almanac, school: str) -> SchoolCalendar | None:
    """What decides which days are school days, whatever version says so."""
    try:
        return almanac.school(school).model_copy(update={"version": ""})
    except CalendarMissing:
        return None
