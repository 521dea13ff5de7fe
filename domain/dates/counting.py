"""Ways of counting days, each giving every day it counted or skipped, and why."""

import calendar as month_table
from collections.abc import Callable
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter

from domain.calendars import ONE_DAY, DayNote, Span
from domain.deadline import Stretch

Note = Callable[[date], DayNote]


def every_day(day: date) -> DayNote:
    """Calendar days: weekends, holidays and closures all count."""
    return DayNote(True, "calendar day")


def count(start: date, number: int, note: Note, *, from_start: bool, start_words: str) -> tuple[Stretch, ...]:
    """The stretches from `start` to the day on which `number` days have been counted.

    `from_start` is "beginning with" that day; otherwise "after" it. A start on a day that is not of the kind counted
    is skipped like any other such day.
    """
    days: list[tuple[date, DayNote]] = []
    day, counted = start, 0
    while True:
        seen = DayNote(False, start_words) if day == start and not from_start else note(day)
        days.append((day, seen))
        counted += seen.counts
        if counted >= number:
            return joined(days)
        day += ONE_DAY


def joined(days: list[tuple[date, DayNote]]) -> tuple[Stretch, ...]:
    """Neighbouring days that were counted, or skipped for the same reason, as one stretch."""
    alike = [(seen, list(these)) for seen, these in groupby(days, key=itemgetter(1))]
    return tuple(
        Stretch(first=these[0][0], last=these[-1][0], counts=seen.counts, why=seen.why) for seen, these in alike
    )


def corresponding_date(day: date, months: int) -> date:
    """The same day of the month, `months` later (or earlier); the end of the month where that month has no such day.

    The corresponding date rule: Dodds v Walker [1981] 1 WLR 1027 (HL).
    """
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, month_table.monthrange(years, month + 1)[1]))


def three_years_window(proposed: date) -> Span:
    """The three years ending on the day a penalty notice is proposed: they begin the day after the same date three
    years before; for 29 February, on 1 March."""
    return Span(first=corresponding_date(proposed, -36) + timedelta(days=1), last=proposed)
