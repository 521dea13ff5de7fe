"""Working days in England, school days of a school, and days that nobody knows."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.calendars import BANK_HOLIDAYS, Almanac, CalendarMissing, SchoolCalendar, Span, school_year_name
from tests.domain.fixture_calendar import ALMANAC, AUTHORITY, SCHOOL, TERMS, span

day = date.fromisoformat


def closed_on(school: str, *days: str, terms: Iterable[Span] = ()) -> SchoolCalendar:
    return SchoolCalendar(school=school, terms=tuple(terms), closures=tuple(span(d, d) for d in days))


def test_the_scenario_calendar_has_194_school_days() -> None:
    assert len(AUTHORITY.school_days(day("2026-09-03"), day("2027-07-22"))) == 194


@pytest.mark.parametrize(
    "holiday",
    ["2026-12-25", "2026-12-28", "2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2026-08-31"],
)
def test_bank_holidays_of_england_are_not_working_days(holiday: str) -> None:
    assert not ALMANAC.is_working_day(day(holiday))


@pytest.mark.parametrize("one_off", ["2020-05-08", "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08"])
def test_proclaimed_holidays_and_moved_ones_count_too(one_off: str) -> None:
    assert not ALMANAC.is_working_day(day(one_off))


@pytest.mark.parametrize("scottish", ["2027-01-04", "2026-08-03", "2026-11-30", "2027-03-17", "2026-07-13"])
def test_holidays_of_other_parts_of_the_kingdom_are_working_days(scottish: str) -> None:
    assert ALMANAC.is_working_day(day(scottish))


def test_substitute_days_follow_a_christmas_at_the_weekend() -> None:
    working = [d for d in range(24, 32) if ALMANAC.is_working_day(date(2027, 12, d))]
    assert working == [24, 29, 30, 31]


@pytest.mark.parametrize("far", [date(1989, 12, 29), date(2100, 1, 4)])
def test_a_year_whose_bank_holidays_nobody_knows_is_not_guessed(far: date) -> None:
    with pytest.raises(ValueError, match="bank holidays"):
        ALMANAC.is_working_day(far)


@pytest.mark.parametrize(
    ("when", "counts", "why"),
    [
        ("2026-09-03", True, "school day"),
        ("2026-10-23", True, "school day"),
        ("2026-10-24", False, "half term"),
        ("2026-10-28", False, "half term"),
        ("2026-11-01", False, "half term"),
        ("2026-11-02", True, "school day"),
        ("2026-11-14", False, "Saturday"),
        ("2026-11-15", False, "Sunday"),
        ("2026-12-25", False, "Christmas holiday"),
        ("2027-02-17", False, "half term"),
        ("2027-03-26", False, "Easter holiday"),
        ("2027-04-11", False, "Easter holiday"),
        ("2027-05-03", False, "bank holiday: May Day"),
        ("2027-05-31", False, "half term"),
        ("2027-07-22", True, "school day"),
        ("2027-07-23", False, "summer holiday"),
        ("2027-07-31", False, "summer holiday"),
        ("2026-08-01", False, "summer holiday"),
        ("2026-09-02", False, "summer holiday"),
    ],
)
def test_every_day_says_why_it_counts_or_not(when: str, counts: bool, why: str) -> None:
    assert AUTHORITY.note(day(when)) == (counts, why)
    assert AUTHORITY.is_school_day(day(when)) is counts


def test_a_short_term_that_ends_elsewhere_is_simply_between_terms() -> None:
    calendar = SchoolCalendar(school="", terms=(span("2027-01-04", "2027-01-15"), span("2027-02-01", "2027-03-25")))
    assert calendar.note(day("2027-01-20")) == (False, "not a school day: between terms")


def test_a_closure_is_not_a_school_day_and_says_so() -> None:
    calendar = closed_on(SCHOOL, "2026-11-20", "2026-11-21", terms=TERMS)
    assert calendar.note(day("2026-11-20")) == (False, "closed: INSET day or other closure")
    assert calendar.note(day("2026-11-21")) == (False, "Saturday")
    assert calendar.next_school_day(day("2026-11-19")) == day("2026-11-23")


@pytest.mark.parametrize(
    ("unknown", "year"),
    [("2026-07-31", "2025/26"), ("2026-05-04", "2025/26"), ("2027-08-01", "2027/28"), ("2027-09-06", "2027/28")],
)
def test_a_day_outside_the_known_years_is_never_guessed(unknown: str, year: str) -> None:
    with pytest.raises(CalendarMissing) as missing:
        ALMANAC.school(SCHOOL).is_school_day(day(unknown))
    assert SCHOOL in str(missing.value)
    assert year in str(missing.value)
    assert (missing.value.school, missing.value.day) == (SCHOOL, day(unknown))


def test_an_autumn_term_alone_does_not_make_the_spring_a_holiday() -> None:
    calendar = SchoolCalendar(school="", terms=TERMS[:2])
    assert calendar.is_school_day(day("2026-12-18"))
    with pytest.raises(CalendarMissing, match="the whole authority"):
        calendar.is_school_day(day("2026-12-21"))


@pytest.mark.parametrize("left_out", range(1, 5))
def test_a_term_nobody_entered_is_not_taken_for_a_holiday(left_out: int) -> None:
    calendar = SchoolCalendar(school="", terms=TERMS[:left_out] + TERMS[left_out + 1 :])
    with pytest.raises(CalendarMissing):
        calendar.is_school_day(TERMS[left_out].first)


def test_a_school_year_nobody_entered_is_not_taken_for_a_summer() -> None:
    later = [Span(first=t.first + timedelta(days=728), last=t.last + timedelta(days=728)) for t in TERMS]
    calendar = SchoolCalendar(school="", terms=(*TERMS, *later))
    with pytest.raises(CalendarMissing, match="2027/28"):
        calendar.is_school_day(day("2027-11-08"))


def test_the_summer_between_two_known_years_is_a_holiday_to_its_end() -> None:
    later = [Span(first=t.first + timedelta(days=364), last=t.last + timedelta(days=364)) for t in TERMS]
    calendar = SchoolCalendar(school="", terms=(*later, *TERMS))
    assert calendar.note(day("2027-08-20")) == (False, "summer holiday")
    assert calendar.next_school_day(day("2027-07-22")) == day("2027-09-02")


def test_a_school_keeps_its_own_calendar_before_the_authoritys() -> None:
    own = SchoolCalendar(school=SCHOOL, terms=(span("2026-09-01", "2026-10-16"),), closures=())
    almanac = Almanac.of([AUTHORITY, own])
    assert almanac.school(SCHOOL).is_school_day(day("2026-09-02"))
    assert not almanac.school("800/4002").is_school_day(day("2026-09-02"))
    with pytest.raises(CalendarMissing):  # its own terms end here: the authority's do not fill them up
        almanac.school(SCHOOL).is_school_day(day("2026-11-09"))


def test_a_school_with_inset_days_only_keeps_the_authoritys_terms() -> None:
    almanac = Almanac.of(
        [closed_on("", "2026-11-27", terms=TERMS), closed_on(SCHOOL, "2026-11-20"), closed_on("800/4002", "2026-11-09")]
    )
    calendar = almanac.school(SCHOOL)
    assert [calendar.is_school_day(day(d)) for d in ("2026-11-20", "2026-11-27", "2026-11-09")] == [False, False, True]
    assert calendar.version not in (AUTHORITY.version, almanac.school("800/4003").version)


def test_no_calendar_at_all_names_the_school_and_the_year() -> None:
    with pytest.raises(CalendarMissing, match="800/4001"):
        Almanac.of([]).school(SCHOOL)
    with pytest.raises(CalendarMissing, match=r"2026/27.*800/4001"):
        Almanac.of([closed_on(SCHOOL, "2026-11-20")]).school(SCHOOL, day("2026-11-09"))


def test_two_calendars_for_one_school_are_refused() -> None:
    with pytest.raises(ValidationError, match="the whole authority"):
        Almanac.of([AUTHORITY, AUTHORITY])


def test_a_span_that_runs_backwards_is_refused() -> None:
    with pytest.raises(ValidationError, match="before the first day"):
        span("2026-11-02", "2026-11-01")


def test_the_version_is_the_records_or_else_a_stamp_of_the_days() -> None:
    assert SchoolCalendar(school="", terms=TERMS, version="7").version == "7"
    assert SchoolCalendar(school="", terms=TERMS[::-1]).version == AUTHORITY.version
    assert closed_on("", "2026-11-20", terms=TERMS).version != AUTHORITY.version


def test_a_calendar_survives_being_stored() -> None:
    assert Almanac.model_validate_json(ALMANAC.model_dump_json()) == ALMANAC


def test_school_years_turn_on_1_august() -> None:
    assert [school_year_name(day(d)) for d in ("2027-07-31", "2027-08-01", "2099-12-31")] == [
        "2026/27",
        "2027/28",
        "2099/00",
    ]


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_a_working_day_is_a_weekday_that_is_no_bank_holiday(any_day: date) -> None:
    assert ALMANAC.is_working_day(any_day) == (any_day.isoweekday() <= 5 and any_day not in BANK_HOLIDAYS)
