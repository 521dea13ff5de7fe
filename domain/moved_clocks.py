"""A local clock that was paused goes on where it stood; one that was extended ends later. Both say so in their
explanation.
"""

from datetime import date, timedelta

from domain.calendars import WHOLE_AUTHORITY, Almanac, day_words, working_day
from domain.case_file import Pause
from domain.clock import Clock, ClockState
from domain.dates.counting import Note, count, every_day
from domain.deadline import Stretch, end_of

ONE_DAY = timedelta(days=1)


def resumed(clock: Clock, pause: Pause, today: date, almanac: Almanac, school: str | None) -> Clock:
    """The days that were left when the pause began are counted from today on, in the clock's own calendar."""
    before = _cut(clock.deadline.stretches, pause.began)
    left = sum(stretch.days for stretch in clock.deadline.stretches if stretch.counts) - sum(
        stretch.days for stretch in before if stretch.counts
    )
    if left <= 0 or today <= pause.began:
        return clock.model_copy(update={"state": ClockState.RUNNING})
    paused = Stretch(first=pause.began, last=today - ONE_DAY, counts=False, why="paused")
    after = count(today, left, _note_of(clock, almanac, school), from_start=True, start_words="the pause ended")
    last_day = after[-1].last
    deadline = clock.deadline.model_copy(
        update={
            "last_day": last_day,
            "next_step_from": last_day + ONE_DAY if clock.deadline.next_step_from else None,
            "stretches": (*before, paused, *after),
            "outcome": (_resumed_words(pause, today, last_day),),
        }
    )
    return clock.model_copy(update={"state": ClockState.RUNNING, "deadline": deadline, "rings_at": end_of(last_day)})


def _resumed_words(pause: Pause, today: date, last_day: date) -> str:
    went_on = f"Paused from {day_words(pause.began)} and resumed on {day_words(today)}"
    return f"{went_on}: the last day is {day_words(last_day)}."


def extended(clock: Clock, to: date, reason: str) -> Clock:
    """The same clock, ending on `to`; the days added stand in its explanation with the reason for them."""
    was = clock.last_day
    added = Stretch(first=was + ONE_DAY, last=to, counts=True, why="added by an extension")
    deadline = clock.deadline.model_copy(
        update={
            "last_day": to,
            "next_step_from": to + ONE_DAY if clock.deadline.next_step_from else None,
            "stretches": (*clock.deadline.stretches, added),
            "outcome": (f"Extended from {day_words(was)} to {day_words(to)}: {reason}",),
        }
    )
    return clock.model_copy(update={"deadline": deadline, "rings_at": end_of(to), "extended": True})


def _cut(stretches: tuple[Stretch, ...], before: date) -> list[Stretch]:
    """The stretches up to, not including, the day `before`."""
    kept = []
    for stretch in stretches:
        if stretch.last < before:
            kept.append(stretch)
        elif stretch.first < before:
            kept.append(stretch.model_copy(update={"last": before - ONE_DAY}))
    return kept


def _note_of(clock: Clock, almanac: Almanac, school: str | None) -> Note:
    match clock.deadline.calendar:
        case "working":
            return working_day
        case "school":
            return almanac.school(school or WHOLE_AUTHORITY).note
        case _:
            return every_day
