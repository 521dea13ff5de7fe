"""The school calendar of the scenarios, invented for tests: 194 school days in 2026/27; and a longer one like it."""

from datetime import date, timedelta

from domain.calendars import Almanac, SchoolCalendar, Span

SCHOOL = "800/4001"


def span(first: str, last: str) -> Span:
    return Span(first=date.fromisoformat(first), last=date.fromisoformat(last))


def years_later(term: Span, years: int) -> Span:
    """The same term so many times 52 weeks later, so that weekdays stay."""
    return Span(first=term.first + timedelta(weeks=52 * years), last=term.last + timedelta(weeks=52 * years))


TERMS = (
    span("2026-09-03", "2026-10-23"),
    span("2026-11-02", "2026-12-18"),
    span("2027-01-04", "2027-02-12"),
    span("2027-02-22", "2027-03-25"),
    span("2027-04-12", "2027-05-28"),
    span("2027-06-07", "2027-07-22"),
)
AUTHORITY = SchoolCalendar(school="", terms=TERMS)
ALMANAC = Almanac.of([AUTHORITY])

FIVE_YEARS = tuple(years_later(term, years) for years in range(-1, 4) for term in TERMS)
