"""How long a case is kept once it is closed: by outcome, as local policy (DOMAIN 7; PRACTICE names none of its own).

A legal hold stands above all of it. Nothing is erased by time: a day that is over makes a line of a list, and two
people decide.
"""

from datetime import date

from pydantic import BaseModel

from domain.case_file import CaseFile
from domain.proceedings.prosecution import Prosecution
from domain.source import Source, Tag
from domain.vocabulary import Closure

_SCHEDULE = Source(cite="The authority's retention schedule", tag=Tag.LOCAL, verified=False)
FROM_BIRTH, AFTER_RESULT, AFTER_FALSE_ALARM, WITHOUT_BIRTH = 25, 6, 6, 25  # years
# No child was missing education, or another case tells it all.
_FALSE_ALARM = frozenset({Closure.NOT_CME, Closure.DUPLICATE})


class Kept(BaseModel):
    """`until` is the last day; the case may be erased from the day after it. None while it is open."""

    rule: str
    source: str
    until: date | None


def kept_until(case: CaseFile) -> Kept:
    """By the rule that keeps it longest."""
    if case.open or case.closed_on is None:
        return _kept("Open cases are kept", None)
    if case.closure in _FALSE_ALARM:
        found = [_kept(f"{AFTER_FALSE_ALARM} years after closing", years_after(case.closed_on, AFTER_FALSE_ALARM))]
    elif (born := case.child.date_of_birth) is not None:
        found = [_kept(f"{FROM_BIRTH} years after the child's birth", years_after(born, FROM_BIRTH))]
    else:
        words = f"{WITHOUT_BIRTH} years after closing, the date of birth being unknown"
        found = [_kept(words, years_after(case.closed_on, WITHOUT_BIRTH))]
    for each in case.proceedings:
        if isinstance(each, Prosecution) and (result := each.result_on or each.ended_on) is not None:
            words = f"{AFTER_RESULT} years after the result of a prosecution"
            found.append(_kept(words, years_after(result, AFTER_RESULT)))
    return max(found, key=lambda kept: kept.until or date.min)


def years_after(day: date, years: int) -> date:
    """The same date that many years later; 1 March for 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _kept(rule: str, until: date | None) -> Kept:
    return Kept(rule=rule, source=_SCHEDULE.words, until=until)
