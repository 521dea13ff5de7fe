"""The notice of the school to be named: s.438(2), s.439, s.441, guards G04 to G07 (PRACTICE 6.2, 6.3)."""

from typing import Any

import pytest

from domain.law.intention_notice import before_intention, intention, leaving, order_from, void
from domain.law.regime import Regime
from domain.law.school_named import may_be_named
from domain.proceedings.named_school import SchoolKind
from domain.proceedings.served import CameBack, Manner
from tests.domain.law.builders import only, refused
from tests.domain.law.order_builders import (
    FIXTURE,
    L05,
    L06,
    OTHER,
    chain,
    day,
    decision,
    evidence,
    intended,
    intention_notice,
    ledger,
    notice,
    noticed,
    opinion,
    ordered,
    plan,
    says,
    school,
    step,
)


def refusals(on: str = "2026-11-18", of: Any = None, **said: Any) -> list[str]:
    return refused(intention(step(on, of or noticed()), says(**said)))


def test_scenario_5_first_half() -> None:
    """Served Monday 2 November: next step from Tuesday 17 November."""
    assert refusals("2026-11-17") == []
    decided_early = noticed(decisions=[decision("2026-11-10")], opinions=[opinion("2026-11-10")])
    early = only(before_intention(step("2026-11-16", decided_early)))
    assert (early.code, early.opens_on) == ("G04_PERIOD", day("2026-11-17"))


def test_it_asks_again_what_the_notice_asked() -> None:
    assert refused(before_intention(step("2026-11-18", noticed(needs=None)))) == ["G31_NEEDS"]
    assert refused(before_intention(step("2026-11-18", noticed(area=None)))) == ["G02_NOT_IN_AREA"]
    assert refused(before_intention(step("2026-11-18", noticed(), informed=()))) == ["G28_INFORMATION"]
    assert refused(before_intention(step("2026-11-18", noticed(), parents=()))) == ["PARENT_NOT_ANSWERABLE"]
    assert refused(before_intention(step("2026-11-18", noticed(), born=None))) == ["G01_ON_SERVICE"]


def test_not_while_evidence_is_unread_nor_without_the_two_tests() -> None:
    assert refusals(of=noticed(evidence=[evidence()])) == ["G04_UNREAD"]
    assert refusals(of=noticed(decisions=[])) == ["G04_UNDECIDED"]
    assert refusals(of=noticed(opinions=[])) == ["G05_NO_OPINION"]
    assert refusals(of=chain()) == ["G04_NO_NOTICE"]


def test_the_parent_has_fifteen_days_to_choose() -> None:
    assert refusals(printed=day("2026-12-02")) == []
    refusal = only(intention(step("2026-11-18", noticed()), says(printed=day("2026-12-01"))))
    assert refusal.code == "G06_TOO_SHORT"
    assert "gives 14 days" in refusal.reason
    assert order_from(intention_notice()) == day("2026-12-03")


def test_it_leaves_only_while_its_printed_day_is_long_enough() -> None:
    waiting = intention_notice(None, "2026-12-02")
    assert refused(leaving(step("2026-11-18", noticed()), waiting, day("2026-11-18"), Manner.BY_HAND)) == []
    assert refused(leaving(step("2026-11-19", noticed()), waiting, day("2026-11-19"), Manner.BY_HAND)) == [
        "G06_TOO_SHORT"
    ]


def test_one_served_before_the_first_period_was_over_is_void() -> None:
    """Also where the first notice is proved, afterwards, to have been served later."""
    assert refused(void(step("2026-11-20", intended()), intention_notice("2026-11-16"))) == ["G06_TOO_EARLY"]
    assert refused(void(step("2026-11-20", intended()), intention_notice("2026-11-17"))) == []
    longer = intended(notices=[notice("2026-11-02", "2026-11-18")])
    assert refused(void(step("2026-11-20", longer), intention_notice("2026-11-18"))) == ["G06_TOO_EARLY"]


def test_a_second_one_only_where_the_first_is_void_withdrawn_or_has_come_back() -> None:
    assert refused(before_intention(step("2026-11-20", intended()))) == ["INTENTION_RUNNING"]
    assert refused(before_intention(step("2026-11-20", intended(), letter=L06))) == []
    void_one = intended(intentions=[intention_notice("2026-11-18", "2026-11-30")])
    assert refused(before_intention(step("2026-11-20", void_one))) == []
    taken_back = intended(intentions=[intention_notice(withdrawn_on=day("2026-11-19"))])
    assert refused(before_intention(step("2026-11-20", taken_back))) == []
    back = ledger(L06, "2026-11-18").came_back(f"S-{L06}-2026-11-18", CameBack.REFUSED, day("2026-11-20"))
    assert refused(before_intention(step("2026-11-20", intended(intentions=[intention_notice(ledger=back)])))) == []


def test_none_once_the_order_is_made() -> None:
    assert "ORDER_MADE" in refused(before_intention(step("2026-12-10", ordered())))


# A child with a plan: G07, PRACTICE 6.3 -------------------------------------------------------------------------------


def test_for_a_child_with_a_plan_there_is_no_such_notice() -> None:
    assert refusals(of=noticed(plan=plan(maintained=True, number="800/7001"))) == ["G07_NO_CHOICE_PERIOD"]
    assert refusals(of=noticed(plan=None)) == ["G07_PLAN_UNKNOWN"]


# Which school: s.439 --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({}, []),
        ({"permanently_excluded": True}, ["G06_EXCLUDED"]),
        ({"permanently_excluded": None}, ["G06_EXCLUDED"]),
        ({"over_number": True}, ["G06_FULL"]),
        ({"over_number": None}, ["G06_FULL"]),
        ({"over_number": True, "none_else_in_reach": "The next is 31 miles away"}, []),
        ({"consulted_on": None}, ["G06_CONSULTED"]),
        ({"consulted_on": "2026-11-18"}, []),
        ({"consulted_on": "2026-11-19"}, ["G06_CONSULTED"]),
        ({"other_admissions": "Exampleshire"}, ["G06_CONSULTED"]),
        ({"other_admissions": "Exampleshire", "other_consulted_on": "2026-11-10"}, []),
        ({"decision_told_on": None}, ["G06_TOLD"]),
        ({"decision_told_on": "2026-11-18"}, []),
        ({"decision_told_on": "2026-11-19"}, ["G06_TOLD"]),
        ({"referred_on": "2026-11-17"}, ["G06_REFERRED"]),
        ({"referred_on": "2026-11-17", "directed_on": "2026-11-18"}, []),
        ({"referred_on": "2026-11-17", "directed_on": "2026-11-19"}, ["G06_REFERRED"]),
        ({"closed_on": "2026-11-18"}, ["G06_SCHOOL"]),
        ({"closed_on": "2026-11-19"}, []),
        ({"kind": SchoolKind.ACADEMY, "decision_told_on": None}, []),
        ({"kind": SchoolKind.ACADEMY, "consulted_on": None}, ["G06_ASKED"]),
    ],
)
def test_the_limits_on_naming_a_school(changed: dict[str, Any], codes: list[str]) -> None:
    asked = school(**changed)
    assert refused(may_be_named(asked, day("2026-11-18"))) == codes
    assert refusals(school=asked) == codes
    assert refusals(alternatives=(OTHER, asked.model_copy(update={"number": "800/4009"}))) == codes


def test_that_an_academy_is_asked_first_is_policy_and_the_rest_is_law() -> None:
    policy = only(may_be_named(school(kind=SchoolKind.ACADEMY, consulted_on=None), day("2026-11-18")))
    assert policy.overridable
    assert not only(may_be_named(school(consulted_on=None), day("2026-11-18"))).overridable


def test_no_school_is_named_twice() -> None:
    assert refusals(alternatives=(FIXTURE,)) == ["G06_SCHOOL"]


# One law a chain: G30 -------------------------------------------------------------------------------------------------


def test_a_chain_never_mixes_two_laws() -> None:
    assert refusals(regime=Regime.CWSA_2026) == ["G30_MIXED"]
    assert refusals(of=noticed(notices=[notice(letter=L05)])) == []
