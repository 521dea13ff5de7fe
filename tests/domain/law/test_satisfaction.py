"""Evidence received and read, satisfied or not, expedient or not: s.437(3), guards G04 and G05 (PRACTICE 6.2)."""

from typing import Any

import pytest

from domain.law.authority import Authorisation, Register
from domain.law.satisfaction import deciding, forming_opinion, not_satisfied_and_expedient
from domain.proceedings.groundwork import Hand
from domain.proceedings.served import CameBack
from domain.vocabulary import Power
from tests.domain.law.builders import only, refused
from tests.domain.law.order_builders import L05, chain, day, decision, evidence, ledger, notice, noticed, opinion, step


def refusals(on: str = "2026-11-17", **changed: Any) -> list[str]:
    return refused(not_satisfied_and_expedient(step(on, noticed(**changed))))


def test_the_period_ends_and_an_officer_decides() -> None:
    assert refusals() == []
    early = only(
        not_satisfied_and_expedient(
            step("2026-11-16", noticed(decisions=[decision("2026-11-10")], opinions=[opinion("2026-11-10")]))
        )
    )
    assert (early.code, early.opens_on, early.overridable) == ("G04_PERIOD", day("2026-11-17"), False)


def test_the_end_of_the_period_decides_nothing() -> None:
    assert refusals("2027-06-01", decisions=[], opinions=[]) == ["G04_UNDECIDED", "G05_NO_OPINION"]


def test_silence_is_no_opinion_and_no_decision_is_ready_made() -> None:
    assert refusals(opinions=[]) == ["G05_NO_OPINION"]
    assert refusals(opinions=[opinion(authorisation="")]) == ["G05_NO_OPINION"]
    assert refusals(opinions=[opinion(expedient=False)]) == ["G05_NOT_EXPEDIENT"]
    assert refusals(opinions=[opinion(expedient=False), opinion()]) == []
    assert refusals(decisions=[decision(satisfied=True, read=["E1"])]) == ["G04_SATISFIED"]


def test_an_early_decision_stands_if_nothing_more_comes() -> None:
    assert refusals(decisions=[decision("2026-11-03")], opinions=[opinion("2026-11-03")]) == []


def test_evidence_that_nobody_has_read_stops_the_next_step_whenever_it_comes() -> None:
    for came in ("2026-11-03", "2026-11-16", "2026-11-17"):
        assert refusals("2026-11-20", evidence=[evidence(on=came)]) == ["G04_UNREAD"]
    assert refusals("2026-11-20", evidence=[evidence()], decisions=[decision("2026-11-18", read=["E1"])]) == []
    two = [evidence("E1"), evidence("E2", "2026-11-19")]
    assert refusals("2026-11-20", evidence=two, decisions=[decision("2026-11-18", read=["E1"])]) == ["G04_UNREAD"]
    both = [decision("2026-11-18", read=["E1"]), decision("2026-11-20", read=["E2"])]
    assert refusals("2026-11-20", evidence=two, decisions=both) == []


def test_a_decision_on_an_earlier_notice_is_no_decision_on_this_one() -> None:
    again = [notice("2026-11-02", withdrawn_on=day("2026-11-17")), notice("2026-11-18", letter="L05-2")]
    assert refusals("2026-12-03", notices=again) == ["G04_UNDECIDED", "G05_NO_OPINION"]
    fresh = {"decisions": [decision("2026-11-18")], "opinions": [opinion("2026-11-18")]}
    assert refusals("2026-12-03", notices=again, **fresh) == []


def test_without_a_notice_that_stands_there_is_no_next_step() -> None:
    assert refusals(notices=[]) == ["G04_NO_NOTICE"]
    assert refusals(notices=[notice(None)]) == ["G04_NO_NOTICE"]
    assert refusals(notices=[notice(withdrawn_on=day("2026-11-10"))]) == ["G04_NO_NOTICE"]
    assert refusals(notices=[notice(signed=None)]) == ["NOT_SIGNED"]
    back = ledger(L05, "2026-11-02").came_back(f"S-{L05}-2026-11-02", CameBack.UNDELIVERED, day("2026-11-20"))
    refusal = only(not_satisfied_and_expedient(step("2026-11-20", noticed(notices=[notice(ledger=back)]))))
    assert refusal.code == "G04_NO_NOTICE"
    assert "came back" in refusal.reason


def test_a_void_notice_opens_nothing_on_any_day() -> None:
    short = noticed(notices=[notice("2026-11-03", "2026-11-16")])
    refusal = only(not_satisfied_and_expedient(step("2027-01-10", short)))
    assert (refusal.code, refusal.opens_on) == ("G03_TOO_SHORT", None)
    assert "void" in refusal.reason


# The decision itself --------------------------------------------------------------------------------------------------


def test_the_decision_names_what_was_read() -> None:
    with_evidence = noticed(evidence=[evidence("E1"), evidence("E2")], decisions=[])
    assert refused(deciding(with_evidence, satisfied=False, read=["E1", "E2"])) == []
    assert refused(deciding(with_evidence, satisfied=False, read=["E1"])) == ["G04_UNREAD"]
    assert refused(deciding(with_evidence, satisfied=True, read=["E1"])) == []
    assert refused(deciding(with_evidence, satisfied=True, read=["E9"])) == ["G04_READ"]


def test_nobody_is_satisfied_by_nothing_and_silence_may_fail_to_satisfy() -> None:
    assert refused(deciding(noticed(decisions=[]), satisfied=True, read=[])) == ["G04_READ"]
    assert refused(deciding(noticed(decisions=[]), satisfied=False, read=[])) == []


def test_nothing_is_decided_before_the_notice_is_served() -> None:
    assert refused(deciding(chain(), satisfied=False, read=[])) == ["G04_NO_NOTICE"]
    assert refused(deciding(chain(notices=[notice(None)]), satisfied=False, read=[])) == ["G04_NO_NOTICE"]


@pytest.mark.parametrize(
    ("on", "codes"),
    [("2026-08-31", ["NOT_AUTHORISED"]), ("2026-09-01", []), ("2027-08-31", []), ("2027-09-01", ["NOT_AUTHORISED"])],
)
def test_the_opinion_is_formed_under_a_power_on_its_day(on: str, codes: list[str]) -> None:
    line = Authorisation(
        person="signer", power=Power.EXPEDIENT, granted_by="director", first=day("2026-09-01"), last=day("2027-08-31")
    )
    register = Register(entries=(line,))
    assert refused(forming_opinion(register, Hand(person="signer", on=day(on)), "The child asks for school")) == codes
    other_power = Register(entries=(line.model_copy(update={"power": Power.SIGN_437}),))
    assert refused(forming_opinion(other_power, Hand(person="signer", on=day("2026-10-01")), "Why")) == [
        "NOT_AUTHORISED"
    ]
    assert refused(forming_opinion(register, Hand(person="signer", on=day("2026-10-01")), "  ")) == ["REASONS"]
