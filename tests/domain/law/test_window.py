"""Ten sessions in ten school weeks: the edges by hand, and every window against a slow count of the same thing."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendars import Almanac, CalendarMissing, SchoolCalendar
from domain.law.school_weeks import improvement_period
from domain.law.sessions import HALVES, Half, Register, Session, Slot
from domain.law.unresolved import established_by
from domain.law.window import Findings, LeftOut, find_windows, reaches_threshold
from domain.proceedings.groundwork import InForce
from tests.domain.fixture_calendar import SCHOOL, TERMS, span
from tests.domain.law.builders import BORN, CALENDAR, TERM, WEEK, YEARS, codes, filled, register, school_days, session

day = date.fromisoformat
LATER = day("2027-07-20")


def found(kept: Register, *, born: date | None = BORN, today: date = LATER) -> Findings:
    return find_windows(kept, born=born, today=today, almanac=YEARS)


def spread(*days: str, code: str = "O") -> list[Session]:
    """Both sessions of each day."""
    return codes(*((on, code * 2) for on in days))


def test_s12_a_holiday_week_is_one_window_and_every_session_of_it_is_shown() -> None:
    window = found(TERM).windows[0]
    assert len(found(TERM).windows) == 1
    assert window.counted == WEEK.sessions
    assert (window.first, window.last) == (day("2026-09-28"), day("2026-10-25"))
    assert window.weeks == 4, "the register ends with the half term"
    shown = {line.session.slot: (line.counts, line.why) for line in window.shown}
    assert len(shown) == len(TERM.between(day("2026-09-28"), day("2026-10-23")))
    assert shown[Slot(day("2026-10-02"), Half.PM)] == (True, "Holiday without leave")
    assert shown[Slot(day("2026-10-05"), Half.AM)] == (False, "Present in the morning")


def test_nine_are_not_enough_and_ten_in_any_mix_are() -> None:
    week = zip(school_days("2026-09-28", "2026-10-02"), ("GO", "UN", "GG", "UU", "O/"), strict=True)
    nine = register(codes(*((on.isoformat(), marks) for on, marks in week)))
    assert found(nine, today=day("2026-10-05")).windows == ()
    ten = nine.merged([session("2026-10-02", Half.PM, "O")], day("2026-10-05")).register
    assert len(found(ten, today=day("2026-10-05")).windows[0].counted) == 10


@pytest.mark.parametrize("code", ["I", "/", "L", "C", "E", "Y7", "X", "#", "Y4", "C2"])
def test_no_other_code_counts(code: str) -> None:
    nine = filled("2026-09-28", "2026-10-02", "O", but=[("2026-10-02", "O-")])
    assert found(register([*nine.sessions, session("2026-10-02", Half.PM, code)])).windows == ()
    assert len(found(register([*nine.sessions, session("2026-10-02", Half.PM, "U")])).windows) == 1


@pytest.mark.parametrize(
    ("first", "tenth_week", "eleventh_week"),
    [
        ("2026-09-07", "2026-11-20", "2026-11-23"),  # half term between is no school week
        ("2026-11-02", "2027-01-22", "2027-01-25"),  # nor are the two of Christmas
        ("2027-02-22", "2027-05-14", "2027-05-17"),  # Easter; the weeks of the May holidays have four days and count
        ("2027-06-07", "2027-09-17", "2027-09-20"),  # from one school year into the next
    ],
)
def test_ten_school_weeks_are_counted_over_holidays(first: str, tenth_week: str, eleventh_week: str) -> None:
    start = school_days(first, "2027-07-22")[:4]
    eight = [each for on in start for each in spread(on.isoformat())]
    inside = register([*eight, *spread(tenth_week)])
    assert len(found(inside, today=day("2027-10-01")).windows[0].counted) == 10
    assert reaches_threshold(inside.sessions, inside, YEARS)
    outside = register([*eight, *spread(eleventh_week)])
    assert found(outside, today=day("2027-10-01")).windows == ()
    assert not reaches_threshold(outside.sessions, outside, YEARS)


def test_a_week_closed_throughout_is_no_school_week() -> None:
    closed = SchoolCalendar(school=SCHOOL, terms=TERMS, closures=(span("2026-11-09", "2026-11-13"),))
    almanac = Almanac.of([closed])
    eight = [each for on in school_days("2026-09-07", "2026-09-10") for each in spread(on.isoformat())]
    kept = register([*eight, *spread("2026-11-23")])
    windows = find_windows(kept, born=BORN, today=LATER, almanac=almanac).windows
    assert len(windows) == 1
    assert found(kept).windows == ()


def test_a_window_inside_another_is_not_given_again() -> None:
    whole = filled("2026-09-03", "2027-02-12", "O")
    windows = found(whole).windows
    assert [window.first for window in windows] == sorted({window.first for window in windows})
    for before, after in pairwise(windows):
        assert before.counted[0].slot < after.counted[0].slot
        assert before.counted[-1].slot < after.counted[-1].slot


def test_n_counts_for_five_school_days_and_then_waits_for_the_school() -> None:
    marks = [("2026-10-19", "N/"), ("2026-11-02", "O/")]
    week = filled("2026-10-19", "2026-11-02", "O", but=marks)
    assert established_by(day("2026-10-19"), YEARS, SCHOOL).last_day == day("2026-11-02"), "half term is not counted"
    in_time = found(week, today=day("2026-11-02"))
    assert len(in_time.windows) == 1
    assert in_time.unresolved == ()
    too_late = found(week, today=day("2026-11-03"))
    assert too_late.windows == ()
    assert too_late.unresolved == (Slot(day("2026-10-19"), Half.AM),)
    recoded = week.merged([session("2026-10-19", code="O")], day("2026-11-04")).register
    assert len(found(recoded, today=day("2026-11-04")).windows) == 1


def test_an_unresolved_session_is_shown_with_its_reason() -> None:
    week = filled("2026-09-28", "2026-10-02", "O", but=[("2026-09-28", "NO")])
    more = register([*week.sessions, *spread("2026-10-05")])
    window = found(more, today=day("2026-10-08")).windows[0]
    assert window.shown[0].why == LeftOut.UNRESOLVED.label
    assert not window.shown[0].counts
    assert len(window.counted) == 11


def test_a_session_is_not_used_twice() -> None:
    two_weeks = filled("2026-09-28", "2026-10-09", "O")
    fresh = find_windows(
        two_weeks, born=BORN, today=LATER, almanac=YEARS, used=frozenset(s.slot for s in WEEK.sessions)
    )
    assert fresh.windows[0].counted[0].day == day("2026-10-05")
    assert len(fresh.windows[0].counted) == 10
    assert set(fresh.left_out.values()) == {LeftOut.USED}
    one_more = {session.slot for session in WEEK.sessions} | {Slot(day("2026-10-09"), Half.PM)}
    assert find_windows(two_weeks, born=BORN, today=LATER, almanac=YEARS, used=one_more).windows == ()


@pytest.mark.parametrize(
    ("born", "first", "last", "windows"),
    [
        (None, "2026-09-28", "2026-10-02", 0),  # unknown: no legal step
        ("2021-08-31", "2026-09-28", "2026-10-02", 1),
        ("2021-09-01", "2026-12-14", "2026-12-18", 0),  # of age from 31 December
        ("2021-09-01", "2027-01-04", "2027-01-08", 1),
        ("2011-08-31", "2027-06-21", "2027-06-25", 1),  # the leaving date itself still counts
        ("2011-08-31", "2027-06-22", "2027-06-28", 0),  # two sessions after it do not
    ],
)
def test_only_dates_of_school_age_count(born: str | None, first: str, last: str, windows: int) -> None:
    dob = day(born) if born else None
    assert len(found(filled(first, last, "O"), born=dob).windows) == windows


def test_dates_under_a_supervision_order_do_not_count() -> None:
    two_weeks = filled("2026-09-28", "2026-10-09", "O")
    order = InForce(first=day("2026-10-05"), last=day("2026-10-08"))
    result = find_windows(two_weeks, born=BORN, today=LATER, almanac=YEARS, supervision=[order])
    assert len(result.windows[0].counted) == 12
    assert set(result.left_out.values()) == {LeftOut.SUPERVISED}


def test_weeks_that_no_calendar_knows_are_not_guessed() -> None:
    with pytest.raises(CalendarMissing):
        find_windows(
            register([*spread("2026-09-07", "2026-09-08"), *spread("2028-09-11", "2028-09-12", "2028-09-13")]),
            born=BORN,
            today=day("2028-10-01"),
            almanac=Almanac.of([SchoolCalendar(school="", terms=TERMS)]),
        )


def in_ten_weeks(sessions: Iterable[Session], first_week: date, school_weeks: list[date]) -> list[Session]:
    at = school_weeks.index(first_week)
    weeks = set(school_weeks[at : at + 10])
    return [each for each in sessions if each.day - timedelta(days=each.day.weekday()) in weeks]


def every_school_week(first: str, last: str) -> list[date]:
    """Said again with nothing but the terms: each Monday whose week has a school day."""
    return sorted({on - timedelta(days=on.weekday()) for on in school_days(first, last)})


SCHOOL_WEEKS = every_school_week("2026-09-03", "2027-09-30")
slots = st.sampled_from([Slot(on, half) for on in school_days("2026-09-03", "2027-09-30") for half in HALVES])
marks = st.dictionaries(slots, st.sampled_from("GOUI/"), min_size=5, max_size=90)


@settings(max_examples=80)
@given(marks)
def test_the_same_windows_as_a_slow_count(given_marks: dict[Slot, str]) -> None:
    kept = register(Session(day=slot.day, half=slot.half, code=code) for slot, code in given_marks.items())
    absent = [each for each in kept.sessions if each.code in "GOU"]
    sets = [frozenset(each.slot for each in in_ten_weeks(absent, week, SCHOOL_WEEKS)) for week in SCHOOL_WEEKS]
    reaching = {each for each in sets if len(each) >= 10}
    widest = {each for each in reaching if not any(each < other for other in reaching)}
    windows = found(kept, today=day("2027-10-01")).windows
    assert len(windows) == len(widest)
    assert {frozenset(each.slot for each in window.counted) for window in windows} == widest
    for window in windows:
        inside = [each for each in kept.sessions if window.first <= each.day <= window.last]
        assert window.sessions == tuple(inside)
        assert window.first.isoweekday() == 1
        assert window.weeks <= 10
    assert bool(windows) == reaches_threshold(absent, kept, YEARS)


def test_the_windows_of_five_hundred_pupils_are_found_in_one_pass_each() -> None:
    days = school_days("2026-09-03", "2027-03-25")[:100]
    patterns = [
        register(Session(day=on, half=half, code="/OGNUI"[(on.day * 7 + n) % 6]) for on in days for half in HALVES)
        for n in range(6)
    ]
    pupils = [Register.model_construct(school=SCHOOL, sessions=patterns[n % 6].sessions) for n in range(500)]
    total = sum(len(found(pupil, today=day("2027-03-26")).windows) for pupil in pupils)
    assert total > 500


@pytest.mark.parametrize(
    ("served", "weeks", "last_day"),
    [
        ("2026-11-02", 6, "2026-12-11"),  # a Monday: its own week is the first
        ("2026-11-03", 6, "2026-12-18"),  # a Tuesday: full weeks begin with the next
        ("2026-10-21", 3, "2026-11-20"),  # half term is no school week
        ("2026-12-10", 3, "2027-01-15"),  # nor is Christmas
        ("2027-03-11", 3, "2027-04-16"),  # Good Friday and Easter
        ("2027-04-26", 3, "2027-05-14"),  # a bank holiday shortens a week, not the number of weeks
    ],
)
def test_an_improvement_period_is_full_school_weeks(served: str, weeks: int, last_day: str) -> None:
    period = improvement_period(day(served), weeks, YEARS, SCHOOL)
    assert period.last_day == day(last_day)
    assert period.next_step_from == day(last_day) + timedelta(days=1)
    counted = [on for stretch in period.stretches if stretch.counts for on in (stretch.first, stretch.last)]
    assert all(CALENDAR.is_school_day(on) for on in counted)
    assert any("full school weeks" in line for line in period.explanation)


def test_an_improvement_period_beyond_the_known_terms_is_not_guessed() -> None:
    with pytest.raises(CalendarMissing):
        improvement_period(day("2027-07-12"), 3, Almanac.of([SchoolCalendar(school="", terms=TERMS)]), SCHOOL)
