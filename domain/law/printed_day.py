"""The last day that a notice prints (PRACTICE 4.5).

It is worked out from the planned posting with a margin, and judged again when posting is recorded and when service is
proved. A notice whose printed day turns out short is void and is issued afresh: nobody lengthens it in silence.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from domain.calendars import Almanac
from domain.date_rules import work_out
from domain.deadline import Deadline
from domain.law.guard import LawGuard, day_words
from domain.law.service import deemed
from domain.proceedings.served import Manner
from domain.verdict import Verdict

# From a day of service to the shortest period the law gives.
Period = Callable[[date], Deadline]
ONE_DAY = timedelta(days=1)


def printed_last_day(period: Period, planned: date, manner: Manner, almanac: Almanac) -> date:
    """What a notice planned to leave on `planned` prints: long enough even where it leaves at the end of the margin."""
    leaves = work_out("posting-margin", planned, almanac).last_day
    return period(deemed(manner, leaves, almanac).last_day).last_day


def latest_posting(period: Period, printed: date, manner: Manner, almanac: Almanac) -> date:
    """The latest day on which a notice with this printed day may leave in this manner."""
    day = printed
    while period(deemed(manner, day, almanac).last_day).last_day > printed:
        day -= ONE_DAY
    return day


def long_enough(guard: LawGuard, period: Period, printed: date, served: date) -> Iterator[Verdict]:
    """Whether the printed day gives the whole period from that day of service."""
    shortest = period(served)
    if printed >= shortest.last_day:
        return
    given = max((printed - served).days + 1, 0)
    yield guard.refuse(
        f"Served on {day_words(served)} it gives {given} {'day' if given == 1 else 'days'} to {day_words(printed)}: "
        f"the law gives {shortest.counted}, to {day_words(shortest.last_day)}",
        needs=f"a notice that gives until {day_words(shortest.last_day)} or later",
        field="printed_last_day",
    )


def may_leave(
    guard: LawGuard, period: Period, printed: date, on: date, manner: Manner, almanac: Almanac
) -> Iterator[Verdict]:
    """What the post room asks of a notice on the day it is to leave."""
    if period(deemed(manner, on, almanac).last_day).last_day <= printed:
        return
    latest = latest_posting(period, printed, manner, almanac)
    yield guard.refuse(
        f"It prints {day_words(printed)} as its last day: the latest lawful day to send it was {day_words(latest)}",
        needs="a fresh notice with a later last day",
    )
