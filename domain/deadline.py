"""A deadline that carries its own explanation, and the one place where a date meets a clock."""

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from domain.calendars import day_words
from domain.source import Source, Tag

LONDON = ZoneInfo("Europe/London")
WEEKEND = ("Saturday", "Sunday")


def uk_day(instant: dt.datetime) -> dt.date:
    """The day it is in the United Kingdom at that instant. Raises ValueError for a time without a zone."""
    if instant.tzinfo is None:
        raise ValueError("An instant needs a time zone: instants are UTC.")
    return instant.astimezone(LONDON).date()


def end_of(last_day: dt.date) -> dt.datetime:
    """The first instant, in UTC, after `last_day` is over in the United Kingdom.

    Clocks change at 01:00 UTC there, so every day has exactly one midnight.
    """
    return dt.datetime.combine(last_day + dt.timedelta(days=1), dt.time.min, LONDON).astimezone(dt.UTC)


class Stretch(BaseModel, frozen=True):
    """Days in a row, from `first` to `last` included, that were all counted or all skipped for one reason."""

    first: dt.date
    last: dt.date
    counts: bool
    why: str

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def words(self) -> str:
        if self.first == self.last:
            return day_words(self.first)
        shared = sum(1 for unit in ("%Y", "%Y%m") if self.first.strftime(unit) == self.last.strftime(unit))
        return f"{day_words(self.first).rsplit(' ', shared)[0]} to {day_words(self.last)}"


class Deadline(BaseModel, frozen=True):
    """What a rule says about dates in one instance, and every day it counted or skipped on the way.

    `date` is the day the rule is about; `last_day` is over at midnight, UK time (`end_of`); `next_step_from` is the
    first day on which what follows is open, `barred_from` the first on which something no longer is. `standard` is the
    local number and its version where the authority has changed it.
    """

    rule: str
    label: str
    source: Source
    start: dt.date
    start_words: str
    calendar: str
    calendar_version: str
    date: dt.date
    last_day: dt.date
    next_step_from: dt.date | None = None
    barred_from: dt.date | None = None
    stretches: tuple[Stretch, ...]
    how: str
    outcome: tuple[str, ...]
    notes: tuple[str, ...] = ()
    standard: str = ""

    @property
    def counted(self) -> int:
        """How many days were counted towards the rule's number."""
        return sum(stretch.days for stretch in self.stretches if stretch.counts)

    @property
    def explanation(self) -> list[str]:
        """How this date was worked out, in sentences an officer can read out."""
        lines = [
            f"{self.label}. Source: {self.source.words}.",
            f"It runs from {day_words(self.start)}, {self.start_words}.",
        ]
        lines.append(self.how)
        lines += self._counted_and_skipped()
        lines += self.outcome
        lines += self.notes
        if self.source.tag is Tag.LOCAL:
            number = f": {self.standard}" if self.standard else ""
            lines.append(f"By the standard in force on {day_words(self.start)}{number}.")
        if self.calendar != "calendar":
            lines.append(f"Calendar used: {self.calendar} days, version {self.calendar_version}.")
        if not self.source.verified:
            lines.append("This rule has not been checked against the words of its source.")
        return lines

    def _counted_and_skipped(self) -> list[str]:
        counted, skipped, so_far = [], [], 0
        for stretch in self.stretches:
            if stretch.counts:
                numbers = f"{so_far + 1} to {so_far + stretch.days}" if stretch.days > 1 else f"{so_far + 1}"
                counted.append(f"{stretch.words} ({numbers})")
                so_far += stretch.days
            elif stretch.why not in WEEKEND:
                skipped.append(f"{stretch.words} ({stretch.why})")
        if weekend := [stretch.first for stretch in self.stretches if stretch.why in WEEKEND]:
            skipped.append(f"Saturdays and Sundays ({_days_of_months(weekend)})")
        lines = []
        if len(counted) > 1:
            lines.append(f"Counted: {'; '.join(counted)}.")
        if skipped:
            lines.append(f"Not counted: {'; '.join(skipped)}.")
        return lines


def _days_of_months(days: Iterable[dt.date]) -> str:
    """28 and 29 November 2026, 5 and 6 December 2026."""
    months: dict[str, list[str]] = {}
    for day in days:
        months.setdefault(f"{day:%B %Y}", []).append(str(day.day))
    return ", ".join(
        f"{', '.join(numbers[:-1])}{' and ' if len(numbers) > 1 else ''}{numbers[-1]} {month}"
        for month, numbers in months.items()
    )
