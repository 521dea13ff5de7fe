"""Whether a day can be the day something happened."""

from collections.abc import Iterator
from datetime import date, timedelta

from domain.facts import Facts
from domain.guards.sources import RECORD
from domain.verdict import Verdict

OLDEST = timedelta(days=366 * 20)


def impossible_day(facts: Facts, day: date | None, field: str, *, ahead: bool = False) -> Iterator[Verdict]:
    """A day in the future (unless `ahead`), before the child was born, or more than twenty years from now."""
    if day is None:
        return
    if day > facts.today and not ahead:
        yield refused("FUTURE_DATE", f"{day:%-d %B %Y} has not come yet: record what has happened", field)
    born = facts.case.child.date_of_birth
    if born is not None and day < born:
        yield refused("BEFORE_BIRTH", "This day is before the child was born", field)
    if abs(day - facts.today) > OLDEST:
        yield refused("FAR_DATE", "This day is more than twenty years away: check the year", field)


def impossible_birth(facts: Facts, day: date | None, field: str) -> Iterator[Verdict]:
    """A birth in the future, or more than twenty years ago: nobody here is that old."""
    if day is not None and day > facts.today:
        yield refused("FUTURE_DATE", f"{day:%-d %B %Y} has not come yet", field)
    if day is not None and abs(day - facts.today) > OLDEST:
        yield refused("FAR_DATE", "This day is more than twenty years away: check the year", field)


def review_ahead(facts: Facts, day: date | None) -> Iterator[Verdict]:
    """A day on which a rule or a warning is looked at again lies ahead."""
    yield from impossible_day(facts, day, "review_on", ahead=True)
    if day is not None and day <= facts.today:
        yield refused("REVIEW_PAST", "The day of the review lies ahead", "review_on")


def refused(code: str, reason: str, field: str | None = None, needs: str | None = None) -> Verdict:
    """A refusal that nobody overrides: the record itself would be wrong."""
    return Verdict(code=code, reason=reason, source=RECORD, field=field, needs=needs, absolute=True)
