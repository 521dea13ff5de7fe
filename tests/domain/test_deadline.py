"""Midnight in the United Kingdom, and a deadline that explains itself."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.date_rules import work_out
from domain.deadline import Deadline, end_of, uk_day
from domain.source import Source, Tag
from tests.domain.fixture_calendar import ALMANAC, SCHOOL

day = date.fromisoformat
MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("last_day", "instant"),
    [
        ("2026-11-16", "2026-11-17T00:00Z"),
        ("2026-07-01", "2026-07-01T23:00Z"),
        ("2027-03-27", "2027-03-28T00:00Z"),  # the day before the clocks go forward
        ("2027-03-28", "2027-03-28T23:00Z"),  # 23 hours long
        ("2026-10-24", "2026-10-24T23:00Z"),  # the day before the clocks go back
        ("2026-10-25", "2026-10-26T00:00Z"),  # 25 hours long
        ("2028-02-29", "2028-03-01T00:00Z"),
        ("2026-12-31", "2027-01-01T00:00Z"),
    ],
)
def test_a_day_ends_at_midnight_in_london(last_day: str, instant: str) -> None:
    end = end_of(day(last_day))
    assert end == datetime.fromisoformat(instant)
    assert end.tzinfo is UTC


def test_the_days_on_which_clocks_change_are_23_and_25_hours_long() -> None:
    assert end_of(day("2027-03-28")) - end_of(day("2027-03-27")) == timedelta(hours=23)
    assert end_of(day("2026-10-25")) - end_of(day("2026-10-24")) == timedelta(hours=25)


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_the_last_moment_of_a_day_is_still_that_day_and_the_next_is_not(any_day: date) -> None:
    assert uk_day(end_of(any_day) - MOMENT) == any_day
    assert uk_day(end_of(any_day)) == any_day + timedelta(days=1)


@pytest.mark.parametrize(
    ("instant", "uk"),
    [
        ("2027-04-20T22:30Z", "2027-04-20"),  # 23:30 British Summer Time
        ("2027-04-20T23:00Z", "2027-04-21"),
        ("2026-11-03T23:59:59Z", "2026-11-03"),
        ("2027-03-28T00:59Z", "2027-03-28"),
        ("2026-10-25T00:30Z", "2026-10-25"),
    ],
)
def test_today_is_the_day_in_the_united_kingdom(instant: str, uk: str) -> None:
    at = datetime.fromisoformat(instant)
    assert uk_day(at) == day(uk)
    assert uk_day(at.astimezone(timezone(timedelta(hours=13)))) == day(uk)


def test_a_time_without_a_zone_has_no_day() -> None:
    with pytest.raises(ValueError, match="time zone"):
        uk_day(datetime(2026, 11, 3, 12))  # noqa: DTZ001


def test_fifteen_days_are_days_and_not_hours() -> None:
    notice = work_out("suitable-education-notice", day("2027-03-20"), ALMANAC)
    assert notice.last_day == day("2027-04-03")
    assert end_of(notice.last_day) == datetime(2027, 4, 3, 23, tzinfo=UTC)


def test_a_source_says_what_it_is_and_how_far_to_trust_it() -> None:
    assert Source(cite="Education Act 1996 s.437(1)", tag=Tag.STAT, verified=True).words == (
        "Education Act 1996 s.437(1) · law · verified"
    )
    assert Source(cite="Ours", tag=Tag.LOCAL, verified=False).words == "Ours · policy · not verified"
    assert [tag.label for tag in Tag] == ["law", "guidance", "policy"]


def test_a_notice_period_is_explained_in_sentences() -> None:
    assert work_out("suitable-education-notice", day("2026-11-02"), ALMANAC).explanation == [
        (
            "Notice to satisfy the authority that the child receives suitable education. "
            "Source: Education Act 1996 s.437(1)-(2) · law · verified."
        ),
        "It runs from Monday 2 November 2026, the day of service.",
        "15 calendar days, beginning with that day.",
        "The last day is Monday 16 November 2026; it ends at 23:59 UK time.",
        "From Tuesday 17 November 2026 the next step may be taken, if the authority is not satisfied.",
    ]


def test_school_days_are_explained_day_by_day() -> None:
    deadline = work_out("lost-pupil-file", day("2026-12-07"), ALMANAC, SCHOOL)
    assert deadline.explanation[2:] == [
        "15 school days, counted after that day.",
        (
            "Counted: Tuesday 8 to Friday 11 December 2026 (1 to 4); Monday 14 to Friday 18 December 2026 (5 to 9); "
            "Monday 4 to Friday 8 January 2027 (10 to 14); Monday 11 January 2027 (15)."
        ),
        (
            "Not counted: Monday 7 December 2026 (the day the name was deleted); "
            "Saturday 19 December 2026 to Sunday 3 January 2027 (Christmas holiday); "
            "Saturdays and Sundays (12 and 13 December 2026, 9 and 10 January 2027)."
        ),
        "The last day is Monday 11 January 2027; it ends at 23:59 UK time.",
        f"Calendar used: school days, version {deadline.calendar_version}.",
        "This rule has not been checked against the words of its source.",
    ]


def test_working_days_name_the_bank_holiday() -> None:
    said = " ".join(work_out("triage", day("2026-12-24"), ALMANAC).explanation)
    assert "Friday 25 December 2026 (bank holiday: Christmas Day)" in said
    assert "Monday 28 December 2026 (bank holiday: Boxing Day (observed))" in said
    assert "The last day is Wednesday 30 December 2026" in said


def test_a_month_that_ends_on_a_sunday_says_why_it_moves() -> None:
    said = work_out("subject-access", day("2027-01-31"), ALMANAC).explanation
    assert said[2] == (
        "1 month, to Sunday 28 February 2027, the end of a month that has no day 31. "
        "That is not a working day (Sunday), so the last day moves to the next one."
    )


def test_a_limit_says_what_it_bars() -> None:
    said = work_out("prosecution-limit", day("2026-10-02"), ALMANAC).explanation
    assert "From Saturday 3 April 2027 no charge may rely on this session." in said


@pytest.mark.parametrize("rule", ["removal-from-roll", "subject-access", "compulsory-school-age-ends", "triage"])
def test_a_deadline_survives_being_stored(rule: str) -> None:
    deadline = work_out(rule, day("2026-11-09"), ALMANAC, SCHOOL)
    again = Deadline.model_validate_json(deadline.model_dump_json())
    assert again == deadline
    assert again.explanation == deadline.explanation
