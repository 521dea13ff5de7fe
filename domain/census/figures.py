"""The figures of a return: counted, checked against each other, suppressed for readers outside the team, as a file.

Published groups under six are suppressed (PRACTICE 7.5). One suppressed number alone could be worked out from its
total, so then the next smallest goes with it.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from pydantic import BaseModel, ConfigDict

from domain.census.counted import Counted
from domain.census.labels import Breakdown

SMALL = 6
LOW = "low"  # the Department's own sign for a number too small to publish
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Figures(BaseModel):
    """`numbers` has every label of every breakdown, the empty ones too; by value of the word. None is suppressed."""

    model_config = ConfigDict(frozen=True)

    census_on: date
    total: int | None
    numbers: dict[Breakdown, dict[str, int | None]]


def figures(children: Iterable[Counted], on: date) -> Figures:
    """Of the children who count on that day."""
    counting = [child for child in children if child.counts(on)]
    numbers: dict[Breakdown, dict[str, int | None]] = {}
    for by in Breakdown:
        found = Counter(child.label(by, on) for child in counting)
        numbers[by] = {word.value: found[word] for word in by.words}
    return Figures(census_on=on, total=len(counting), numbers=numbers)


def faults(of: Figures) -> list[str]:
    """Where the sums do not agree: empty for a return that may be submitted."""
    return [
        f"{by.label}: {sum(number or 0 for number in numbers.values())} children, and {of.total} in all"
        for by, numbers in of.numbers.items()
        if sum(number or 0 for number in numbers.values()) != of.total
    ]


def suppressed(of: Figures) -> Figures:
    """For readers outside the team."""
    total = of.total if of.total is None or not 0 < of.total < SMALL else None
    return of.model_copy(
        update={"total": total, "numbers": {by: _suppressed(numbers) for by, numbers in of.numbers.items()}}
    )


def _suppressed(numbers: Mapping[str, int | None]) -> dict[str, int | None]:
    small = {value for value, number in numbers.items() if number is not None and 0 < number < SMALL}
    if len(small) == 1:
        others = sorted((number, value) for value, number in numbers.items() if number and value not in small)
        small |= {value for _, value in others[:1]}
    return {value: None if value in small else number for value, number in numbers.items()}


def as_csv(of: Figures, authority: str) -> str:
    """One line for each number, under the Department's labels. No cell is read as a formula."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(["Authority", "Census date", "Breakdown", "Category", "Children"])
    head = [safe_cell(authority), of.census_on.isoformat()]
    lines.writerow([*head, "Total", "Total", _number(of.total)])
    for by, numbers in of.numbers.items():
        for value, number in numbers.items():
            lines.writerow([*head, by.label, safe_cell(by.words(value).label), _number(number)])
    return out.getvalue()


def safe_cell(words: str) -> str:
    """A spreadsheet takes what begins like a formula for one: an apostrophe before it keeps it text."""
    return f"'{words}" if words.lstrip().startswith(_FORMULA) or words.startswith(_FORMULA) else words


def _number(number: int | None) -> str:
    return LOW if number is None else str(number)
