"""What a date rule is, and why one may have no answer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from domain.calendars import Almanac, SchoolCalendar
from domain.deadline import Deadline
from domain.source import Source, Tag

Unit = Literal["calendar", "working", "school"]
Kind = Literal["statutory", "safeguarding", "local"]


class NoDate(ValueError):
    """A date rule cannot answer; the message says why in plain words."""


class UnknownRule(NoDate):
    """There is no date rule of that name."""


class SchoolNeeded(NoDate):
    """The rule counts school days, so it has to know whose."""


class DateNotPossible(NoDate):
    """The day given cannot be one the rule runs from, or that a court directed."""


@dataclass(frozen=True)
class Question:
    """What a rule is asked: the day it runs from, and what it may look up."""

    rule: "DateRule"
    start: date
    almanac: Almanac
    school: str | None
    given: date | None

    @property
    def school_calendar(self) -> SchoolCalendar:
        """Raises SchoolNeeded and CalendarMissing."""
        if self.school is None:
            raise SchoolNeeded(f"{self.rule.label}: this date is counted in school days. Say at which school.")
        return self.almanac.school(self.school, self.start)


@dataclass(frozen=True)
class DateRule:
    """One rule about dates. `starts_from` says which day it runs from; `kind` and the source decide who may move it."""

    name: str
    label: str
    source: Source
    starts_from: str
    kind: Kind
    work_out: Callable[[Question], Deadline] = field(repr=False)
    needs_school: bool = False
    takes_given: bool = False
    may_pause: bool = True

    @property
    def pausable(self) -> bool:
        """Only the clocks of local policy pause or extend: neither law nor safeguarding waits."""
        return self.may_pause and self.kind == "local" and self.source.tag is Tag.LOCAL
