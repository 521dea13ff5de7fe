"""Every rule of the practice table and every local standard, literally; and what has no answer."""

from datetime import date, timedelta

import pytest

from domain.calendars import Almanac, CalendarMissing, SchoolCalendar, Span
from domain.date_rules import RULES, DateNotPossible, NoDate, SchoolNeeded, UnknownRule, three_years_window, work_out
from domain.deadline import Deadline
from domain.source import Tag
from tests.domain.fixture_calendar import ALMANAC, AUTHORITY, SCHOOL

day = date.fromisoformat
ONE_DAY = timedelta(days=1)


def dates_of(deadline: Deadline) -> tuple[str | None, ...]:
    answers = (deadline.date, deadline.last_day, deadline.next_step_from, deadline.barred_from)
    return tuple(answer.isoformat() if answer else None for answer in answers)


TABLE = [
    # rule, from: date, last_day, next_step_from, barred_from
    ("suitable-education-notice", "2026-11-02", ("2026-11-16", "2026-11-16", "2026-11-17", None)),
    ("school-choice-notice", "2026-11-18", ("2026-12-02", "2026-12-02", "2026-12-03", None)),
    ("penalty-discount", "2026-10-14", ("2026-11-03", "2026-11-03", "2026-11-04", None)),
    ("penalty-payment", "2026-10-14", ("2026-11-10", "2026-11-10", "2026-11-11", None)),
    ("prosecution-limit", "2026-10-02", ("2027-04-02", "2027-04-02", None, "2027-04-03")),
    ("removal-from-roll", "2026-11-09", ("2026-12-04", "2026-12-04", "2026-12-07", None)),
    ("lost-pupil-file", "2026-12-07", ("2027-01-11", "2027-01-11", None, None)),
    ("day-six-provision", "2026-11-13", ("2026-11-20", "2026-11-19", "2026-11-20", None)),
    ("performance-licence", "2026-12-19", ("2026-11-28", "2026-11-28", None, None)),
    ("single-justice-reply", "2027-03-01", ("2027-03-21", "2027-03-21", "2027-03-23", None)),
    ("supervision-order-reply", "2027-03-01", ("2027-04-25", "2027-04-25", None, None)),
    ("supervision-order-ends", "2027-03-15", ("2028-03-14", "2028-03-14", None, None)),
    ("supervision-order-ends", "2028-02-29", ("2029-02-27", "2029-02-27", None, None)),
    ("supervision-order-extension", "2028-03-14", ("2027-12-13", "2027-12-13", "2027-12-14", None)),
    ("subject-access", "2027-01-31", ("2027-03-01", "2027-03-01", None, None)),
    ("subject-access-extended", "2027-01-31", ("2027-04-30", "2027-04-30", None, None)),
    ("compulsory-school-age-starts", "2021-08-31", ("2026-08-31", "2026-08-31", "2026-08-31", None)),
    ("compulsory-school-age-starts", "2021-09-01", ("2026-12-31", "2026-12-31", "2026-12-31", None)),
    ("compulsory-school-age-ends", "2011-08-31", ("2027-06-25", "2027-06-25", "2027-06-26", None)),
    ("compulsory-school-age-ends", "2011-09-01", ("2028-06-30", "2028-06-30", "2028-07-01", None)),
]

LOCAL = [
    ("bundle-prosecution", "2027-01-14", "2027-01-05"),  # counted back from the hearing
    ("bundle-family", "2027-01-04", "2026-12-21"),  # over New Year, Christmas and the bank holiday put in its place
    # rule, from, last day: counted after the day named; Mondays, Fridays, weekends, half term, Christmas
    ("acknowledge-referral", "2026-11-09", "2026-11-10"),
    ("acknowledge-referral", "2026-11-06", "2026-11-09"),
    ("acknowledge-referral", "2026-11-07", "2026-11-09"),  # a Saturday: as if it came the evening before Monday
    ("acknowledge-referral", "2026-12-24", "2026-12-29"),
    ("triage", "2026-11-09", "2026-11-11"),
    ("checks", "2026-11-09", "2026-11-23"),
    ("first-contact", "2026-11-09", "2026-11-16"),
    ("contact", "2026-11-09", "2026-12-07"),
    ("warning-reply", "2026-11-09", "2026-11-18"),
    ("support-review", "2026-11-09", "2026-12-07"),
    ("placement-offer", "2026-11-09", "2026-11-30"),
    ("placement-offer", "2026-10-21", "2026-11-18"),
    ("reintegration-review-1", "2026-11-09", "2026-11-23"),
    ("reintegration-review-2", "2026-11-09", "2026-12-21"),
    ("reintegration-review-3", "2026-11-09", "2027-02-01"),
    ("dormant-monthly", "2026-11-09", "2026-12-09"),
    ("dormant-monthly", "2027-01-31", "2027-02-28"),  # a Sunday: local months do not move
    ("dormant-termly", "2026-11-09", "2027-02-08"),
    ("first-attendance", "2026-11-09", "2026-11-10"),
    ("order-registration", "2026-11-09", "2026-11-23"),
    ("contact-rule-review", "2026-11-09", "2027-05-09"),
    ("contact-rule-review", "2026-08-31", "2027-02-28"),
    ("review-day", "2026-11-09", "2026-11-09"),
    ("pause-ends", "2026-11-15", "2026-11-15"),  # on the day named, Sundays too
    ("case-review", "2026-11-09", "2026-11-23"),
    ("pause-limit", "2026-11-09", "2026-12-07"),
    ("extension-limit", "2026-11-09", "2026-11-23"),
    ("urgent-safeguarding", "2026-11-08", "2026-11-08"),  # same day, Sundays too
    ("amber-advice", "2026-11-13", "2026-11-16"),
    ("unseen-five", "2026-11-09", "2026-11-13"),
    ("police-answer", "2026-11-08", "2026-11-08"),  # same day, Sundays too
    ("police-update", "2026-11-09", "2026-11-16"),
    ("police-update-high", "2026-11-13", "2026-11-14"),
    ("return-interview", "2026-11-13", "2026-11-16"),
    ("care-decision", "2026-11-13", "2026-11-16"),
    ("agency-answer", "2026-11-09", "2026-11-16"),
    ("unseen-amber", "2026-11-09", "2026-11-20"),  # the first absent day is the first of ten
    ("unseen-police", "2026-11-09", "2026-12-04"),
    ("posting-margin", "2026-11-06", "2026-11-09"),
    ("deemed-service", "2026-11-06", "2026-11-10"),
    ("deemed-service", "2026-12-24", "2026-12-30"),
    ("deemed-service", "2027-03-25", "2027-03-31"),  # Easter
    ("seen-recent", "2026-11-09", "2026-12-07"),
    ("household-check", "2026-11-09", "2026-11-23"),
    ("priority-flag", "2026-11-09", "2026-12-07"),
    ("returned-post", "2026-11-09", "2026-11-11"),
    ("hand-over-answer", "2026-12-07", "2026-12-14"),
    ("authority-answer", "2026-12-07", "2026-12-14"),
    ("lost-file-reminder", "2026-12-07", "2026-12-14"),
    ("lost-search-weekly", "2026-12-07", "2026-12-14"),
    ("lost-search-monthly", "2027-01-31", "2027-02-28"),
    ("bundle-document", "2026-11-09", "2026-11-16"),
    ("unassigned", "2026-11-13", "2026-11-16"),
]

EDGES = [
    # six months: the corresponding date, or that month's end; whatever day of the week it is
    ("prosecution-limit", "2026-01-01", "2026-07-01"),
    ("prosecution-limit", "2026-09-28", "2027-03-28"),  # a Sunday
    ("prosecution-limit", "2026-09-30", "2027-03-30"),
    ("prosecution-limit", "2026-08-31", "2027-02-28"),
    ("prosecution-limit", "2026-08-29", "2027-02-28"),
    ("prosecution-limit", "2027-08-31", "2028-02-29"),  # a leap year
    ("prosecution-limit", "2027-08-29", "2028-02-29"),
    ("prosecution-limit", "2028-02-29", "2028-08-29"),
    ("prosecution-limit", "2026-12-25", "2027-06-25"),
    # calendar days run through weekends, bank holidays, clock changes and the leap day
    ("suitable-education-notice", "2026-12-18", "2027-01-01"),
    ("suitable-education-notice", "2027-03-20", "2027-04-03"),
    ("suitable-education-notice", "2028-02-20", "2028-03-05"),
    ("suitable-education-notice", "2027-02-20", "2027-03-06"),
    ("performance-licence", "2028-03-15", "2028-02-23"),
    # one month, then on to a working day
    ("subject-access", "2026-11-10", "2026-12-10"),
    ("subject-access", "2026-11-25", "2026-12-29"),  # Christmas, Saturday, Sunday and the substitute day
    ("subject-access", "2027-02-26", "2027-03-30"),  # Good Friday to after Easter Monday
    ("subject-access", "2026-12-31", "2027-02-01"),
    ("subject-access-extended", "2026-11-10", "2027-02-10"),
    ("subject-access-extended", "2026-11-30", "2027-03-01"),  # 28 February is a Sunday
    ("subject-access", "2028-01-31", "2028-02-29"),
    # school days begin with the first that is one
    ("removal-from-roll", "2026-10-24", "2026-11-27"),
    ("removal-from-roll", "2026-10-19", "2026-11-20"),
    ("lost-pupil-file", "2026-11-18", "2026-12-09"),
    ("lost-pupil-file", "2026-10-23", "2026-11-20"),
]


@pytest.mark.parametrize(("rule", "start", "answers"), TABLE)
def test_the_practice_table(rule: str, start: str, answers: tuple[str | None, ...]) -> None:
    assert dates_of(work_out(rule, day(start), ALMANAC, SCHOOL)) == answers


@pytest.mark.parametrize(("rule", "start", "last_day"), LOCAL)
def test_local_standards(rule: str, start: str, last_day: str) -> None:
    assert dates_of(work_out(rule, day(start), ALMANAC, SCHOOL)) == (last_day, last_day, None, None)


@pytest.mark.parametrize(("rule", "start", "last_day"), EDGES)
def test_edges_to_the_day(rule: str, start: str, last_day: str) -> None:
    assert work_out(rule, day(start), ALMANAC, SCHOOL).last_day == day(last_day)


def test_every_rule_is_in_one_of_the_tables() -> None:
    assert {row[0] for row in (*TABLE, *LOCAL)} == set(RULES)


def test_a_next_step_waits_for_the_next_school_day_over_a_holiday() -> None:
    deadline = work_out("removal-from-roll", day("2026-11-23"), ALMANAC, SCHOOL)
    assert (deadline.last_day, deadline.next_step_from) == (day("2026-12-18"), day("2027-01-04"))
    excluded = work_out("day-six-provision", day("2026-10-19"), ALMANAC, SCHOOL)
    assert (excluded.last_day, excluded.next_step_from) == (day("2026-10-23"), day("2026-11-02"))


def test_an_inset_day_moves_the_twentieth() -> None:
    inset = SchoolCalendar(school=SCHOOL, closures=(Span(first=day("2026-11-20"), last=day("2026-11-20")),))
    deadline = work_out("removal-from-roll", day("2026-11-09"), Almanac.of([AUTHORITY, inset]), SCHOOL)
    assert deadline.last_day == day("2026-12-07")
    assert "Friday 20 November 2026 (closed: INSET day or other closure)" in " ".join(deadline.explanation)


def test_the_court_may_direct_another_date() -> None:
    deadline = work_out("supervision-order-reply", day("2027-03-01"), ALMANAC, given=day("2027-03-31"))
    assert dates_of(deadline) == ("2027-03-31", "2027-03-31", None, None)
    assert "The court directed Wednesday 31 March 2027" in " ".join(deadline.explanation)
    assert deadline.counted == 31


@pytest.mark.parametrize(
    ("rule", "given"), [("supervision-order-reply", "2027-02-28"), ("suitable-education-notice", "2027-03-31")]
)
def test_a_directed_date_that_cannot_be_is_refused(rule: str, given: str) -> None:
    with pytest.raises(DateNotPossible, match="court"):
        work_out(rule, day("2027-03-01"), ALMANAC, given=day(given))


def test_an_unknown_rule_is_named() -> None:
    with pytest.raises(UnknownRule, match="'four-weeks'"):
        work_out("four-weeks", day("2026-11-09"), ALMANAC)


@pytest.mark.parametrize("rule", [rule.name for rule in RULES.values() if rule.needs_school])
def test_school_days_need_a_school(rule: str) -> None:
    with pytest.raises(SchoolNeeded, match="school"):
        work_out(rule, day("2026-11-09"), ALMANAC)


@pytest.mark.parametrize("rule", [rule.name for rule in RULES.values() if not rule.needs_school])
def test_no_other_rule_needs_one(rule: str) -> None:
    assert work_out(rule, day("2026-11-09"), Almanac.of([])).last_day


@pytest.mark.parametrize("start", ["0001-01-01", "1989-12-31", "2091-01-01", "9999-12-31"])
@pytest.mark.parametrize("rule", RULES)
def test_an_impossible_start_is_refused_in_words(rule: str, start: str) -> None:
    with pytest.raises(NoDate, match=start):
        work_out(rule, day(start), ALMANAC, SCHOOL)


@pytest.mark.parametrize(
    ("rule", "start", "year"),
    [
        ("removal-from-roll", "2027-07-01", "2027/28"),  # the twentieth day lies behind the summer
        ("removal-from-roll", "2026-06-01", "2025/26"),
        ("removal-from-roll", "2027-06-25", "2027/28"),  # the twentieth is known, the school day after it is not
        ("lost-pupil-file", "2027-07-15", "2027/28"),
        ("day-six-provision", "2027-07-19", "2027/28"),
    ],
)
def test_a_missing_calendar_names_school_and_year_and_is_never_guessed(rule: str, start: str, year: str) -> None:
    with pytest.raises(CalendarMissing) as missing:
        work_out(rule, day(start), ALMANAC, SCHOOL)
    assert SCHOOL in str(missing.value)
    assert year in str(missing.value)


def test_no_calendar_at_all() -> None:
    with pytest.raises(CalendarMissing, match=r"2026/27.*800/4001"):
        work_out("lost-pupil-file", day("2026-12-07"), Almanac.of([]), SCHOOL)


def test_only_clocks_of_local_policy_pause() -> None:
    pausable = {rule.name for rule in RULES.values() if rule.pausable}
    assert {"checks", "contact", "support-review", "household-check"} <= pausable
    for rule in RULES.values():
        if rule.kind != "local" or rule.source.tag is not Tag.LOCAL:
            assert not rule.pausable, rule.name
    assert pausable.isdisjoint(
        {"pause-limit", "extension-limit", "case-review", "deemed-service", "placement-offer", "unseen-police"}
    )


def test_the_verified_rules_are_those_whose_words_were_read() -> None:
    verified = {rule.name for rule in RULES.values() if rule.source.verified and rule.kind == "statutory"}
    assert verified == {
        "suitable-education-notice",
        "penalty-discount",
        "prosecution-limit",
        "removal-from-roll",
        "day-six-provision",
        "performance-licence",
        "supervision-order-reply",
        "compulsory-school-age-starts",
        "compulsory-school-age-ends",
    }


@pytest.mark.parametrize(
    ("proposed", "first"),
    [
        ("2027-09-09", "2024-09-10"),
        ("2027-09-10", "2024-09-11"),
        ("2028-02-29", "2025-03-01"),
        ("2028-02-28", "2025-03-01"),
    ],
)
def test_the_three_years_of_a_penalty_notice(proposed: str, first: str) -> None:
    assert three_years_window(day(proposed)) == Span(first=day(first), last=day(proposed))
