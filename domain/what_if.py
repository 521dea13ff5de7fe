"""What would follow if something were done on a day: the days by the same rules as the clocks, and nothing recorded.

Several things follow one from another: a notice that is posted is served on a later day, and its period runs from then.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from domain.calendars import Almanac, CalendarMissing
from domain.date_rules import RULES, work_out
from domain.dates.rule import NoDate
from domain.deadline import Deadline

_OF_ONE = ""  # runs from the day that was given


@dataclass(frozen=True)
class Event:
    """`rules` that run from its day; one with a name after the colon runs from the last day of that rule."""

    name: str
    says: str
    rules: tuple[str, ...]


EVENTS: Mapping[str, Event] = MappingProxyType(
    {
        event.name: event
        for event in (
            Event(
                "post-437",
                "I post a notice under section 437(1), first class",
                ("deemed-service", "suitable-education-notice:deemed-service"),
            ),
            Event("hand-437", "I hand over a notice under section 437(1)", ("suitable-education-notice",)),
            Event(
                "post-choice",
                "I post the notice of the school to be named",
                ("deemed-service", "school-choice-notice:deemed-service"),
            ),
            Event("hand-choice", "I hand over the notice of the school to be named", ("school-choice-notice",)),
            Event("penalty", "the parent receives a penalty notice", ("penalty-discount", "penalty-payment")),
            Event("session", "I rely on an absence of this day in a charge", ("prosecution-limit",)),
            Event(
                "unseen",
                "the child is absent or unseen from this day on",
                ("unseen-five", "unseen-amber", "unseen-police", "removal-from-roll", "priority-flag"),
            ),
            Event(
                "warning",
                "I post a warning letter, first class",
                ("deemed-service", "warning-reply:deemed-service"),
            ),
            Event("apply", "the family applies for a school place", ("placement-offer",)),
            Event(
                "back",
                "the child is back in school",
                ("first-attendance", "reintegration-review-1", "reintegration-review-2", "reintegration-review-3"),
            ),
            Event("support", "a support plan is agreed", ("support-review",)),
            Event("exclusion", "the child is permanently excluded", ("day-six-provision",)),
            Event("pause", "I pause the clocks", ("pause-limit",)),
            Event("hearing", "the hearing of a prosecution is on this day", ("bundle-prosecution",)),
        )
    }
)


@dataclass(frozen=True)
class Follows:
    """One day that follows, or why it cannot be worked out."""

    label: str
    deadline: Deadline | None
    why_not: str = ""


def what_follows(event: Event, on: date, almanac: Almanac, school: str | None) -> Iterator[Follows]:
    """In the order in which the rules stand; what runs from a day that is not known is left out."""
    known: dict[str, date] = {_OF_ONE: on}
    for named in event.rules:
        rule, _, after = named.partition(":")
        if after not in known:
            continue
        try:
            deadline = work_out(rule, known[after], almanac, school)
        except (NoDate, CalendarMissing) as missing:
            yield Follows(RULES[rule].label, None, str(missing))
            continue
        known[rule] = deadline.last_day
        yield Follows(deadline.label, deadline)
