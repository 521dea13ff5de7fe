"""Whether a day can be the day something happened."""

from collections.abc import Iterator
from datetime import date, timedelta

from domain.facts import Facts
from domain.guards.guard import guard
from domain.guards.sources import RECORD
from domain.verdict import Verdict

FUTURE_DATE = guard("FUTURE_DATE", "What is recorded has happened: no day in the future", RECORD, absolute=True)
BEFORE_BIRTH = guard("BEFORE_BIRTH", "Nothing happened to a child before it was born", RECORD, absolute=True)
FAR_DATE = guard("FAR_DATE", "A day more than twenty years away is a slip of the pen", RECORD, absolute=True)
GUARDS = (
    FUTURE_DATE,
    BEFORE_BIRTH,
    FAR_DATE,
)


OLDEST = timedelta(days=366 * 20)


def impossible_day(facts: Facts, day: date | None, field: str, *, ahead: bool = False) -> Iterator[Verdict]:
    """A day in the future (unless `ahead`), before the child was born, or more than twenty years from now."""
    if day is None:
        return
    if day > facts.today and not ahead:
        yield FUTURE_DATE.refuse(f"{day:%-d %B %Y} has not come yet: record what has happened", field=field)
    born = facts.case.child.date_of_birth
    if born is not None and day < born:
        yield BEFORE_BIRTH.refuse("This day is before the child was born", field=field)
    if abs(day - facts.today) > OLDEST:
        yield FAR_DATE.refuse("This day is more than twenty years away: check the year", field=field)


def impossible_birth(facts: Facts, day: date | None, field: str) -> Iterator[Verdict]:
    """A birth in the future, or more than twenty years ago: nobody here is that old."""
    if day is not None and day > facts.today:
        yield FUTURE_DATE.refuse(f"{day:%-d %B %Y} has not come yet", field=field)
    if day is not None and abs(day - facts.today) > OLDEST:
        yield FAR_DATE.refuse("This day is more than twenty years away: check the year", field=field)


def review_ahead(facts: Facts, day: date | None) -> Iterator[Verdict]:
    """A day on which a rule or a warning is looked at again lies ahead."""
    yield from impossible_day(facts, day, "review_on", ahead=True)
    if day is not None and day <= facts.today:
        yield refused("REVIEW_PAST", "The day of the review lies ahead", "review_on")


def refused(code: str, reason: str, field: str | None = None, needs: str | None = None) -> Verdict:
    """A refusal that nobody overrides: the record itself would be wrong."""
    return Verdict(code=code, reason=reason, source=RECORD, field=field, needs=needs, absolute=True)
