"""Six months from each session relied on: Magistrates' Courts Act 1980 s.127(1), guard G10 (PRACTICE 6.4).

A session more than six months old at institution drops out of the charge, unless a lawyer by name charges one
continuing failure with reasons (policy, not verified). Weekends and bank holidays move nothing.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from domain.calendars import Almanac
from domain.date_rules import work_out
from domain.deadline import Deadline
from domain.guards.sources import law, practice
from domain.law.guard import day_words, guard
from domain.proceedings.groundwork import LawyersReason
from domain.verdict import Verdict

S127 = law("Magistrates' Courts Act 1980 s.127(1)")
# Days before the limit of the earliest session on which officer, approver and head of legal are told. Policy.
ALARM_DAYS = (60, 28, 14, 7, 3, 1)
ALARMS = practice("6.4")
_NO_CALENDAR = Almanac()  # months are counted without one

G10_OUT_OF_TIME = guard("G10_OUT_OF_TIME", "A charge comes within six months of each session it relies on", S127)
G10_CONTINUING = guard(
    "G10_CONTINUING",
    "One continuing failure is charged only by a lawyer's name and reasons, written before",
    ALARMS,
    absolute=True,
)
GUARDS = (G10_OUT_OF_TIME, G10_CONTINUING)


class Chargeable(BaseModel):
    """What a charge on one day may rely on. `last_day` is the last on which any of it could still be charged."""

    model_config = ConfigDict(frozen=True)

    kept: tuple[date, ...]
    dropped: tuple[date, ...]
    last_day: date | None
    continuing: bool = False


class Alarm(BaseModel):
    """`on` so many days before `last_day`, the limit of `session`."""

    model_config = ConfigDict(frozen=True)

    on: date
    days_left: int
    session: date
    last_day: date


@lru_cache(maxsize=4096)
def limit_of(session: date) -> Deadline:
    """The last day to charge for one session: it ends at 23:59 UK time. The same for every case, so kept."""
    return work_out("prosecution-limit", session, _NO_CALENDAR)


def chargeable(days: Iterable[date], on: date, continuing: LawyersReason | None = None) -> Chargeable:
    """The days still within six months on the day of institution; all of them where the last is and one continuing
    failure is charged.
    """
    ordered = sorted(set(days))
    if not ordered:
        return Chargeable(kept=(), dropped=(), last_day=None)
    last_day = limit_of(ordered[-1]).last_day
    if continuing is not None and continuing.on <= on:
        kept = tuple(ordered) if on <= last_day else ()
        return Chargeable(kept=kept, dropped=() if kept else tuple(ordered), last_day=last_day, continuing=True)
    # A later session never has an earlier limit, so the first one in time is found by halving.
    first = bisect_left(ordered, on, key=lambda day: limit_of(day).last_day)
    return Chargeable(kept=tuple(ordered[first:]), dropped=tuple(ordered[:first]), last_day=last_day)


def in_time(days: Iterable[date], on: date, continuing: LawyersReason | None = None) -> Iterator[Verdict]:
    """Refused only where nothing remains to charge: what is too old has dropped out by then."""
    left = chargeable(days, on, continuing)
    if left.last_day is not None and not left.kept:
        yield G10_OUT_OF_TIME.refuse(
            f"The last day to charge was {day_words(left.last_day)}: six months from the latest session relied on",
            needs="later sessions",
        )
    if continuing is not None and (not continuing.lawyer or continuing.on > on):
        yield G10_CONTINUING.refuse(
            "One continuing failure needs a lawyer's name and reasons before the charge", needs="a lawyer's reason"
        )


def alarms(days: Iterable[date], on: date) -> tuple[Alarm, ...]:
    """Every alarm still to come on `on` or after it, soonest first: from the earliest session that can still be
    charged, and once that one is out of time from the next.
    """
    found: dict[date, Alarm] = {}
    for session in chargeable(days, on).kept[:1]:
        last_day = limit_of(session).last_day
        for left in ALARM_DAYS:
            told = last_day - timedelta(days=left)
            if told >= on:
                found[told] = Alarm(on=told, days_left=left, session=session, last_day=last_day)
    return tuple(sorted(found.values(), key=lambda alarm: alarm.on))
