"""Six months from each session: what drops out, what a lawyer may keep together, when people are told."""

from datetime import date, timedelta

import pytest
from hypothesis import given as given_by
from hypothesis import strategies as st

from domain.deadline import uk_day
from domain.law.time_limit import Chargeable, alarms, chargeable, in_time, limit_of
from domain.proceedings.groundwork import LawyersReason
from tests.domain.law.builders import WEEK, at, each_day, only, refused

day = date.fromisoformat
DAYS = sorted({session.day for session in WEEK.sessions})
REASON = LawyersReason(lawyer="lawyer", on=day("2027-03-15"), reason="One holiday, one failure")


def test_s12_session_by_session() -> None:
    assert [limit_of(on).last_day.isoformat() for on in DAYS] == [
        "2027-03-28",
        "2027-03-29",
        "2027-03-30",
        "2027-04-01",
        "2027-04-02",
    ]


@pytest.mark.parametrize(
    ("on", "kept"),
    [("2026-11-11", 5), ("2027-03-28", 5), ("2027-03-29", 4), ("2027-03-31", 2), ("2027-04-02", 1), ("2027-04-03", 0)],
)
def test_s19_what_a_late_charge_may_still_rely_on(on: str, kept: int) -> None:
    left = chargeable(DAYS, day(on))
    assert left.kept == tuple(DAYS[5 - kept :])
    assert left.dropped == tuple(DAYS[: 5 - kept])
    assert left.last_day == day("2027-04-02")


def test_s19_blocked_on_saturday_3_april() -> None:
    assert refused(in_time(DAYS, day("2027-04-02"))) == []
    verdict = only(in_time(DAYS, day("2027-04-03")))
    assert (verdict.code, verdict.overridable, verdict.opens_on) == ("G10_OUT_OF_TIME", False, None)
    assert "2 April 2027" in verdict.reason


def test_a_lawyer_may_charge_one_continuing_failure_until_the_last_session_is_out_of_time() -> None:
    assert chargeable(DAYS, day("2027-04-02"), REASON).kept == tuple(DAYS)
    assert chargeable(DAYS, day("2027-04-02"), REASON).continuing
    assert chargeable(DAYS, day("2027-04-03"), REASON) == Chargeable(
        kept=(), dropped=tuple(DAYS), last_day=day("2027-04-02"), continuing=True
    )
    assert refused(in_time(DAYS, day("2027-04-03"), REASON)) == ["G10_OUT_OF_TIME"]


@pytest.mark.parametrize("wrong", [{"lawyer": ""}, {"on": day("2027-04-03")}])
def test_without_a_name_or_written_afterwards_it_is_no_reason(wrong: dict[str, object]) -> None:
    late = REASON.model_copy(update=wrong)
    assert refused(in_time(DAYS, day("2027-04-02"), late)) == ["G10_CONTINUING"]


def test_the_last_hour_of_the_day_in_london() -> None:
    """The clocks went forward that morning (PRACTICE 8.15)."""
    assert uk_day(at("2027-03-28", "23:59:59")) == day("2027-03-28")
    assert len(chargeable(DAYS, uk_day(at("2027-03-28", "23:30"))).kept) == 5
    assert len(chargeable(DAYS, uk_day(at("2027-03-28", "23:30") + timedelta(minutes=30))).kept) == 4


@pytest.mark.parametrize(
    ("session", "limit"),
    [
        ("2026-08-31", "2027-02-28"),
        ("2027-08-31", "2028-02-29"),
        ("2027-02-28", "2027-08-28"),
        ("2028-02-29", "2028-08-29"),
    ],
)
def test_months_without_such_a_day_end_with_their_last(session: str, limit: str) -> None:
    assert chargeable([day(session)], day(limit)).kept == (day(session),)
    assert chargeable([day(session)], day(limit) + timedelta(days=1)).kept == ()


def test_alarms_run_from_the_earliest_session() -> None:
    found = alarms(DAYS, day("2026-11-11"))
    assert [(each.on.isoformat(), each.days_left) for each in found] == [
        ("2027-01-27", 60),
        ("2027-02-28", 28),
        ("2027-03-14", 14),
        ("2027-03-21", 7),
        ("2027-03-25", 3),
        ("2027-03-27", 1),
    ]
    assert {each.session for each in found} == {day("2026-09-28")}
    assert [each.days_left for each in alarms(DAYS, day("2027-03-21"))] == [7, 3, 1]
    assert [each.days_left for each in alarms(DAYS, day("2027-03-22"))] == [3, 1]


def test_when_the_earliest_is_out_of_time_the_next_one_rings() -> None:
    after = alarms(DAYS, day("2027-03-31"))
    assert [(each.session, each.on) for each in after] == [(day("2026-10-01"), day("2027-03-31"))]
    assert alarms(DAYS, day("2027-04-02")) == ()
    assert alarms(DAYS, day("2027-04-03")) == ()
    assert alarms([], day("2027-04-03")) == ()


@given_by(
    st.lists(st.dates(date(2026, 9, 1), date(2028, 8, 31)), max_size=25), st.dates(date(2026, 9, 1), date(2029, 3, 1))
)
def test_no_session_is_kept_too_long_or_dropped_too_early(days: list[date], on: date) -> None:
    left = chargeable(days, on)
    assert sorted({*left.kept, *left.dropped}) == sorted(set(days))
    assert all(on <= limit_of(each).last_day for each in left.kept)
    assert all(on >= limit_of(each).last_day + timedelta(days=1) for each in left.dropped)
    assert bool(refused(in_time(days, on))) == (bool(days) and not left.kept)


def test_a_long_breach_is_judged_quickly() -> None:
    days = list(each_day(day("2026-01-01"), 600))
    assert chargeable(days, day("2027-08-01")).kept[0] == day("2027-02-01")
