"""The order: when, naming which school, and who is told. s.437(3)-(6), s.438, s.441, guards G06 and G07."""

from typing import Any

import pytest

from domain.law.attendance_order import copies_due, earliest, leaving, order, telling, to_be_named
from domain.law.parents_choice import choosing, chosen
from domain.law.regime import Regime
from domain.proceedings.attendance_order import Amendment, Because, Copy, CopyTo
from domain.proceedings.groundwork import InForce
from domain.proceedings.named_school import ChoiceHow, NamedSchool, ParentsChoice, SchoolKind
from domain.proceedings.served import CameBack
from tests.domain.law.builders import at, only, refused
from tests.domain.law.order_builders import (
    FIXTURE,
    L06,
    L07,
    OTHER,
    THIRD,
    chain,
    day,
    decision,
    evidence,
    intended,
    intention_notice,
    ledger,
    made,
    notice,
    noticed,
    opinion,
    ordered,
    plan,
    school,
    step,
)

EA = Regime.EA_1996


def refusals(on: str = "2026-12-03", named: NamedSchool = FIXTURE, **changed: Any) -> list[str]:
    return refused(order(step(on, intended(**changed)), EA, named))


def choice(on: str = "2026-11-25", how: ChoiceHow = ChoiceHow.SELECTED, **changed: Any) -> ParentsChoice:
    return ParentsChoice.model_validate({"id": f"C-{on}", "how": how, "school": OTHER, "made_on": day(on), **changed})


# When: scenario S5 ----------------------------------------------------------------------------------------------------


def test_scenario_5() -> None:
    """L06 served Wednesday 18 November: last day Wednesday 2 December, the order from Thursday 3 December."""
    assert refusals("2026-12-03") == []
    early = only(order(step("2026-12-02", intended()), EA, FIXTURE))
    assert (early.code, early.opens_on, early.overridable) == ("G06_PERIOD", day("2026-12-03"), False)
    assert earliest(step("2026-11-20", intended())) == day("2026-12-03")


@pytest.mark.parametrize(
    ("first", "second", "opens"),
    [
        ("2026-12-10", "2026-12-25", "2027-01-09"),  # over Christmas and the new year
        ("2028-02-05", "2028-02-20", "2028-03-06"),  # 29 February counts
        ("2027-02-05", "2027-02-20", "2027-03-07"),
        ("2027-03-05", "2027-03-20", "2027-04-04"),  # over the clock change of 28 March and Easter
        ("2026-10-02", "2026-10-17", "2026-11-01"),  # over the clock change of 25 October and half-term
    ],
)
def test_both_edges_over_holidays_leap_days_and_clock_changes(first: str, second: str, opens: str) -> None:
    ready = intended(
        notices=[notice(first)],
        decisions=[decision(second)],
        opinions=[opinion(second)],
        intentions=[intention_notice(second)],
    )
    last_minute = at((day(opens) - (day("2026-01-02") - day("2026-01-01"))).isoformat(), "23:59")
    assert refused(order(step(last_minute, ready), EA, FIXTURE)) == ["G06_PERIOD"]
    assert refused(order(step(at(opens, "00:00"), ready), EA, FIXTURE)) == []


def test_what_was_judged_before_is_judged_again() -> None:
    assert refusals(evidence=[evidence(on="2026-12-01")]) == ["G04_UNREAD"]
    read = [decision(), decision("2026-12-02", satisfied=True, read=["E1"])]
    assert refusals(evidence=[evidence(on="2026-12-01")], decisions=read) == ["G04_SATISFIED"]
    assert refusals(opinions=[opinion(), opinion("2026-12-01", expedient=False)]) == ["G05_NOT_EXPEDIENT"]
    making = InForce(first=day("2026-12-01"), last=day("2027-11-30"))
    assert refused(order(step("2026-12-03", intended(), supervision=[making]), EA, FIXTURE)) == ["SUPERVISION_IN_FORCE"]
    assert refused(order(step("2026-12-03", intended(), born=day("2010-08-31")), EA, FIXTURE)) == ["G01_ON_SERVICE"]
    assert refusals(needs=None) == ["G31_NEEDS"]


def test_without_an_intention_notice_that_stands_there_is_no_order() -> None:
    assert refusals(intentions=[]) == ["G06_NO_NOTICE"]
    assert refusals(intentions=[intention_notice(None)]) == ["G06_NO_NOTICE"]
    assert refusals(intentions=[intention_notice(withdrawn_on=day("2026-11-30"))]) == ["G06_NO_NOTICE"]
    assert refusals(intentions=[intention_notice(signed=None)]) == ["NOT_SIGNED"]
    assert refusals("2027-02-01", intentions=[intention_notice("2026-11-18", "2026-12-01")]) == ["G06_TOO_SHORT"]
    assert refusals("2027-02-01", intentions=[intention_notice("2026-11-16")]) == ["G06_TOO_EARLY"]
    back = ledger(L06, "2026-11-18").came_back(f"S-{L06}-2026-11-18", CameBack.UNDELIVERED, day("2026-12-03"))
    assert refusals(intentions=[intention_notice(ledger=back)]) == ["G06_NO_NOTICE"]


def test_a_longer_time_to_choose_than_the_law_asks_is_the_parents() -> None:
    longer = intended(intentions=[intention_notice("2026-11-18", "2026-12-09")])
    assert only(order(step("2026-12-09", longer), EA, FIXTURE)).opens_on == day("2026-12-10")
    assert refused(order(step("2026-12-10", longer), EA, FIXTURE)) == []


def test_a_chain_has_one_order_of_its_own_law() -> None:
    assert refusals(order=made()) == ["ORDER_MADE"]
    itself = step("2026-12-03", intended(order=made(None)), letter=L07)
    assert refused(order(itself, EA, FIXTURE)) == []
    assert refused(order(step("2026-12-03", intended()), Regime.CWSA_2026, FIXTURE)) == ["G30_MIXED"]
    assert refused(leaving(made())) == []
    assert refused(leaving(made(signed=None))) == ["NOT_SIGNED"]


# The parent's choice: s.438(3)-(6) ------------------------------------------------------------------------------------


def test_the_school_of_the_notice_where_the_parent_chose_none() -> None:
    assert refusals(named=FIXTURE) == []
    assert refusals(named=OTHER) == ["G06_CHOICE"]
    assert to_be_named(step("2026-12-03", intended())) == FIXTURE


@pytest.mark.parametrize(
    ("on", "binds"), [("2026-11-17", False), ("2026-11-18", True), ("2026-12-02", True), ("2026-12-03", False)]
)
def test_an_alternative_selected_in_time_is_named(on: str, binds: bool) -> None:
    with_choice = {"choices": [choice(on)]}
    assert refusals(named=OTHER, **with_choice) == ([] if binds else ["G06_CHOICE"])
    assert refusals(named=FIXTURE, **with_choice) == (["G06_CHOICE"] if binds else [])


ACADEMY = school("800/4009", kind=SchoolKind.ACADEMY)
PLACES = [
    # how, school, notified, offered, refused, suitable: named, waiting
    (ChoiceHow.APPLIED, THIRD, "2026-12-02", "2026-12-03", None, None, True, False),
    (ChoiceHow.APPLIED, THIRD, "2026-12-03", "2026-12-03", None, None, False, False),  # told too late
    (ChoiceHow.APPLIED, THIRD, None, "2026-12-01", None, None, False, False),
    (ChoiceHow.APPLIED, THIRD, "2026-12-01", None, None, None, False, True),
    (ChoiceHow.APPLIED, THIRD, "2026-12-01", None, "2026-12-02", None, False, False),
    (ChoiceHow.APPLIED, ACADEMY, "2026-12-01", "2026-12-02", None, True, True, False),
    (ChoiceHow.APPLIED, ACADEMY, "2026-12-01", "2026-12-02", None, False, False, False),
    (ChoiceHow.APPLIED, ACADEMY, "2026-12-01", "2026-12-02", None, None, False, True),
    (ChoiceHow.APPLIED_FUNDED, ACADEMY, None, "2026-12-02", None, None, True, False),
    (ChoiceHow.APPLIED_OTHER, ACADEMY, "2026-12-01", "2026-12-02", None, True, True, False),
]


@pytest.mark.parametrize(("how", "applied_to", "notified", "offered", "refusal", "suits", "named", "waits"), PLACES)
def test_a_place_offered_on_an_application_in_time_is_named(
    how: ChoiceHow,
    applied_to: NamedSchool,
    notified: str | None,
    offered: str | None,
    refusal: str | None,
    suits: bool | None,
    named: bool,
    waits: bool,
) -> None:
    applied = choice(
        "2026-11-30",
        how,
        school=applied_to,
        notified_on=notified and day(notified),
        offered_on=offered and day(offered),
        refused_on=refusal and day(refusal),
        suitable=suits,
    )
    expected = ["G06_CHOICE"] if named else (["G06_PENDING"] if waits else [])
    assert refusals(choices=[applied]) == expected
    assert chosen(intended(choices=[applied])) == (applied_to if named else None)


def test_an_application_waiting_for_its_answer_may_be_overridden_and_a_choice_never() -> None:
    waiting = intended(choices=[choice("2026-11-30", ChoiceHow.APPLIED, school=THIRD, notified_on=day("2026-11-30"))])
    assert only(order(step("2026-12-03", waiting), EA, FIXTURE)).overridable
    assert not only(order(step("2026-12-03", intended(choices=[choice()])), EA, FIXTURE)).overridable


def test_a_choice_that_binds_waits_for_no_other_answer() -> None:
    waiting = choice("2026-11-30", ChoiceHow.APPLIED, school=THIRD, notified_on=day("2026-11-30"))
    assert refusals(named=OTHER, choices=[choice(), waiting]) == []


def test_of_several_choices_the_last_counts() -> None:
    offered = choice(
        "2026-11-26", ChoiceHow.APPLIED, school=THIRD, notified_on=day("2026-11-26"), offered_on=day("2026-12-01")
    )
    assert chosen(intended(choices=[choice("2026-11-25"), offered])) == THIRD
    assert chosen(intended(choices=[choice("2026-11-27"), offered])) == OTHER
    assert chosen(intended(choices=[])) is None
    assert chosen(chain()) is None


def test_only_an_alternative_of_the_notice_is_selected() -> None:
    today = day("2026-11-25")
    assert refused(choosing(intended(), choice(), today)) == []
    assert refused(choosing(intended(), choice(school=FIXTURE), today)) == []
    assert refused(choosing(intended(), choice(school=THIRD), today)) == ["CHOICE_NOT_POSSIBLE"]
    assert refused(choosing(intended(), choice("2026-11-26"), today)) == ["CHOICE_NOT_POSSIBLE"]
    assert refused(choosing(noticed(), choice(), today)) == ["CHOICE_NOT_POSSIBLE"]


# A child with a plan: s.441, G07 --------------------------------------------------------------------------------------

SPECIAL = school("800/7001")


def with_plan(**changed: Any) -> Any:
    return noticed(**{"plan": plan(maintained=True, number="800/7001"), **changed})


def test_for_a_child_with_a_plan_the_order_follows_the_first_period_and_names_the_plans_school() -> None:
    assert refused(order(step("2026-11-17", with_plan()), EA, SPECIAL)) == []
    early = with_plan(decisions=[decision("2026-11-10")], opinions=[opinion("2026-11-10")])
    assert only(order(step("2026-11-16", early), EA, SPECIAL)).opens_on == day("2026-11-17")
    assert refused(order(step("2026-11-17", with_plan()), EA, FIXTURE)) == ["G07_PLANS_SCHOOL"]
    assert earliest(step("2026-11-10", with_plan())) == day("2026-11-17")


def test_a_plan_that_names_no_school_is_amended_first() -> None:
    no_school = with_plan(plan=plan(maintained=True))
    refusal = only(order(step("2026-11-17", no_school), EA, SPECIAL))
    assert (refusal.code, refusal.overridable) == ("G07_PLAN_NAMES_NONE", False)
    assert refused(order(step("2026-11-17", noticed(plan=None)), EA, SPECIAL)) == ["G07_PLAN_UNKNOWN", "G06_NO_NOTICE"]


def test_a_plan_made_after_the_intention_notice_decides_the_school() -> None:
    late = intended(plan=plan(maintained=True, number="800/7001"), choices=[choice()])
    assert refused(order(step("2026-12-03", late), EA, OTHER)) == ["G07_PLANS_SCHOOL"]
    assert refused(order(step("2026-12-03", late), EA, SPECIAL)) == []


def test_a_closed_school_is_not_named() -> None:
    closed = school(closed_on=day("2026-12-03"))
    assert refusals(named=closed) == ["G06_SCHOOL"]
    assert refusals(named=school(closed_on=day("2026-12-04"))) == []


# Who is told: s.437(5) ------------------------------------------------------------------------------------------------


def test_governing_body_and_head_are_told_and_again_when_the_school_changes() -> None:
    assert copies_due(made()) == (CopyTo.GOVERNING_BODY, CopyTo.HEAD)
    told = tuple(Copy(to=to, school=FIXTURE.number, on=day("2026-12-04")) for to in CopyTo)
    assert copies_due(made(copies=told[:1])) == (CopyTo.HEAD,)
    assert copies_due(made(copies=told)) == ()
    moved = Amendment(school=OTHER, because=Because.AUTHORITY, on=day("2027-01-11"), by="officer")
    assert copies_due(made(copies=told, amendments=(moved,))) == (CopyTo.GOVERNING_BODY, CopyTo.HEAD)
    assert refused(telling(made(), Copy(to=CopyTo.HEAD, school=OTHER.number, on=day("2026-12-04")))) == ["COPIES_DUE"]
    assert refused(telling(made(), Copy(to=CopyTo.HEAD, school=FIXTURE.number, on=day("2026-12-02")))) == ["COPIES_DUE"]
    assert refused(telling(made(), told[0])) == []


def test_earliest_is_not_known_before_service() -> None:
    assert earliest(step("2026-11-02", chain())) is None
    assert earliest(step("2026-11-02", noticed())) is None
    assert to_be_named(step("2026-11-02", noticed())) is None
    assert ordered().order is not None
