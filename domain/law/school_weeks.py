"""School weeks: a week, Monday to Sunday, in which the school has at least one session. Holidays are not weeks at all,
so ten of them may span terms and years (guidance of August 2024; the words of the definition are not verified).
"""

from collections.abc import Iterable
from datetime import date, timedelta

from domain.calendars import ONE_DAY, Almanac, DayNote, SchoolCalendar
from domain.dates.counting import joined
from domain.dates.methods import answer, last_day_words
from domain.dates.rule import DateRule, Question
from domain.deadline import Deadline
from domain.guards.sources import guidance
from domain.law.codes import CODES, Mark
from domain.law.sessions import Session

ONE_WEEK = timedelta(weeks=1)


def week_of(day: date) -> int:
    """The week of a day, Monday to Sunday, numbered from the first week of the calendar."""
    return (day.toordinal() - 1) // 7


def monday_of(week: int) -> date:
    return date.fromordinal(week * 7 + 1)


def has_session(week: int, calendar: SchoolCalendar) -> bool:
    """Raises CalendarMissing."""
    monday = monday_of(week)
    friday = monday + timedelta(days=4)
    if any(term.first <= friday and monday <= term.last for term in calendar.terms):
        return any(calendar.is_school_day(monday + timedelta(days=n)) for n in range(5))
    return calendar.is_school_day(monday)  # a week outside every term: the calendar must know it all the same


def numbered_weeks(sessions: Iterable[Session], calendar: SchoolCalendar) -> dict[int, int]:
    """Every school week from the first session to the last, numbered in order.

    A week in which the pupil was marked needs no calendar; any other is asked of it. Raises CalendarMissing.
    """
    marked = {week_of(session.day) for session in sessions if CODES[session.code].mark is not Mark.CLOSED}
    if not marked:
        return {}
    weeks = (w for w in range(min(marked), max(marked) + 1) if w in marked or has_session(w, calendar))
    return {week: number for number, week in enumerate(weeks)}


def _weeks_from(start: date, number: int, calendar: SchoolCalendar) -> list[date]:
    """The Mondays of so many school weeks, the first beginning on `start` or after it. Raises CalendarMissing where
    the calendar ends before that.
    """
    week = week_of(start) if start.weekday() == 0 else week_of(start) + 1
    found: list[date] = []
    while len(found) < number:
        if has_session(week, calendar):
            found.append(monday_of(week))
        week += 1
    return found


def improvement_period(served: date, weeks: int, almanac: Almanac, school: str) -> Deadline:
    """The period of a notice to improve: `weeks` full school weeks, the first beginning on the day of service or after
    it. Raises CalendarMissing.

    The guidance speaks of three to six weeks; that they are full school weeks is policy, and gives the parent no less.
    """

    def work_out(question: Question) -> Deadline:
        calendar = question.school_calendar
        mondays = _weeks_from(question.start, weeks, calendar)
        days: list[tuple[date, DayNote]] = []
        if question.start < mondays[0]:
            days.append((question.start, DayNote(False, "the day of service")))
        day = question.start + ONE_DAY if days else mondays[0]
        while day < mondays[-1] + ONE_WEEK:
            if day < mondays[0]:
                days.append((day, DayNote(False, "before the first full school week")))
            else:
                days.append((day, calendar.note(day)))
            day += ONE_DAY
        while not days[-1][1].counts:
            days.pop()
        last_day = days[-1][0]
        opens = last_day + ONE_DAY
        return answer(
            question,
            stretches=joined(days),
            how=f"{weeks} full school weeks: weeks in which the school has at least one session.",
            outcome=(last_day_words(last_day),),
            last_day=last_day,
            next_step_from=opens,
            unit="school",
            version=calendar.version,
        )

    rule = DateRule(
        name="improvement-period",
        label="Period of a notice to improve",
        source=guidance("Working together to improve school attendance (August 2024), notices to improve"),
        starts_from="the day the notice was served",
        kind="statutory",
        work_out=work_out,
        needs_school=True,
    )
    return rule.work_out(Question(rule=rule, start=served, almanac=almanac, school=school, given=None))
