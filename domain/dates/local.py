"""Every local standard that is counted in days, weeks or months, as a date rule."""

from collections.abc import Callable

from domain.calendars import day_words
from domain.dates.methods import Days, Months
from domain.dates.rule import DateRule, Kind, Question
from domain.deadline import Deadline
from domain.policy import STANDARDS, Standard
from domain.policy_changes import in_force


def _method(standard: Standard) -> Callable[[Question], Deadline]:
    """By the number in force on the day it runs from; a changed one says so, and in which version."""
    as_released = _counting(standard)

    def work_out(question: Question) -> Deadline:
        current, change = in_force(standard, question.start, question.almanac.standards)
        if change is None:
            return as_released(question)
        told = f"{current.words}, from {day_words(change.since)} (version {change.version})"
        return _counting(current)(question).model_copy(update={"standard": told})

    return work_out


def _counting(standard: Standard) -> Callable[[Question], Deadline]:
    first = standard.beginning_with
    match standard.unit:
        case "working days":
            return Days(standard.value, "working", beginning_with=first)
        case "school days":
            return Days(standard.value, "school", beginning_with=first)
        case "calendar days":
            return Days(standard.value, "calendar", beginning_with=first)
        case "weeks":
            return Days(standard.value, "calendar", beginning_with=first, weeks=True)
        case "months":
            return Months(standard.value)
        case "hours":
            raise ValueError("A standard in hours has a clock, not a date.")


def _rule(standard: Standard) -> DateRule:
    kind: Kind = "safeguarding" if standard.safeguarding else "local"
    return DateRule(
        name=standard.name,
        label=standard.label,
        source=standard.source,
        starts_from=standard.starts_from,
        kind=kind,
        work_out=_method(standard),
        needs_school=standard.unit == "school days",
        may_pause=standard.may_pause,
    )


LOCAL: tuple[DateRule, ...] = tuple(_rule(standard) for standard in STANDARDS.values() if standard.unit != "hours")
