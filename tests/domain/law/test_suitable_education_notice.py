"""The notice under s.437(1): who, for whom, on which day, and how long it gives. Guards G01 to G03, G28, G31."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.law.regime import Regime, notice_period
from domain.law.suitable_education_notice import G03_TOO_SHORT, leaving, next_step_from, notice, period_of, void
from domain.proceedings.attendance_order import Area
from domain.proceedings.groundwork import InForce
from domain.proceedings.served import CameBack, Explained, Ledger, LegalPath, Manner
from domain.school_age import first_day, leaving_date
from domain.vocabulary import Relation
from tests.domain.fixture_calendar import ALMANAC, SCHOOL
from tests.domain.law import order_builders as build
from tests.domain.law.builders import BORN, YEARS, at, needs, only, parent, refused
from tests.domain.law.order_builders import INFORMED, chain, day, ledger, made, ordered, step

EA = Regime.EA_1996


def refusals(on: str = "2026-11-02", printed: str | None = None, **changed: Any) -> list[str]:
    """Of a notice served by hand that day, but for what is changed in the chain."""
    return refused(notice(step(on, chain(**changed)), EA, day(printed) if printed else None))


def test_nothing_stands_in_the_way_of_a_ready_notice() -> None:
    assert refusals() == []
    assert refusals(printed="2026-11-16") == []


# How long it gives: scenario S5, G03 ----------------------------------------------------------------------------------


def test_fifteen_days_begin_with_the_day_of_service() -> None:
    assert refusals(printed="2026-11-16") == []
    refusal = only(notice(step("2026-11-02", chain()), EA, day("2026-11-15")))
    assert refusal.code == "G03_TOO_SHORT"
    assert "gives 14 days" in refusal.reason
    assert "16 November 2026" in refusal.reason
    assert not refusal.overridable
    assert next_step_from(build.notice()) == day("2026-11-17")


@pytest.mark.parametrize(
    ("served", "last_day"),
    [
        ("2026-12-18", "2027-01-01"),  # over Christmas: bank holidays count
        ("2028-02-20", "2028-03-05"),  # a leap day counts
        ("2027-02-20", "2027-03-06"),
        ("2027-03-20", "2027-04-03"),  # clocks go forward on 28 March 2027
        ("2026-10-17", "2026-10-31"),  # and back on 25 October 2026
        ("2026-10-23", "2026-11-06"),  # half-term
    ],
)
def test_every_calendar_day_counts(served: str, last_day: str) -> None:
    the_day_before = (day(last_day) - timedelta(days=1)).isoformat()
    ready = step(served, chain())
    assert refused(notice(ready, EA, day(last_day))) == []
    assert refused(notice(ready, EA, day(the_day_before))) == ["G03_TOO_SHORT"]
    assert next_step_from(build.notice(served, last_day)) == day(last_day) + timedelta(days=1)


def test_a_notice_dated_before_its_service_gives_no_day_at_all() -> None:
    refusal = only(notice(step("2026-11-02", chain()), EA, day("2026-10-30")))
    assert refusal.code == "G03_TOO_SHORT"
    assert "gives 0 days" in refusal.reason


def test_a_longer_period_is_the_parents_period() -> None:
    """s.437(2): what the notice states, and never less than fifteen days."""
    assert next_step_from(build.notice("2026-11-02", "2026-11-30")) == day("2026-12-01")


def test_the_last_hour_of_a_uk_day_is_still_that_day() -> None:
    summer = at("2027-07-01", "23:30")
    assert step(summer, chain()).day == day("2027-07-01")
    assert step(at("2027-07-02", "00:00"), chain()).day == day("2027-07-02")


# Judged again at posting and at proof of service (PRACTICE 4.5) -------------------------------------------------------


def test_what_leaves_too_late_for_its_printed_day_does_not_leave() -> None:
    """Printed Monday 16 November: served by hand until 2 November, posted so that it is deemed served that Monday."""
    ready, good = step("2026-10-28", chain()), build.notice(None, "2026-11-16")
    assert refused(leaving(ready, good, day("2026-11-02"), Manner.BY_HAND)) == []
    assert refused(leaving(ready, good, day("2026-11-03"), Manner.BY_HAND)) == ["G03_TOO_SHORT"]
    assert refused(leaving(ready, good, day("2026-10-29"), Manner.POST)) == []
    late = only(leaving(ready, good, day("2026-10-30"), Manner.POST))
    assert late.code == "G03_TOO_SHORT"
    assert "the latest lawful day to send it was 29 October 2026" in late.reason


def test_what_is_not_signed_does_not_leave() -> None:
    unsigned = build.notice(None, "2026-11-30", signed=None)
    assert refused(leaving(step("2026-11-02", chain()), unsigned, day("2026-11-02"), Manner.BY_HAND)) == ["NOT_SIGNED"]
    no_line = build.notice(None, "2026-11-30", authorisation="")
    assert refused(leaving(step("2026-11-02", chain()), no_line, day("2026-11-02"), Manner.BY_HAND)) == ["NOT_SIGNED"]


def test_a_printed_day_that_turns_out_short_voids_the_notice() -> None:
    served = build.notice("2026-11-02")
    assert refused(void(step("2026-11-05", chain()), served)) == []
    proved = served.model_copy(
        update={"ledger": served.ledger.proved("S-L05-1-2026-11-02", day("2026-11-03"), "Neighbour")}
    )
    short = only(void(step("2026-11-05", chain()), proved))
    assert short.code == "G03_TOO_SHORT"
    assert short.reason.startswith("The notice is void.")
    assert refused(void(step("2026-11-05", chain()), build.notice(None))) == []


def test_a_void_or_returned_notice_is_issued_afresh_and_a_good_one_is_not() -> None:
    assert refusals("2026-11-05", notices=[build.notice()]) == ["NOTICE_RUNNING"]
    assert refusals("2026-11-05", notices=[build.notice(None)]) == ["NOTICE_RUNNING"]
    assert refusals("2026-11-05", notices=[build.notice("2026-11-04", "2026-11-16")]) == []
    assert refusals("2026-11-05", notices=[build.notice(withdrawn_on=day("2026-11-04"))]) == []
    returned = ledger("L05-1", "2026-11-02").came_back("S-L05-1-2026-11-02", CameBack.UNDELIVERED, day("2026-11-05"))
    assert refusals("2026-11-05", notices=[build.notice(ledger=returned)]) == []
    itself = step("2026-11-05", chain(notices=[build.notice(None)]), letter=build.L05)
    assert refused(notice(itself, EA)) == []


# The child: G01, G02, scenario S22 ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("born", "served", "code"),
    [
        ("2021-08-31", "2026-08-30", "G01_ON_SERVICE"),
        ("2021-08-31", "2026-08-31", None),
        ("2021-09-01", "2026-11-10", "G01_ON_SERVICE"),
        ("2021-09-01", "2026-12-30", "G01_ON_SERVICE"),
        ("2021-09-01", "2026-12-31", None),
        ("2021-09-01", "2027-01-04", None),
        ("2011-08-31", "2027-06-25", None),
        ("2011-08-31", "2027-06-26", "G01_ON_SERVICE"),
        ("2011-09-01", "2026-11-10", None),  # both readings of the leaving date agree on that day
        ("2011-09-01", "2027-06-26", "G01_ON_SERVICE"),  # age needs a lawyer
        ("2011-09-03", "2028-06-30", None),
        ("2011-09-03", "2028-07-01", "G01_ON_SERVICE"),
    ],
)
def test_school_age_is_judged_on_the_day_of_service(born: str, served: str, code: str | None) -> None:
    ready = step("2026-08-20", chain(), born=day(born), served=day(served), school=SCHOOL, almanac=ALMANAC)
    codes = refused(notice(ready, EA))
    assert codes == ([code] if code else [])


def test_too_young_says_from_when_and_too_old_never() -> None:
    young = only(notice(step("2026-11-10", chain(), born=day("2021-09-01")), EA))
    assert young.opens_on == day("2026-12-31")
    old = only(notice(step("2026-11-10", chain(), born=day("2010-01-01")), EA))
    assert old.opens_on is None


def test_a_birth_date_that_is_unknown_or_not_evidenced_opens_nothing() -> None:
    unknown = only(notice(step("2026-11-02", chain(), born=None), EA))
    assert (unknown.code, unknown.needs) == ("G01_ON_SERVICE", "evidence of the date of birth")
    said = only(notice(step("2026-11-02", chain(), birth_evidenced=False), EA))
    assert (said.code, said.needs) == ("G01_ON_SERVICE", "evidence of the date of birth")


def test_a_child_that_turns_out_older_stops_the_notice() -> None:
    assert refused(notice(step("2026-11-02", chain(), born=BORN), EA)) == []
    older = BORN.replace(year=BORN.year - 6)
    assert refused(notice(step("2026-11-02", chain(), born=older), EA)) == ["G01_ON_SERVICE"]


def test_the_child_is_in_the_area_and_somebody_has_recorded_it() -> None:
    away = Area(here=False, by="officer", on=day("2026-10-01"), source="Other authority's letter")
    assert refusals(area=away) == ["G02_NOT_IN_AREA"]
    assert refusals(area=None) == ["G02_NOT_IN_AREA"]


# The parent, the needs, the information -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parents", "code"),
    [
        ([], "PARENT_NOT_ANSWERABLE"),
        ([parent("P2")], "PARENT_NOT_ANSWERABLE"),
        ([parent(relation=Relation.FOSTER_CARER)], "G21_NOT_A_PARENT"),
        ([parent(relation=Relation.SOCIAL_WORKER)], "G21_NOT_A_PARENT"),
        ([parent(individual=False)], "G21_NOT_A_PARENT"),
        ([parent(dates=InForce(first=day("2026-11-02"), last=day("2026-11-02")))], None),
        ([parent(dates=InForce(first=day("2026-11-03")))], "PARENT_NOT_ANSWERABLE"),
        ([parent(dates=InForce(first=day("2026-09-01"), last=day("2026-11-01")))], "PARENT_NOT_ANSWERABLE"),
        ([parent(recorded_at=at("2026-11-02", "10:00"))], "PARENT_NOT_ANSWERABLE"),
        ([parent(recorded_at=at("2026-11-02", "09:59"))], None),
    ],
)
def test_a_notice_needs_for_that_person_a_reason_why_they_are_a_parent(parents: Any, code: str | None) -> None:
    assert refused(notice(step("2026-11-02", chain(), parents=parents), EA)) == ([code] if code else [])


def test_needs_are_recorded_before_and_the_authority_has_done_its_own_part() -> None:
    assert refusals(needs=None) == ["G31_NEEDS"]
    assert refusals(needs=needs(recorded_at=at("2026-11-02", "10:00"))) == ["G31_NEEDS"]
    assert refusals(needs=needs(recorded_at=at("2026-11-02", "09:59"))) == []
    assert refusals(needs=needs(bullying="")) == ["G31_NEEDS"]
    assert refusals(needs=needs(education_provided=False)) == ["G31_NO_EDUCATION"]


@pytest.mark.parametrize(
    ("served", "enclosed", "code"),
    [
        ("2026-11-01", "", None),
        ("2026-11-02", "", None),  # the same day is early enough: no further period has to run
        ("2026-11-03", "", "G28_INFORMATION"),
        (None, "L05-1", None),
        (None, "L06-1", "G28_INFORMATION"),
        (None, "", "G28_INFORMATION"),
    ],
)
def test_information_about_the_law_goes_with_it_or_before(served: str | None, enclosed: str, code: str | None) -> None:
    sent = Explained(
        path=LegalPath.ATTENDANCE_ORDER,
        person_id="P1",
        letter="L24-1",
        enclosed_in=enclosed,
        ledger=ledger("L24-1", served) if served else Ledger(),
    )
    found = list(notice(step("2026-11-02", chain(), informed=[sent], letter="L05-1"), EA))
    assert refused(found) == ([code] if code else [])
    assert not found or found[0].opens_on == (day("2026-11-03") if served else None)


def test_information_for_another_person_or_about_another_step_is_not_enough() -> None:
    for other in (
        INFORMED.model_copy(update={"person_id": "P2"}),
        INFORMED.model_copy(update={"path": LegalPath.INTERVIEW}),
    ):
        assert refused(notice(step("2026-11-02", chain(), informed=[other]), EA)) == ["G28_INFORMATION"]
    returned = INFORMED.ledger.came_back(INFORMED.ledger.entries[0].id, CameBack.UNDELIVERED, day("2026-10-27"))
    came_back = INFORMED.model_copy(update={"ledger": returned})
    refusal = only(notice(step("2026-11-02", chain(), informed=[came_back]), EA))
    assert "came back" in refusal.reason


def test_the_record_says_why_it_appears() -> None:
    assert refusals(appears="") == ["NOTHING_APPEARS"]


# What runs already ----------------------------------------------------------------------------------------------------


def test_no_notice_while_a_supervision_order_is_in_force() -> None:
    order = InForce(first=day("2026-09-01"), last=day("2026-11-02"))
    assert refused(notice(step("2026-11-02", chain(), supervision=[order]), EA)) == ["SUPERVISION_IN_FORCE"]
    assert refused(notice(step("2026-11-03", chain(), supervision=[order]), EA)) == []
    assert refused(notice(step("2026-08-31", chain(), supervision=[order]), EA)) == []


def test_a_supervision_order_is_judged_on_the_day_of_service() -> None:
    order = InForce(first=day("2026-11-03"), last=day("2027-11-02"))
    posted = step("2026-11-02", chain(), served=day("2026-11-04"), supervision=[order])
    assert refused(notice(posted, EA)) == ["SUPERVISION_IN_FORCE"]
    over_by_then = step("2027-11-01", chain(), served=day("2027-11-03"), supervision=[order])
    assert refused(notice(over_by_then, EA)) == []


def test_no_notice_while_an_order_against_this_parent_is_in_force() -> None:
    live = ordered().model_copy(update={"name": "attendance-order-0"})
    assert refused(notice(step("2026-12-10", chain(), others=[live]), EA)) == ["LIVE_ORDER"]
    assert refused(notice(step("2026-12-10", chain(), others=[live.model_copy(update={"person_id": "P2"})]), EA)) == []
    revoked = ordered(order=made(ending={"by": "revoked", "on": "2026-12-10"}), name="attendance-order-0")
    assert refused(notice(step("2026-12-09", chain(), others=[revoked]), EA)) == ["LIVE_ORDER"]
    assert refused(notice(step("2026-12-10", chain(), others=[revoked]), EA)) == []


def test_one_chain_at_a_time_against_one_parent() -> None:
    running = chain(name="attendance-order-0")
    assert refused(notice(step("2026-11-02", chain(), others=[running]), EA)) == ["CHAIN_RUNNING"]
    over = running.model_copy(update={"ended_on": day("2026-11-01")})
    other_parent = running.model_copy(update={"person_id": "P2"})
    assert refused(notice(step("2026-11-02", chain(), others=[over, other_parent]), EA)) == []


# Whatever the day -----------------------------------------------------------------------------------------------------


@given(st.dates(date(2026, 9, 1), date(2031, 12, 31)), st.integers(1, 60))
def test_a_period_is_good_exactly_where_it_has_fifteen_days(served: date, days: int) -> None:
    printed = served + timedelta(days=days - 1)
    ready = step("2026-11-02", chain())
    short = bool(refused(void(ready, build.notice(served.isoformat(), printed.isoformat()))))
    assert short is (days < 15)
    assert notice_period(EA, served, YEARS).counted == 15


@given(st.dates(date(2015, 1, 1), date(2022, 12, 31)), st.integers(-40, 40))
def test_both_edges_of_school_age(born: date, off: int) -> None:
    if (born.month, born.day) in {(9, n) for n in range(1, 16)}:
        return  # age may need a lawyer
    for edge, inside in ((first_day(born), off >= 0), (leaving_date(born), off <= 0)):
        served = edge + timedelta(days=off)
        ready = step("2026-11-02", chain(), born=born, served=served)
        assert ("G01_ON_SERVICE" not in refused(notice(ready, EA))) is inside


def test_period_of_speaks_the_guards_language() -> None:
    assert period_of(step("2026-11-02", chain()), EA)(day("2026-11-02")).last_day == day("2026-11-16")
    assert G03_TOO_SHORT.id == "G03"
