"""Local standards that the authority itself has changed: which may be, how far, and which number counts from which day.

A changed number counts for what begins on its day or later. So a date is always worked out by the standard that was in
force on the day it runs from, and an earlier date keeps its explanation.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from pydantic import BaseModel

from domain.policy import STANDARDS, Standard
from domain.source import Tag

# What is still a number of that kind. More than that is a slip of the hand, or a clock that nobody would see ring.
_WIDEST: Mapping[str, tuple[int, int]] = MappingProxyType(
    {"working days": (1, 40), "school days": (1, 40), "calendar days": (1, 183), "weeks": (1, 26), "months": (1, 12)}
)
# PRACTICE 2.1 sets the longest pause and extension, and nothing is forgotten: these may be made shorter only.
_AT_MOST: Mapping[str, int] = MappingProxyType({"pause-limit": 20, "extension-limit": 10, "case-review": 10})
_NEVER: Mapping[str, str] = MappingProxyType(
    {
        "deemed-service": "the law's own periods are counted from the day a letter counts as served",
        "posting-margin": "the last day that a notice of the law prints is worked out by it",
        "seen-recent": "whether a child counts as safe and seen is judged by it",
        "pause-ends": "it is the very day that was set",
        "review-day": "it is the very day that was set",
    }
)
FURTHEST_BACK, FURTHEST_ON = timedelta(days=366), timedelta(days=366)


class StandardChange(BaseModel, frozen=True):
    """`value` in the standard's own unit, for what begins on `since` or later. `version` counts up with approvals."""

    name: str
    value: int
    since: date
    version: int


def why_not(standard: Standard) -> str:
    """Why this number is not the authority's to change on a page; "" where it is."""
    if standard.safeguarding:
        return "a child's safety depends on it"
    if standard.source.tag is not Tag.LOCAL:
        return f"it is not the authority's own: {standard.source.cite}"
    if standard.unit == "hours":
        return "it is counted in hours"
    return _NEVER.get(standard.name, "")


def changeable() -> list[Standard]:
    """By name as people read it."""
    return sorted((each for each in STANDARDS.values() if not why_not(each)), key=lambda each: each.label)


def sane(standard: Standard) -> tuple[int, int]:
    """The least and the most it may be, in its unit."""
    least, most = _WIDEST[standard.unit]
    return least, min(most, _AT_MOST.get(standard.name, most))


def faults(
    name: str, value: int | None, since: date | None, today: date, known: "Iterable[StandardChange]"
) -> Iterator[tuple[str, str]]:
    """What is wrong with a change put forward: the field and the words."""
    standard = STANDARDS.get(name)
    if standard is None:
        yield "name", "Choose the standard that changes"
        return
    if reason := why_not(standard):
        yield "name", f"“{standard.label}” is not changed here: {reason}"
        return
    least, most = sane(standard)
    if value is None or not least <= value <= most:
        yield "value", f"Give a whole number of {standard.unit} from {least} to {most}"
    if since is None:
        yield "since", "Enter the day, month and year from which it counts"
    elif not today - FURTHEST_BACK <= since <= today + FURTHEST_ON:
        yield "since", "It counts from a day at most a year away"
    elif value is not None and in_force(standard, since, known)[0].value == value:
        yield "value", f"It is {standard.model_copy(update={'value': value}).words} on that day already"


def in_force(standard: Standard, on: date, changes: Iterable[StandardChange]) -> tuple[Standard, StandardChange | None]:
    """The standard as it counts for what begins on that day, and the change that made it so; None where it is as
    released. Of two changes in force the one that was approved last counts.
    """
    found = max(
        (each for each in changes if each.name == standard.name and each.since <= on),
        key=lambda each: each.version,
        default=None,
    )
    return (standard if found is None else standard.model_copy(update={"value": found.value})), found
