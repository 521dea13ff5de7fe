"""A local clock that was paused goes on where it stood; one that was extended ends later. Both say so in their
explanation.
"""

from datetime import date, timedelta

from domain.calendars import WHOLE_AUTHORITY, Almanac, DayNote, day_words, working_day
from domain.case_file import Pause
from domain.clock import Clock, ClockState
from domain.dates.counting import Note, count, every_day, joined
from domain.deadline import Deadline, Stretch

ONE_DAY = timedelta(days=1)
PAUSED, ADDED = "paused", "added by an extension"


def resumed(clock: Clock, pause: Pause, today: date, almanac: Almanac, school: str | None) -> Clock:
    """The days that were left when the pause began are counted from today on, in the clock's own calendar. A pause in
    which none of its days fell moves nothing.
    """
    running = clock.model_copy(update={"state": ClockState.RUNNING})
    kept, left = _cut(clock.deadline.stretches, pause.began), _counted_from(clock.deadline.stretches, pause.began)
    if left == _counted_from(clock.deadline.stretches, today):
        return running
    after = count(today, left, _note_of(clock, almanac, school), from_start=True, start_words="the pause ended")
    paused = Stretch(first=pause.began, last=today - ONE_DAY, counts=False, why=PAUSED)
    last_day = after[-1].last
    went_on = f"Paused from {day_words(pause.began)} and resumed on {day_words(today)}"
    words = f"{went_on}: the last day is {day_words(last_day)}."
    return running.moved_to(_ending(clock.deadline, last_day, (*kept, paused, *after), words))


def extended(clock: Clock, to: date, reason: str, almanac: Almanac, school: str | None) -> Clock:
    """The same clock, ending on `to`; the days added stand in its explanation with the reason for them."""
    was, note = clock.last_day, _note_of(clock, almanac, school)
    days = [was + timedelta(days=n) for n in range(1, (to - was).days + 1)]
    added = joined([(day, DayNote(True, ADDED) if note(day).counts else note(day)) for day in days])
    words = f"Extended from {day_words(was)} to {day_words(to)}: {reason}"
    moved = clock.moved_to(_ending(clock.deadline, to, (*clock.deadline.stretches, *added), words))
    return moved.model_copy(update={"extended": True})


def worked_out_again(clock: Clock, deadline: Deadline, almanac: Almanac, school: str | None) -> Clock:
    """The same clock with its date worked out anew, its pauses and its extension kept. Its state is not touched."""
    fresh = clock.moved_to(deadline)
    for stretch in clock.deadline.stretches:
        if stretch.why == PAUSED:
            pause = Pause(reason="", began=stretch.first, until=stretch.last)
            fresh = resumed(fresh, pause, stretch.last + ONE_DAY, almanac, school)
    if clock.extended and clock.last_day > fresh.last_day:
        fresh = extended(fresh, clock.last_day, "the day agreed before is kept", almanac, school)
    return fresh.model_copy(update={"state": clock.state})


def _ending(deadline: Deadline, last_day: date, stretches: tuple[Stretch, ...], words: str) -> Deadline:
    return deadline.model_copy(
        update={
            "date": last_day if deadline.date == deadline.last_day else deadline.date,
            "last_day": last_day,
            "next_step_from": last_day + ONE_DAY if deadline.next_step_from else None,
            "stretches": stretches,
            "outcome": (words,),
        }
    )


def _cut(stretches: tuple[Stretch, ...], before: date) -> list[Stretch]:
    """The stretches up to, not including, the day `before`."""
    kept = []
    for stretch in stretches:
        if stretch.last < before:
            kept.append(stretch)
        elif stretch.first < before:
            kept.append(stretch.model_copy(update={"last": before - ONE_DAY}))
    return kept


def _counted_from(stretches: tuple[Stretch, ...], day: date) -> int:
    """How many days are counted from that day on."""
    return sum(stretch.days for stretch in stretches if stretch.counts) - sum(
        stretch.days for stretch in _cut(stretches, day) if stretch.counts
    )


def _note_of(clock: Clock, almanac: Almanac, school: str | None) -> Note:
    match clock.deadline.calendar:
        case "working":
            return working_day
        case "school":
            return almanac.school(school or WHOLE_AUTHORITY).note
        case _:
            return every_day
