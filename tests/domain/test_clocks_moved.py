"""Pausing, resuming and extending, to the day and in each clock's own calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendars import working_day
from domain.case_file import Pause
from domain.clock import Clock, ClockState, start_clock
from domain.deadline import end_of
from domain.moved_clocks import extended, resumed, worked_out_again
from tests.domain.fixture_calendar import SCHOOL
from tests.domain.play import ALMANAC, Play, at

MONDAY = date(2026, 11, 9)
FUNERAL = {"reason": "The family is at a funeral abroad."}


def clock_of(rule: str, start: date = MONDAY) -> Clock:
    return start_clock(rule, start, ALMANAC, process="x", school=SCHOOL)


def paused(clock: Clock, began: date, ended: date) -> Clock:
    """As if paused on `began` and resumed on `ended`."""
    return resumed(clock, Pause(reason="x", until=ended, began=began), ended, ALMANAC, SCHOOL)


@pytest.mark.parametrize(
    ("rule", "began", "ended", "before", "after"),
    [
        # ten working days from Monday 9 November end on Monday 23; three of them fall into the pause
        ("checks", "2026-11-11", "2026-11-16", "2026-11-23", "2026-11-26"),
        # a pause over a weekend alone moves nothing
        ("checks", "2026-11-14", "2026-11-16", "2026-11-23", "2026-11-23"),
        # paused on its last day: that day is still to come when it resumes
        ("checks", "2026-11-23", "2026-11-25", "2026-11-23", "2026-11-25"),
        # paused on the very day it began
        ("checks", "2026-11-09", "2026-11-11", "2026-11-23", "2026-11-24"),
        # over Christmas: bank holidays are not counted before, nor after
        ("contact", "2026-11-30", "2026-12-21", "2026-12-07", "2026-12-30"),
        # 28 calendar days: weekends count
        ("support-review", "2026-11-14", "2026-11-16", "2026-12-07", "2026-12-09"),
        ("support-review", "2026-11-10", "2026-11-11", "2026-12-07", "2026-12-08"),
        # one month to the same date: 4 days later, as long as the pause
        ("dormant-monthly", "2026-11-20", "2026-11-24", "2026-12-09", "2026-12-13"),
        # two weeks, counted in days
        ("reintegration-review-1", "2026-11-16", "2026-11-18", "2026-11-23", "2026-11-25"),
    ],
)
def test_the_days_left_are_counted_from_the_day_it_resumes(
    rule: str, began: str, ended: str, before: str, after: str
) -> None:
    clock = clock_of(rule)
    assert clock.last_day.isoformat() == before
    moved = paused(clock, date.fromisoformat(began), date.fromisoformat(ended))
    assert moved.last_day.isoformat() == after
    assert moved.deadline.date == moved.last_day
    assert moved.rings_at == end_of(moved.last_day)
    assert moved.deadline.counted == clock.deadline.counted
    if before != after:
        assert "Paused from" in " ".join(moved.deadline.explanation)


def test_school_days_are_counted_on_in_school_days() -> None:
    """No clock in school days pauses today; if a school's own policy ever does, half term is not counted."""
    clock = clock_of("seen-recent", date(2026, 10, 12))
    moved = paused(clock, date(2026, 10, 19), date(2026, 10, 22))
    assert (clock.last_day, moved.last_day) == (date(2026, 11, 16), date(2026, 11, 19))


def test_a_clock_that_begins_only_after_the_pause_does_not_move() -> None:
    clock = clock_of("reintegration-review-1", date(2026, 11, 23))
    assert paused(clock, MONDAY, date(2026, 11, 13)).last_day == clock.last_day
    assert paused(clock, MONDAY, date(2026, 11, 24)).last_day == clock.last_day
    assert paused(clock, MONDAY, date(2026, 11, 25)).last_day == clock.last_day + timedelta(days=1)


def test_resumed_on_the_day_it_was_paused_nothing_has_moved() -> None:
    clock = clock_of("checks").model_copy(update={"state": ClockState.PAUSED})
    again = paused(clock, MONDAY, MONDAY)
    assert (again.state, again.last_day) == (ClockState.RUNNING, clock.last_day)


@given(st.integers(0, 40), st.integers(0, 28), st.sampled_from(["checks", "contact", "support-review", "triage"]))
def test_a_pause_never_shortens_and_moves_by_its_own_days_at_most(after: int, long: int, rule: str) -> None:
    clock = clock_of(rule)
    began = MONDAY + timedelta(days=after)
    ended = began + timedelta(days=long)
    moved = paused(clock, began, ended)
    assert moved.last_day >= clock.last_day
    if ended > began and began <= clock.last_day:
        assert moved.last_day >= ended
    if began > clock.last_day:
        assert moved.last_day == clock.last_day
    assert moved.deadline.counted == clock.deadline.counted
    assert paused(moved, ended, ended).last_day == moved.last_day


def test_two_pauses_in_a_row_are_as_long_as_both() -> None:
    clock = clock_of("checks")
    twice = paused(paused(clock, date(2026, 11, 10), date(2026, 11, 12)), date(2026, 11, 12), date(2026, 11, 13))
    assert twice.last_day == paused(clock, date(2026, 11, 10), date(2026, 11, 13)).last_day


# Extending


def test_an_extension_counts_its_own_days_in_the_clock_s_calendar() -> None:
    friday = clock_of("checks", date(2026, 11, 6))
    assert friday.last_day == date(2026, 11, 20)
    longer = extended(friday, date(2026, 11, 24), "The school is closed", ALMANAC, SCHOOL)
    assert longer.last_day == longer.deadline.date == date(2026, 11, 24)
    assert longer.deadline.counted == friday.deadline.counted + 2  # Monday and Tuesday, not the weekend
    assert longer.extended
    explanation = " ".join(longer.deadline.explanation)
    assert "Extended from Friday 20 November 2026 to Tuesday 24 November 2026: The school is closed" in explanation


def test_an_extended_clock_that_is_paused_keeps_its_added_days_and_no_more() -> None:
    longer = extended(clock_of("checks", date(2026, 11, 6)), date(2026, 11, 24), "x", ALMANAC, SCHOOL)
    moved = paused(longer, date(2026, 11, 19), date(2026, 11, 23))  # Thursday and Friday fall into it
    assert moved.last_day == date(2026, 11, 26)


def test_a_date_worked_out_anew_keeps_its_pause_and_its_extension() -> None:
    clock = paused(clock_of("checks"), date(2026, 11, 11), date(2026, 11, 16))
    assert clock.last_day == date(2026, 11, 26)
    later = clock_of("checks", date(2026, 11, 10)).deadline
    assert worked_out_again(clock, later, ALMANAC, SCHOOL).last_day == date(2026, 11, 27)
    longer = extended(clock, date(2026, 12, 4), "x", ALMANAC, SCHOOL)
    again = worked_out_again(longer, later, ALMANAC, SCHOOL)
    assert (again.last_day, again.extended, again.state) == (date(2026, 12, 4), True, ClockState.RUNNING)


# On a case


def test_a_pause_ends_by_itself_and_the_clocks_go_on_where_they_stood() -> None:
    play = at("checks")
    before = {name: play.clock(name).last_day for name in ("checks", "household-check", "acknowledge-referral")}
    play.act("pause-clocks", until="2026-11-13", **FUNERAL)
    assert {play.clock(name).state for name in before} == {ClockState.PAUSED}
    play.to("2026-11-16")
    assert play.case.pause is None
    assert {play.clock(name).state for name in before} == {ClockState.RUNNING}
    assert play.last_day("checks") == "2026-11-27"  # ten working days, all still to come on the Monday after
    assert play.last_day("acknowledge-referral") == "2026-11-16"
    play.to("2026-11-17")
    assert "acknowledge-referral" in play.tasks()


def test_a_pause_forgotten_while_nothing_ran_ends_on_its_day_all_the_same() -> None:
    punctual, late = at("checks"), at("checks")
    for play in (punctual, late):
        play.act("pause-clocks", until="2026-11-13", **FUNERAL)
    late.asleep = True
    late.to("2026-11-19")
    late.asleep = False
    late.ring()
    punctual.to("2026-11-19")
    assert late.last_day("checks") == punctual.last_day("checks")
    assert late.clock("acknowledge-referral").state == punctual.clock("acknowledge-referral").state


def test_resumed_by_hand_on_a_weekend_counts_from_the_next_working_day() -> None:
    play = at("checks")
    play.act("pause-clocks", until="2026-11-30", **FUNERAL)
    play.to("2026-11-14")
    play.act("resume-clocks")
    assert "pause-ends" not in play.running()
    assert play.last_day("checks") == "2026-11-27"
    assert not working_day(date(2026, 11, 14)).counts


def test_what_starts_during_a_pause_runs() -> None:
    play = at("checks")
    play.act("record-enquiry", subject="admissions", result="no-trace")
    play.act("pause-clocks", until="2026-11-20", **FUNERAL)
    play.act("complete-checks", found="nowhere", summary="No trace anywhere.")
    assert {"first-contact", "contact"} <= play.running()
    assert play.clock("checks").state is ClockState.MET
    assert play.clock("household-check").state is ClockState.PAUSED


def test_closing_ends_a_pause() -> None:
    play = at("contact")
    play.act("record-no-other-children", who_said="The mother")
    play.act("pause-clocks", until="2026-11-20", **FUNERAL)
    play.act(
        "close-case",
        outcome="ON_ROLL",
        proof="first-attendance",
        evidence="In class.",
        confirmed_by="Attendance office",
        attended_on="2026-11-09",
    )
    assert play.case.pause is None
    assert play.running() == set()


def test_a_case_looked_at_every_ten_working_days_is_looked_at_during_a_pause_too() -> None:
    play = Play()
    play.act("pause-clocks", until="2026-12-07", **FUNERAL)
    play.to("2026-11-24")
    assert "case-review" in play.tasks()
