"""Code N, "not yet established", may stand for five school days and no longer (2024 regulations reg 10)."""

from collections.abc import Iterable, Iterator
from datetime import date

from domain.calendars import Almanac
from domain.dates.methods import Days
from domain.dates.rule import DateRule, Question
from domain.deadline import Deadline
from domain.law.codes import REG_10, UNRESOLVED
from domain.law.sessions import Session

ABSENCE_REASON = DateRule(
    name="absence-reason",
    label="Establish why a pupil was absent (code N)",
    source=REG_10,
    starts_from="the day of the session",
    kind="statutory",
    needs_school=True,
    work_out=Days(
        5, "school", notes=("The regulation says within five school days; the day of the session is not counted.",)
    ),
)


def established_by(day: date, almanac: Almanac, school: str) -> Deadline:
    """By when an N of that day must have become another code. Raises CalendarMissing."""
    question = Question(rule=ABSENCE_REASON, start=day, almanac=almanac, school=school, given=None)
    return ABSENCE_REASON.work_out(question)


def still_unresolved(sessions: Iterable[Session], today: date, almanac: Almanac, school: str) -> Iterator[Session]:
    """The sessions coded N whose five school days are over, earliest first. Raises CalendarMissing.

    Looked at from the latest back: once one is overdue, so is every earlier one.
    """
    waiting = [session for session in sessions if session.code == UNRESOLVED]
    overdue_from: date | None = None
    for day in sorted({session.day for session in waiting}, reverse=True):
        if day < today and established_by(day, almanac, school).last_day < today:
            overdue_from = day
            break
    if overdue_from is not None:
        yield from sorted(
            (session for session in waiting if session.day <= overdue_from), key=lambda s: (s.day, s.half)
        )
