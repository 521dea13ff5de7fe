"""The ledger of service, deemed days and their rebuttal, and the day a notice prints (PRACTICE 4.4, 4.5, 4.10)."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.law.printed_day import latest_posting, may_leave, printed_last_day
from domain.law.regime import Regime, notice_period
from domain.law.service import METHODS, Rules, Serving, deemed, proving, serving
from domain.law.suitable_education_notice import G03_TOO_SHORT
from domain.proceedings.served import CameBack, Ledger, Manner, Service
from tests.domain.law.builders import YEARS, at, refused
from tests.domain.law.order_builders import day, ledger, service

HOME = ("Ms R Example", "1 Fixture Road", "BA1 1AA")


def period(served: date) -> Any:
    return notice_period(Regime.EA_1996, served, YEARS)


# When it counts as served ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("manner", "on", "counts_from"),
    [
        (Manner.BY_HAND, "2026-12-25", "2026-12-25"),
        (Manner.LEFT, "2026-11-01", "2026-11-01"),
        (Manner.POST, "2026-10-29", "2026-11-02"),  # Thursday: over the weekend
        (Manner.POST, "2026-10-30", "2026-11-03"),
        (Manner.POST, "2026-10-31", "2026-11-03"),
        (Manner.POST, "2026-12-23", "2026-12-29"),  # Christmas Day and the substitute day for Boxing Day
        (Manner.POST, "2027-03-24", "2027-03-30"),  # Good Friday and Easter Monday
        (Manner.POST, "2028-02-28", "2028-03-01"),  # a leap day is a working day like any other
        (Manner.EMAIL, "2026-10-30", "2026-11-02"),
    ],
)
def test_deemed_service_of_notices(manner: Manner, on: str, counts_from: str) -> None:
    found = deemed(manner, day(on), YEARS)
    assert found.last_day == day(counts_from)
    assert found.explanation


def test_criminal_documents_have_their_own_list() -> None:
    assert set(METHODS[Rules.CRIMINAL]) == {Manner.BY_HAND, Manner.LEFT, Manner.POST}
    assert deemed(Manner.LEFT, day("2026-10-30"), YEARS, Rules.CRIMINAL).last_day == day("2026-11-02")
    assert deemed(Manner.POST, day("2026-10-30"), YEARS, Rules.CRIMINAL).last_day == day("2026-11-03")
    assert deemed(Manner.BY_HAND, day("2026-10-31"), YEARS, Rules.CRIMINAL).last_day == day("2026-10-31")
    assert not deemed(Manner.POST, day("2026-10-30"), YEARS, Rules.CRIMINAL).source.verified
    with pytest.raises(ValueError, match="not a way of service"):
        deemed(Manner.EMAIL, day("2026-10-30"), YEARS, Rules.CRIMINAL)


# What may be written in the ledger ------------------------------------------------------------------------------------


def refusals(
    manner: Manner = Manner.BY_HAND, *, rules: Rules = Rules.EDUCATION, approved: str | None = None, **changed: Any
) -> list[str]:
    entry = service("L05-1", "2026-11-02", manner, **changed)
    return refused(serving(Serving(entry=entry, rules=rules, approved_on=approved and day(approved), places=[HOME])))


def test_how_by_whom_when_and_on_what_evidence() -> None:
    assert refusals() == []
    assert refusals(by="") == ["SERVICE_RECORD"]
    assert refusals(evidence="") == ["SERVICE_RECORD"]
    assert refusals(recorded_at=at("2026-11-01")) == ["SERVICE_RECORD"]
    assert refusals(approved="2026-11-02") == []
    assert refusals(approved="2026-11-03") == ["SERVICE_LATE"]


def test_left_or_posted_only_where_the_person_lives_or_has_agreed() -> None:
    for manner in (Manner.LEFT, Manner.POST):
        assert refusals(manner, place=HOME) == []
        assert refusals(manner, place=()) == ["SERVICE_PLACE"]
        assert refusals(manner, place=("Ms R Example", "9 Old Road", "BA9 9AA")) == ["SERVICE_PLACE"]


def test_email_only_by_recorded_agreement_and_never_for_a_charge() -> None:
    assert refusals(Manner.EMAIL) == ["SERVICE_EMAIL"]
    assert refusals(Manner.EMAIL, agreement="Signed form of 5 October 2026") == []
    assert refusals(Manner.EMAIL, rules=Rules.CRIMINAL, agreement="Signed form") == ["SERVICE_METHOD"]


def test_recorded_on_a_later_day_it_needs_a_reason_and_a_second_person() -> None:
    late = {"recorded_at": at("2026-11-03", "00:00")}
    assert refusals(recorded_at=at("2026-11-02", "23:59")) == []
    assert refusals(**late) == ["SERVICE_LATE", "SERVICE_LATE"]
    assert refusals(**late, late_because="No signal at the house", witness="officer") == ["SERVICE_LATE"]
    assert refusals(**late, late_because="No signal at the house", witness="officer2") == []


# Rebuttal, return -----------------------------------------------------------------------------------------------------


def test_a_proved_day_stands_in_place_of_the_deemed_one() -> None:
    posted = Ledger(entries=(service("L05-1", "2026-10-30", Manner.POST),))
    assert posted.day == day("2026-11-03")
    assert posted.proved("S-L05-1-2026-10-30", day("2026-11-05"), "Signed for").day == day("2026-11-05")
    assert posted.proved("S-L05-1-2026-10-30", day("2026-10-31"), "Signed for").day == day("2026-10-31")
    entry, today = posted.entries[0], day("2026-11-06")
    assert refused(proving(entry, day("2026-10-30"), "Signed for", today)) == []
    assert refused(proving(entry, day("2026-10-29"), "Signed for", today)) == ["SERVICE_RECORD"]
    assert refused(proving(entry, day("2026-11-07"), "Signed for", today)) == ["SERVICE_RECORD"]
    assert refused(proving(entry, day("2026-10-30"), "", today)) == ["SERVICE_RECORD"]
    with pytest.raises(ValueError, match="No service of this id"):
        posted.proved("another", day("2026-11-05"), "Signed for")


@pytest.mark.parametrize("why", list(CameBack))
def test_what_comes_back_reopens_service(why: CameBack) -> None:
    posted = Ledger(entries=(service("L05-1", "2026-10-30", Manner.POST),))
    back = posted.came_back("S-L05-1-2026-10-30", why, day("2026-11-09"))
    assert (back.day, back.reopened) == (None, True)
    assert len(back.entries) == 1
    assert refused(proving(back.entries[0], day("2026-11-03"), "Signed for", day("2026-11-10"))) == ["SERVICE_RECORD"]
    with pytest.raises(ValueError, match="No service of this id"):
        back.came_back("S-L05-1-2026-10-30", why, day("2026-11-10"))
    again = back.with_entry(service("L05-1", "2026-11-10"))
    assert (again.day, again.reopened) == (day("2026-11-10"), False)


def test_of_several_services_the_earliest_that_stands_counts() -> None:
    two = Ledger(entries=(service("L05-1", "2026-10-30", Manner.POST), service("L05-1", "2026-11-02")))
    assert two.day == day("2026-11-02")
    by_hand_gone = two.came_back("S-L05-1-2026-11-02", CameBack.REFUSED, day("2026-11-02"))
    assert by_hand_gone.day == day("2026-11-03")
    assert not by_hand_gone.reopened
    assert (Ledger().day, Ledger().reopened) == (None, False)
    assert ledger("L05-1", "2026-11-02", "2026-11-05").day == day("2026-11-02")


def test_a_ledger_reads_back_as_it_was_written() -> None:
    posted = ledger("L05-1", "2026-11-02")
    assert Ledger.model_validate_json(posted.model_dump_json()) == posted
    assert isinstance(posted.entries[0], Service)


# The printed day ------------------------------------------------------------------------------------------------------


def test_the_printed_day_leaves_room_for_the_post() -> None:
    """Planned for Monday 2 November: it may leave on Thursday the 5th, and is then deemed served on Monday the 9th."""
    printed = printed_last_day(period, day("2026-11-02"), Manner.POST, YEARS)
    assert printed == day("2026-11-23")
    assert latest_posting(period, printed, Manner.POST, YEARS) == day("2026-11-05")
    assert latest_posting(period, printed, Manner.BY_HAND, YEARS) == day("2026-11-09")


def test_over_christmas_the_printed_day_is_later() -> None:
    printed = printed_last_day(period, day("2026-12-21"), Manner.POST, YEARS)
    assert printed == day("2027-01-13")  # leaves by the 24th, deemed served Wednesday 30 December
    assert latest_posting(period, printed, Manner.POST, YEARS) == day("2026-12-28")


def test_a_bank_holiday_in_mid_week_is_no_working_day() -> None:
    """1 January 2031 is a Wednesday: posted on Monday, deemed served on Thursday; posted on Tuesday, on Friday."""
    assert latest_posting(period, day("2031-01-16"), Manner.POST, YEARS) == day("2030-12-30")
    assert latest_posting(period, day("2031-01-17"), Manner.POST, YEARS) == day("2031-01-01")


@given(st.dates(date(2026, 1, 1), date(2032, 12, 31)), st.sampled_from([Manner.BY_HAND, Manner.LEFT, Manner.POST]))
def test_what_leaves_as_planned_or_within_the_margin_is_long_enough(planned: date, manner: Manner) -> None:
    printed = printed_last_day(period, planned, manner, YEARS)
    latest = latest_posting(period, printed, manner, YEARS)
    assert latest >= planned + timedelta(days=3)
    for on in (planned, planned + timedelta(days=3), latest):
        assert refused(may_leave(G03_TOO_SHORT, period, printed, on, manner, YEARS)) == []
    too_late = may_leave(G03_TOO_SHORT, period, printed, latest + timedelta(days=1), manner, YEARS)
    assert refused(too_late) == ["G03_TOO_SHORT"]
