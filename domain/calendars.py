"""The calendars that days are counted in: working days in England, and the school days of one school.

A day that no calendar covers is never guessed: asking about it raises `CalendarMissing`.
"""

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property
from importlib.metadata import version as installed_version
from typing import Any, NamedTuple, Self

from holidays import country_holidays
from pydantic import BaseModel, Field, field_validator, model_validator

from domain.policy_changes import StandardChange

ONE_DAY = timedelta(days=1)
WHOLE_AUTHORITY = ""
FIRST_YEAR, LAST_YEAR = 1990, 2099

# Read once, here, so that counting days neither opens a file nor imports anything while a process runs.
BANK_HOLIDAYS: dict[date, str] = dict(
    country_holidays("GB", subdiv="ENG", years=range(FIRST_YEAR, LAST_YEAR + 1), language="en_GB")
)
BANK_HOLIDAYS_VERSION = f"England, holidays {installed_version('holidays')}"

# Between two terms of one school year no holiday is longer than six weeks, and no summer longer than eleven. A longer
# gap is a term that nobody has entered, and counting across it would give a date that is far too late.
LONGEST_HOLIDAY = timedelta(weeks=6)
LONGEST_SUMMER = timedelta(weeks=11)


class CalendarMissing(LookupError):
    """No calendar says what kind of day this is. `school` is a number such as 800/4001, "" the whole authority."""

    def __init__(self, school: str, day: date | None = None) -> None:
        self.school, self.day = school, day
        whose = f"school {school}" if school else "the whole authority"
        if day is None:
            super().__init__(f"No term dates are known for {whose}. Import its calendar first.")
        else:
            super().__init__(
                f"No term dates of the school year {school_year_name(day)} are known for {whose} "
                f"(needed for {day_words(day)}). Import its calendar first."
            )


class DayNote(NamedTuple):
    """Whether a day counts, and why or why not."""

    counts: bool
    why: str


class Span(BaseModel, frozen=True):
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.last < self.first:
            raise ValueError(f"The last day {self.last} is before the first day {self.first}.")
        return self

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def day_words(day: date) -> str:
    """Monday 2 November 2026."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def school_year(day: date) -> int:
    """The calendar year in which the school year of `day` began: with the first term after July (Education Act 1996
    s.579(1))."""
    return day.year if day.month >= 8 else day.year - 1


def school_year_name(day: date) -> str:
    began = school_year(day)
    return f"{began}/{(began + 1) % 100:02d}"


def working_day(day: date) -> DayNote:
    """Monday to Friday less the bank holidays of England (Banking and Financial Dealings Act 1971)."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"The bank holidays of {day.year} are not known.")
    if day.weekday() >= 5:
        return DayNote(False, f"{day:%A}")
    if holiday := BANK_HOLIDAYS.get(day):
        return DayNote(False, f"bank holiday: {holiday}")
    return DayNote(True, "working day")


def _stamp(data: dict[str, Any]) -> str:
    """A calendar's version where the record gives none: the same days, the same stamp."""
    spans = [[f"{s.first}/{s.last}" for s in data.get(kind, ())] for kind in ("terms", "closures")]
    return hashlib.sha256(repr(spans).encode()).hexdigest()[:12]


class SchoolCalendar(BaseModel, frozen=True):
    """The terms of one school, and the days in them on which it does not meet (INSET and other closures)."""

    school: str
    terms: tuple[Span, ...] = ()
    closures: tuple[Span, ...] = ()
    version: str = Field(default_factory=_stamp)

    @field_validator("terms", "closures")
    @classmethod
    def _in_order(cls, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(sorted(spans, key=lambda span: (span.first, span.last)))

    def note(self, day: date) -> DayNote:
        """Whether `day` is a school day, and why. Raises `CalendarMissing` outside the known terms."""
        if not any(day in term for term in self.terms):
            return DayNote(False, self._between_terms(day))
        ordinary = working_day(day)
        if not ordinary.counts:
            return ordinary
        if any(day in closure for closure in self.closures):
            return DayNote(False, "closed: INSET day or other closure")
        return DayNote(True, "school day")

    def is_school_day(self, day: date) -> bool:
        """Raises `CalendarMissing` outside the known terms."""
        return self.note(day).counts

    def school_days(self, first: date, last: date) -> tuple[date, ...]:
        """Every school day from `first` to `last`, both included. Raises `CalendarMissing`."""
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return tuple(day for day in days if self.is_school_day(day))

    def next_school_day(self, day: date) -> date:
        """The first school day after `day`. Raises `CalendarMissing`."""
        day += ONE_DAY
        while not self.is_school_day(day):
            day += ONE_DAY
        return day

    def first_days_of_years(self) -> dict[int, date]:
        """The first day of the first term beginning after July, for each school year whose beginning is known."""
        firsts: dict[int, date] = {}
        for term in self.terms:
            if term.first.month in (8, 9):
                firsts.setdefault(term.first.year, term.first)
        return firsts

    def _between_terms(self, day: date) -> str:
        before = max((term.last for term in self.terms if term.last < day), default=None)
        after = min((term.first for term in self.terms if term.first > day), default=None)
        if before is None and after is not None and after.month in (8, 9) and date(after.year, 8, 1) <= day:
            return "summer holiday"  # the days before the first term of a school year that is known
        if after is None and before is not None and before.month == 7 and day <= date(before.year, 7, 31):
            return "summer holiday"  # the rest of July; from August on, the next school year's terms decide
        if before is None or after is None:
            raise CalendarMissing(self.school, day)
        limit = LONGEST_HOLIDAY if school_year(before) == school_year(after) else LONGEST_SUMMER
        if after - before > limit:
            raise CalendarMissing(self.school, day)
        return _holiday_name(before, after)


def _holiday_name(before: date, after: date) -> str:
    """What people call the gap between two terms."""
    if school_year(before) != school_year(after):
        return "summer holiday"
    if before <= date(before.year, 12, 25) < after:
        return "Christmas holiday"
    if before.month in (3, 4):
        return "Easter holiday"
    if before.month in (2, 5, 6, 10, 11):
        return "half term"
    return "not a school day: between terms"


class Almanac(BaseModel, frozen=True):
    """Every calendar that a date may be counted in, and the local standards that were changed, each from its day on."""

    calendars: tuple[SchoolCalendar, ...] = ()
    standards: tuple[StandardChange, ...] = ()

    @classmethod
    def of(cls, calendars: Iterable[SchoolCalendar] = (), standards: Iterable[StandardChange] = ()) -> Self:
        return cls(calendars=tuple(calendars), standards=tuple(standards))

    @model_validator(mode="after")
    def _one_each(self) -> Self:
        numbers = [calendar.school for calendar in self.calendars]
        if twice := {number for number in numbers if numbers.count(number) > 1}:
            raise ValueError(f"More than one calendar for: {', '.join(sorted(twice)) or 'the whole authority'}.")
        return self

    @cached_property
    def deadlines(self) -> dict[tuple[object, ...], Any]:
        """What was worked out in these calendars before, by what was asked. An almanac never changes, nor do they."""
        return {}

    def is_working_day(self, day: date) -> bool:
        return working_day(day).counts

    def school(self, number: str = WHOLE_AUTHORITY, day: date | None = None) -> SchoolCalendar:
        """The calendar that school keeps: its own, or, where it has no terms of its own, the authority's with the
        school's closures added. `day` only makes the message of `CalendarMissing` say which year is wanted."""
        kept = {calendar.school: calendar for calendar in self.calendars}
        own, authority = kept.get(number), kept.get(WHOLE_AUTHORITY)
        if own and own.terms:
            return own
        if not authority or not authority.terms:
            raise CalendarMissing(number, day)
        if not own:
            return authority.model_copy(update={"school": number})
        return SchoolCalendar(
            school=number,
            terms=authority.terms,
            closures=authority.closures + own.closures,
            version=f"{authority.version}+{own.version}",
        )
