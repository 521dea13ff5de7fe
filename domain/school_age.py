"""Compulsory school age, to the day at both ends (Education Act 1996 s.8)."""

from contextlib import suppress
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from pydantic import BaseModel

from domain.calendars import WHOLE_AUTHORITY, Almanac, CalendarMissing, day_words
from domain.source import Source, Tag

BEGINS = Source(cite="Education Act 1996 s.8(2)", tag=Tag.STAT, verified=True)
ENDS = Source(cite="Education Act 1996 s.8(3)-(4)", tag=Tag.STAT, verified=True)
CUT_OFF = Source(
    cite="Leaving-age cut-off of 31 August (Education Act 1996 ss.8(3), 579)", tag=Tag.LOCAL, verified=False
)

PRESCRIBED_DAYS = ((3, 31), (8, 31), (12, 31))
# Where no calendar tells when term starts, a birthday this early in September may lie before it.
LATEST_START_OF_TERM = (9, 15)
NEEDS_LAWYER = "age needs a lawyer"


def birthday(dob: date, age: int) -> date:
    """The anniversary at the beginning of which that age is reached (Family Law Reform Act 1969 s.9); for someone born
    on 29 February, 1 March in a year without one."""
    try:
        return dob.replace(year=dob.year + age)
    except ValueError:
        return date(dob.year + age, 3, 1)


def first_day(dob: date) -> date:
    """The first day of compulsory school age: the fifth birthday if that is a prescribed day, else the next one."""
    five = birthday(dob, 5)
    days = (date(year, month, day) for year in (five.year, five.year + 1) for month, day in PRESCRIBED_DAYS)
    return next(day for day in days if day >= five)


def last_friday_in_june(year: int) -> date:
    """The school leaving date of that year (Education (School Leaving Date) Order 1997)."""
    end = date(year, 6, 30)
    return end - timedelta(days=(end.weekday() - 4) % 7)


def leaving_date(dob: date) -> date:
    """The last day of compulsory school age: the last Friday in June of the school year, taken to end on 31 August, in
    which sixteen is reached."""
    sixteen = birthday(dob, 16)
    return last_friday_in_june(sixteen.year + (sixteen.month >= 9))


class LeavingDoubt(NamedTuple):
    """The other leaving date that the law can be read to give, and why."""

    other_date: date
    why: str


def leaving_doubt(dob: date, almanac: Almanac | None = None, school: str | None = None) -> LeavingDoubt | None:
    """Whether the leaving date needs a lawyer, because the school year does not end on 31 August for this child.

    By the letter of ss.8(3)(a) and 579(1) it ends where the next one's first term begins: whoever reaches sixteen on or
    after 1 September but before that day left in the June before, and by the usual cut-off leaves a year later. Where
    the calendar does not reach the year in question, the nearest year it holds stands in for it; where there is none,
    any birthday in the first half of September is in doubt.
    """
    sixteen = birthday(dob, 16)
    firsts: dict[int, date] = {}
    if almanac:
        with suppress(CalendarMissing):
            firsts = almanac.school(school or WHOLE_AUTHORITY).first_days_of_years()
    month, day = LATEST_START_OF_TERM
    starts = "the first day of term is not known"
    if firsts:
        known = firsts[min(firsts, key=lambda year: abs(year - sixteen.year))]
        month, day = known.month, known.day
        starts = f"term starts on {known.day} {known:%B} ({known.year})"
    by_the_letter = last_friday_in_june(sixteen.year + ((sixteen.month, sixteen.day) >= (month, day)))
    if by_the_letter == leaving_date(dob):
        return None
    return LeavingDoubt(
        by_the_letter,
        f"The {NEEDS_LAWYER}: sixteen is reached on {day_words(sixteen)} and {starts}, so the law can be read to end "
        f"compulsory school age on {day_words(by_the_letter)} instead.",
    )


class SchoolAge(StrEnum):
    """Where a child stands on one day."""

    TOO_YOUNG = "too_young"
    OF_AGE = "of_age"
    TOO_OLD = "too_old"
    UNKNOWN = "unknown"
    NEEDS_LAWYER = "needs_lawyer"

    @property
    def label(self) -> str:
        return {
            "too_young": "not yet of compulsory school age",
            "of_age": "of compulsory school age",
            "too_old": "no longer of compulsory school age",
            "unknown": "date of birth not known",
            "needs_lawyer": NEEDS_LAWYER,
        }[self.value]


class AgeVerdict(BaseModel, frozen=True):
    """Whether a child is of compulsory school age on a day, and why. `starts` opens what was too early.

    `caution` is set for every child whose leaving date a lawyer must settle, also on days when both readings agree.
    """

    on: date
    standing: SchoolAge
    reason: str
    source: Source
    starts: date | None = None
    ends: date | None = None
    caution: str | None = None

    @property
    def of_age(self) -> bool:
        """True only where it is certain: a legal step needs this (PRACTICE 3.2)."""
        return self.standing is SchoolAge.OF_AGE

    @property
    def work_as_of_age(self) -> bool:
        """Tracing and safeguarding run unless the child is certainly too young or too old (PRACTICE 3.2)."""
        return self.standing in (SchoolAge.OF_AGE, SchoolAge.UNKNOWN, SchoolAge.NEEDS_LAWYER)


def of_school_age(dob: date | None, on: date, almanac: Almanac | None = None, school: str | None = None) -> AgeVerdict:
    """Whether somebody born on `dob` is of compulsory school age on the day `on`. Both ends are included."""
    if dob is None:
        reason = "The date of birth is not known. No legal step can be taken until it is evidenced."
        return AgeVerdict(on=on, standing=SchoolAge.UNKNOWN, reason=reason, source=BEGINS)
    starts, ends = first_day(dob), leaving_date(dob)
    doubt = leaving_doubt(dob, almanac, school)
    standing, source = SchoolAge.OF_AGE, ENDS
    reason = f"Of compulsory school age from {day_words(starts)} to {day_words(ends)}."
    if on < starts:
        standing, source = SchoolAge.TOO_YOUNG, BEGINS
        reason = f"Not yet of compulsory school age: it begins on {day_words(starts)}."
    elif doubt and min(ends, doubt.other_date) < on <= max(ends, doubt.other_date):
        standing, reason, source = SchoolAge.NEEDS_LAWYER, doubt.why, CUT_OFF
    elif on > ends:
        standing, reason = SchoolAge.TOO_OLD, f"No longer of compulsory school age: it ended with {day_words(ends)}."
    return AgeVerdict(
        on=on,
        standing=standing,
        reason=reason,
        source=source,
        starts=starts,
        ends=ends,
        caution=doubt.why if doubt else None,
    )
