"""How long an education supervision order runs, and when more may be asked for: Children Act 1989 Sch.3 para 15.

One year beginning with the day it is made, or to the day the court gave; an extension is applied for within the last
three months. The paragraph was not read in its own words; its twin for Northern Ireland was.
"""

from datetime import date

from domain.calendars import ONE_DAY, day_words
from domain.dates.counting import corresponding_date
from domain.dates.methods import answer, last_day_words
from domain.dates.rule import DateRule, Question
from domain.deadline import Deadline, Stretch
from domain.source import Source, Tag

PARA_15 = Source(cite="Children Act 1989 Sch.3 para 15", tag=Tag.STAT, verified=False)
MONTHS_IN_FORCE = 12
MONTHS_BEFORE_END = 3
ENDS, WINDOW = "supervision-order-ends", "supervision-order-extension"


def first_year(made: date) -> date:
    """The last day of the year that begins with the day of the making."""
    return corresponding_date(made, MONTHS_IN_FORCE) - ONE_DAY


def extension_from(last_day: date) -> date:
    """The first day on which an extension may be applied for: three months before the order would end."""
    return corresponding_date(last_day, -MONTHS_BEFORE_END)


def _ends(question: Question) -> Deadline:
    last_day = question.given or first_year(question.start)
    how = (
        f"The court gave {day_words(last_day)}; without that it would be one year from the day it was made."
        if question.given
        else "One year, beginning with that day."
    )
    following = last_day + ONE_DAY
    return answer(
        question,
        stretches=(Stretch(first=question.start, last=last_day, counts=True, why="the order is in force"),),
        how=how,
        outcome=(last_day_words(last_day), f"From {day_words(following)} it is no longer in force."),
        last_day=last_day,
    )


def _window(question: Question) -> Deadline:
    ends = question.start
    first = extension_from(ends)
    before = first - ONE_DAY
    return answer(
        question,
        stretches=(
            Stretch(first=before, last=before, counts=False, why="too early for an extension"),
            Stretch(first=first, last=ends, counts=True, why="the last three months of the order"),
        ),
        how=f"Three months before {day_words(ends)}, to the same date: {day_words(first)}.",
        outcome=(
            f"From {day_words(first)} an extension may be applied for.",
            f"It must be granted by {day_words(ends)}.",
        ),
        last_day=before,
        next_step_from=first,
    )


SUPERVISION: tuple[DateRule, ...] = (
    DateRule(
        name=ENDS,
        label="Last day of an education supervision order",
        source=PARA_15,
        starts_from="the day the order was made",
        kind="statutory",
        takes_given=True,
        work_out=_ends,
    ),
    DateRule(
        name=WINDOW,
        label="An extension of an education supervision order may be applied for",
        source=PARA_15,
        starts_from="the last day of the order",
        kind="statutory",
        work_out=_window,
    ),
)
