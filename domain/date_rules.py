"""One function computes a date, and it can explain itself."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from domain.calendars import Almanac
from domain.dates.counting import three_years_window
from domain.dates.hearings import HEARINGS
from domain.dates.local import LOCAL
from domain.dates.methods import check_given
from domain.dates.rule import DateNotPossible, DateRule, NoDate, Question, SchoolNeeded, UnknownRule
from domain.dates.statutory import STATUTORY
from domain.dates.supervision import SUPERVISION
from domain.deadline import Deadline

__all__ = [
    "RULES",
    "DateNotPossible",
    "DateRule",
    "NoDate",
    "SchoolNeeded",
    "UnknownRule",
    "three_years_window",
    "work_out",
]

RULES: Mapping[str, DateRule] = MappingProxyType(
    {rule.name: rule for rule in (*STATUTORY, *SUPERVISION, *HEARINGS, *LOCAL)}
)
# Nobody in a case was born, and nothing in one falls due, outside these years; the bank holidays end with the last.
FIRST_YEAR, LAST_YEAR = 1990, 2090
_REMEMBERED = 10_000  # deadlines of one almanac; most cases ask for the same few of today


def work_out(
    rule: str, start: date, almanac: Almanac, school: str | None = None, *, given: date | None = None
) -> Deadline:
    """The deadline that `rule` gives for something that happened (or was born, or will be performed) on `start`.

    `school` is a number such as 800/4001, "" the whole authority; `given` the date a court directed. Raises
    UnknownRule, SchoolNeeded, DateNotPossible (all NoDate) and CalendarMissing, each with words fit to be shown.
    """
    known, asked = almanac.deadlines, (rule, start, school, given)
    if (deadline := known.get(asked)) is None:
        deadline = _worked_out(rule, start, almanac, school, given)
        if len(known) >= _REMEMBERED:
            known.clear()
        known[asked] = deadline
    return deadline


def _worked_out(rule: str, start: date, almanac: Almanac, school: str | None, given: date | None) -> Deadline:
    try:
        asked = RULES[rule]
    except KeyError:
        raise UnknownRule(f"There is no date rule called {rule[:60]!r}.") from None
    for day in (start, given):
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise DateNotPossible(
                f"{asked.label}: give a date from {FIRST_YEAR} to {LAST_YEAR}, not {day.isoformat()}."
            )
    question = Question(rule=asked, start=start, almanac=almanac, school=school, given=given)
    check_given(question)
    return asked.work_out(question)
