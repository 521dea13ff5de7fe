"""Compulsory school age to the day at both ends, and the birthdays that a lawyer must settle."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendars import Almanac, SchoolCalendar
from domain.date_rules import work_out
from domain.school_age import SchoolAge, first_day, leaving_date, leaving_doubt, of_school_age
from domain.source import Tag
from tests.domain.fixture_calendar import ALMANAC, SCHOOL, TERMS, span

day = date.fromisoformat
births = st.dates(date(1995, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("born", "begins"),
    [
        ("2021-08-30", "2026-08-31"),
        ("2021-08-31", "2026-08-31"),  # the fifth birthday is a prescribed day
        ("2021-09-01", "2026-12-31"),
        ("2021-12-31", "2026-12-31"),
        ("2022-01-01", "2027-03-31"),
        ("2022-03-31", "2027-03-31"),
        ("2022-04-01", "2027-08-31"),
        ("2020-02-29", "2025-03-31"),
        ("2024-02-29", "2029-03-31"),
    ],
)
def test_it_begins_on_a_prescribed_day(born: str, begins: str) -> None:
    assert first_day(day(born)) == day(begins)


@pytest.mark.parametrize(
    ("born", "leaves"),
    [
        ("2009-09-01", "2026-06-26"),
        ("2010-08-31", "2026-06-26"),
        ("2010-09-01", "2027-06-25"),
        ("2011-06-25", "2027-06-25"),  # sixteen on the leaving date
        ("2011-06-26", "2027-06-25"),  # after it, before the new school year
        ("2011-08-31", "2027-06-25"),
        ("2011-09-01", "2028-06-30"),
        ("2012-02-29", "2028-06-30"),
        ("2012-08-31", "2028-06-30"),
    ],
)
def test_it_ends_on_the_last_friday_in_june(born: str, leaves: str) -> None:
    assert leaving_date(day(born)) == day(leaves)


@given(births)
def test_it_begins_at_five_or_within_the_months_to_the_next_prescribed_day(born: date) -> None:
    begins = first_day(born)
    assert (begins.month, begins.day) in {(3, 31), (8, 31), (12, 31)}
    assert (begins - timedelta(days=153)).year - born.year <= 5
    years = begins.year - born.year - ((begins.month, begins.day) < (born.month, born.day))
    assert years == 5


@given(births)
def test_it_ends_on_a_friday_in_the_last_week_of_june(born: date) -> None:
    leaves = leaving_date(born)
    assert leaves.isoweekday() == 5
    assert (leaves.month, leaves.day > 23) == (6, True)
    turns_sixteen = (born.year + 16, born.month, born.day)
    assert (leaves.year - 1, 9, 1) <= turns_sixteen <= (leaves.year, 8, 31)


@given(births, st.integers(0, 400))
def test_who_is_born_later_never_begins_or_leaves_earlier(born: date, later: int) -> None:
    assert first_day(born) <= first_day(born + timedelta(days=later))
    assert leaving_date(born) <= leaving_date(born + timedelta(days=later))


@given(births)
def test_both_ends_are_of_age_and_the_days_outside_are_not(born: date) -> None:
    if leaving_doubt(born):
        return
    begins, leaves, one = first_day(born), leaving_date(born), timedelta(days=1)
    standings = [of_school_age(born, on).standing for on in (begins - one, begins, leaves, leaves + one)]
    assert standings == [SchoolAge.TOO_YOUNG, SchoolAge.OF_AGE, SchoolAge.OF_AGE, SchoolAge.TOO_OLD]


def test_too_young_says_from_when() -> None:
    verdict = of_school_age(day("2021-09-01"), day("2026-11-10"), ALMANAC, SCHOOL)
    assert (verdict.standing, verdict.starts) == (SchoolAge.TOO_YOUNG, day("2026-12-31"))
    assert not verdict.of_age
    assert not verdict.work_as_of_age
    assert "Thursday 31 December 2026" in verdict.reason
    assert verdict.source.tag is Tag.STAT


def test_an_unknown_date_of_birth_is_worked_as_of_age_but_opens_no_legal_step() -> None:
    verdict = of_school_age(None, day("2026-11-10"))
    assert verdict.standing is SchoolAge.UNKNOWN
    assert verdict.work_as_of_age
    assert not verdict.of_age
    assert verdict.standing.label == "date of birth not known"


@pytest.mark.parametrize(
    ("born", "doubtful"),
    [("2011-08-31", False), ("2011-09-01", True), ("2011-09-02", True), ("2011-09-03", False), ("2011-10-01", False)],
)
def test_born_before_the_first_day_of_term_age_needs_a_lawyer(born: str, doubtful: bool) -> None:
    verdict = of_school_age(day(born), day("2026-11-10"), ALMANAC, SCHOOL)
    assert (verdict.caution is not None) is doubtful
    assert verdict.of_age, "in November both readings agree"
    said = work_out("compulsory-school-age-ends", day(born), ALMANAC, SCHOOL).explanation
    assert any("age needs a lawyer" in line for line in said) is doubtful
    if doubtful:
        assert "age needs a lawyer" in (verdict.caution or "")
        assert "3 September (2026)" in (verdict.caution or "")


@pytest.mark.parametrize(
    ("on", "standing"),
    [
        ("2027-06-25", SchoolAge.OF_AGE),  # the earlier reading still has this day
        ("2027-06-26", SchoolAge.NEEDS_LAWYER),
        ("2028-06-30", SchoolAge.NEEDS_LAWYER),
        ("2028-07-01", SchoolAge.TOO_OLD),
    ],
)
def test_between_the_two_readings_no_legal_step_opens(on: str, standing: SchoolAge) -> None:
    verdict = of_school_age(day("2011-09-01"), day(on), ALMANAC, SCHOOL)
    assert verdict.standing is standing
    if standing is SchoolAge.NEEDS_LAWYER:
        assert not verdict.of_age
        assert verdict.work_as_of_age
        assert "age needs a lawyer" in verdict.reason
        assert verdict.source.tag is Tag.LOCAL


@pytest.mark.parametrize(("born", "doubtful"), [("2011-08-31", False), ("2011-09-05", True), ("2011-09-20", False)])
@pytest.mark.parametrize("almanac", [None, Almanac.of([]), Almanac.of([SchoolCalendar(school="", terms=TERMS[1:])])])
def test_where_term_dates_are_not_known_early_september_is_in_doubt(
    born: str, doubtful: bool, almanac: Almanac | None
) -> None:
    doubt = leaving_doubt(day(born), almanac, SCHOOL)
    assert (doubt is not None) is doubtful
    if doubt:
        assert "the first day of term is not known" in doubt.why


def test_the_year_of_the_sixteenth_birthday_decides_where_it_is_known() -> None:
    later = SchoolCalendar(school=SCHOOL, terms=(*TERMS, span("2027-09-01", "2027-10-22")))
    almanac = Almanac.of([later])
    assert leaving_doubt(day("2011-09-01"), almanac, SCHOOL) is None
    assert leaving_doubt(day("2010-09-02"), almanac, SCHOOL) is not None


def test_a_term_that_starts_in_august_puts_late_august_in_doubt() -> None:
    early = Almanac.of([SchoolCalendar(school="", terms=(span("2026-08-26", "2026-10-16"),))])
    doubt = leaving_doubt(day("2010-08-28"), early)
    assert doubt is not None
    assert doubt.other_date == day("2027-06-25")
    verdict = of_school_age(day("2010-08-28"), day("2026-11-10"), early)
    assert verdict.standing is SchoolAge.NEEDS_LAWYER
