"""A clock as a page shows it: what is due, by which day, and how that day was worked out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from api.pages import words
from domain.deadline import Stretch

_MOST_SQUARES = 64  # beyond about two months the squares say less than the sentences


@dataclass(frozen=True)
class Square:
    number: int
    kind: str = ""  # "skip" for a day that does not count, "end" for the last


@dataclass(frozen=True)
class ClockBox:
    label: str
    when: str
    kind: str
    squares: list[Square]
    explanation: list[str]
    colour: str
    tag: str


def squares(stretches: Iterable[Stretch], last_day: date) -> list[Square]:
    """A square for each day from the first counted to the last day; none where there would be too many."""
    days = [
        (stretch.first + timedelta(days=n), stretch.counts)
        for stretch in stretches
        for n in range((stretch.last - stretch.first).days + 1)
    ]
    if len(days) > _MOST_SQUARES:
        return []
    return [Square(day.day, "end" if day == last_day else "" if counts else "skip") for day, counts in sorted(days)]


def clock_box(
    label: str, state: str, kind: str, last_day: date, days: Iterable[Stretch], explanation: list[str], today: date
) -> ClockBox:
    paused = state == "paused"
    late, now = last_day < today, last_day == today
    ahead = last_day - today
    when = words.long_day(last_day)
    if now or ahead == timedelta(days=1):
        when = f"{words.first_upper(words.near(last_day, today))}, {when}"
    return ClockBox(
        label=label,
        when=f"Paused. Last day so far: {when}" if paused else when,
        kind={"statutory": "Set by law", "safeguarding": "Safeguarding", "local": ""}[kind],
        squares=squares(days, last_day),
        explanation=explanation,
        colour="grey" if paused else "red" if late else "yellow" if now else "",
        tag="Paused" if paused else words.first_upper(words.due(last_day, today)) if late or now else "",
    )
