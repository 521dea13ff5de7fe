"""What must hold of any date rule on any day, whatever the school's closures."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendars import BANK_HOLIDAYS, Almanac, SchoolCalendar, Span
from domain.date_rules import RULES, work_out
from domain.policy import STANDARDS
from tests.domain.fixture_calendar import ALMANAC, FIVE_YEARS, SCHOOL

ONE_DAY = timedelta(days=1)

FIRST, LAST = date(2025, 10, 1), date(2029, 5, 31)
starts = st.dates(FIRST, LAST)
closures = st.lists(starts, max_size=12).map(lambda days: tuple(Span(first=d, last=d) for d in days))
almanacs = closures.map(lambda days: Almanac.of([SchoolCalendar(school="", terms=FIVE_YEARS, closures=days)]))
rules = st.sampled_from(sorted(RULES))
AGES = ("compulsory-school-age-starts", "compulsory-school-age-ends")
# how many days each rule of law counts; the standards' own numbers are held to account in test_policy
NUMBERS = {
    "suitable-education-notice": 15,
    "school-choice-notice": 15,
    "penalty-discount": 21,
    "penalty-payment": 28,
    "removal-from-roll": 20,
    "lost-pupil-file": 15,
    "day-six-provision": 5,
    "performance-licence": 21,
    "single-justice-reply": 21,
    "supervision-order-reply": 56,
    "bundle-prosecution": 7,
    "bundle-family": 7,
}
COUNTED_BACK = ("performance-licence", "bundle-prosecution", "bundle-family")
NUMBERS |= {
    standard.name: standard.value * (7 if standard.unit == "weeks" else 1)
    for standard in STANDARDS.values()
    if standard.unit not in ("months", "hours")
}
MONTHS = {
    "prosecution-limit": 6,
    "subject-access": 1,
    "subject-access-extended": 3,
    "dormant-monthly": 1,
    "lost-search-monthly": 1,
    "contact-rule-review": 6,
}
# a year, and its last three months: counted in tests/domain/law/test_supervision_order.py
ORDERS = ("supervision-order-ends", "supervision-order-extension")


def test_every_rule_has_its_number_here() -> None:
    assert set(NUMBERS) | set(MONTHS) | set(AGES) | set(ORDERS) == set(RULES)


def is_counted(calendar: str, on: date, school: SchoolCalendar) -> bool:
    """Said again, without the calendars' own code."""
    working = on.isoweekday() < 6 and on not in BANK_HOLIDAYS
    if calendar == "school":
        in_term = any(term.first <= on <= term.last for term in school.terms)
        return working and in_term and not any(closed.first == on for closed in school.closures)
    return working if calendar == "working" else True


@settings(max_examples=300)
@given(rules, starts, almanacs)
def test_stretches_account_for_every_day_once(rule: str, start: date, almanac: Almanac) -> None:
    deadline = work_out(rule, start, almanac, SCHOOL)
    stretches = deadline.stretches
    assert (stretches[0].first, stretches[-1].last) == (min(start, deadline.last_day), max(start, deadline.last_day))
    for stretch in stretches:
        assert stretch.first <= stretch.last
        assert stretch.why
    for before, after in pairwise(stretches):
        assert after.first == before.last + ONE_DAY
        assert (after.counts, after.why) != (before.counts, before.why)


@settings(max_examples=300)
@given(st.sampled_from(sorted(NUMBERS)), starts, almanacs)
def test_neither_shorter_nor_longer_than_the_rule(rule: str, start: date, almanac: Almanac) -> None:
    deadline = work_out(rule, start, almanac, SCHOOL)
    assert deadline.counted == NUMBERS[rule]
    if NUMBERS[rule] and rule not in COUNTED_BACK:
        assert deadline.stretches[-1].counts, "the last day is the last one counted"
    beginning_with = "beginning with" in deadline.how
    for stretch in deadline.stretches:
        for n in range(stretch.days):
            on = stretch.first + timedelta(days=n)
            kind = is_counted(deadline.calendar, on, almanac.calendars[0])
            assert stretch.counts == (kind and (on != start or beginning_with)), on


@given(st.sampled_from(sorted(MONTHS)), starts)
def test_months_end_on_the_same_date_or_the_months_end(rule: str, start: date) -> None:
    deadline = work_out(rule, start, ALMANAC)
    ends = [stretch.last for stretch in deadline.stretches if stretch.counts]
    same_date = ends[-1]
    assert (same_date.year * 12 + same_date.month) - (start.year * 12 + start.month) == MONTHS[rule]
    assert same_date.day == start.day or (same_date.day < start.day and (same_date + ONE_DAY).day == 1)
    assert deadline.counted == (same_date - start).days
    if rule.startswith("subject-access"):
        moved = [same_date + timedelta(days=n) for n in range((deadline.last_day - same_date).days)]
        assert ALMANAC.is_working_day(deadline.last_day)
        assert not any(ALMANAC.is_working_day(passed) for passed in moved)
    else:
        assert deadline.last_day == same_date


@settings(max_examples=300)
@given(rules, starts, st.integers(0, 40), almanacs)
def test_a_later_start_never_ends_earlier(rule: str, start: date, later: int, almanac: Almanac) -> None:
    first = work_out(rule, start, almanac, SCHOOL)
    second = work_out(rule, min(start + timedelta(days=later), LAST), almanac, SCHOOL)
    assert first.last_day <= second.last_day
    assert first.date <= second.date
    if first.next_step_from and second.next_step_from:
        assert first.next_step_from <= second.next_step_from


@settings(max_examples=300)
@given(rules, starts, almanacs)
def test_what_opens_opens_on_the_very_next_day(rule: str, start: date, almanac: Almanac) -> None:
    deadline = work_out(rule, start, almanac, SCHOOL)
    opens = deadline.next_step_from
    if opens is None:
        return
    if rule in ("removal-from-roll", "day-six-provision"):
        passed = [deadline.last_day + timedelta(days=n) for n in range(1, (opens - deadline.last_day).days)]
        assert is_counted("school", opens, almanac.calendars[0])
        assert not any(is_counted("school", between, almanac.calendars[0]) for between in passed)
    else:
        wait = {"single-justice-reply": 2, "compulsory-school-age-starts": 0}.get(rule, 1)
        assert opens == deadline.last_day + timedelta(days=wait)


@given(starts)
def test_what_is_barred_is_barred_from_the_very_next_day(session: date) -> None:
    deadline = work_out("prosecution-limit", session, ALMANAC)
    assert deadline.barred_from == deadline.last_day + ONE_DAY
    assert deadline.next_step_from is None


@given(rules, starts, almanacs)
def test_every_answer_explains_itself(rule: str, start: date, almanac: Almanac) -> None:
    deadline = work_out(rule, start, almanac, SCHOOL)
    said = deadline.explanation
    assert all(line.endswith(".") and (line[0].isupper() or line[0].isdigit()) for line in said)
    assert deadline.source.cite in said[0]
    assert f"{deadline.last_day.day} {deadline.last_day:%B %Y}" in " ".join(said)
    assert ("not been checked" in said[-1]) is not deadline.source.verified
