"""Unpaid: decided by a person, never by default; withdrawn for good; representations answered by somebody else."""

from datetime import date

import pytest

from domain.law.penalty_ending import answering, before_withdrawal, deciding, decision_due, withdrawing
from domain.proceedings.groundwork import LawyersReason
from domain.proceedings.penalty_notice import (
    Choice,
    Payment,
    PenaltyNotice,
    Representation,
    Withdrawal,
    WithdrawalGround,
)
from domain.proceedings.relying import ReliedOnRecoded
from tests.domain.law.builders import at, given, only, refused, unpaid

day = date.fromisoformat
NOTICE = given()
PAID = NOTICE.model_copy(update={"payments": [Payment(id="M1", pence=8000, sent_on=day("2026-10-20"))]})


def decide(today: str, choice: Choice = Choice.PROSECUTE, notice: PenaltyNotice = NOTICE) -> list[str]:
    return refused(deciding(notice, choice, day(today)))


def withdraw(
    today: str,
    ground: WithdrawalGround = WithdrawalGround.MATERIAL_ERROR,
    notice: PenaltyNotice = NOTICE,
    *,
    understood: bool = True,
) -> list[str]:
    return refused(withdrawing(notice, ground, understood=understood, today=day(today)))


def test_s19_on_the_29th_day_a_decision_is_due_and_stays_due() -> None:
    assert decision_due(NOTICE, day("2026-11-10")) is None
    due = decision_due(NOTICE, day("2026-11-11"))
    assert due is not None
    assert (due.since, due.last_day, due.breach) == (day("2026-11-11"), day("2027-03-28"), False)
    on_the_limit, past_it = decision_due(NOTICE, day("2027-03-28")), decision_due(NOTICE, day("2027-03-29"))
    assert (on_the_limit and on_the_limit.breach, past_it and past_it.breach) == (False, True)
    assert NOTICE.decision is None
    assert NOTICE.withdrawn is None


@pytest.mark.parametrize("notice", [PAID, unpaid(), NOTICE.model_copy(update={"received_on": None})])
def test_no_decision_is_due_where_there_is_none_to_take(notice: PenaltyNotice) -> None:
    assert decision_due(notice, day("2026-12-01")) is None


def test_it_opens_the_day_after_the_28_days() -> None:
    early = only(deciding(NOTICE, Choice.PROSECUTE, day("2026-11-10")))
    assert (early.code, early.opens_on) == ("DECISION_TOO_EARLY", day("2026-11-11"))
    assert decide("2026-11-11") == []
    assert decide("2026-11-11", Choice.WITHDRAW) == []


def test_what_is_paid_returned_or_decided_is_not_decided() -> None:
    assert decide("2026-11-11", notice=PAID) == ["NOTICE_PAID"]
    returned = NOTICE.model_copy(update={"received_on": None, "returned_on": day("2026-10-19")})
    verdict = only(deciding(returned, Choice.PROSECUTE, day("2027-01-11")))
    assert (verdict.code, verdict.opens_on, verdict.needs) == ("DECISION_TOO_EARLY", None, "serve it again")
    assert decide("2026-11-12", notice=unpaid()) == ["NOTICE_DECIDED"]
    assert decide("2026-11-11", notice=NOTICE.model_copy(update={"issued_on": None})) == ["NOTICE_NOT_LIVE"]


def test_representations_do_not_stop_the_28_days_and_are_answered_before_a_charge() -> None:
    said = Representation(id="R1", on=day("2026-11-02"), words="He was ill that week")
    open_still = NOTICE.model_copy(update={"representations": [said]})
    assert decision_due(open_still, day("2026-11-11")) == decision_due(NOTICE, day("2026-11-11"))
    assert decide("2026-11-11", notice=open_still) == ["REPRESENTATION_OPEN"]
    assert decide("2026-11-11", Choice.WITHDRAW, notice=open_still) == []
    assert [refused(answering(open_still, said, by)) for by in ("giver", "officer", "supervisor")] == [
        ["REPRESENTATION_BY_ANOTHER"],
        ["REPRESENTATION_BY_ANOTHER"],
        [],
    ]
    answered = said.model_copy(update={"answered_on": day("2026-11-06"), "answered_by": "supervisor"})
    assert refused(answering(open_still, answered, "supervisor")) == ["NOTICE_DECIDED"]
    assert decide("2026-11-11", notice=NOTICE.model_copy(update={"representations": [answered]})) == []


def test_a_recoded_session_waits_for_somebody_before_it_is_charged() -> None:
    change = ReliedOnRecoded(proceeding="n", day=day("2026-09-30"), half="AM", was="G", now="I", on=day("2026-10-20"))
    recoded = NOTICE.model_copy(update={"recoded": [change]})
    assert decide("2026-11-11", notice=recoded) == ["RELIED_ON_RECODED"]
    assert decide("2026-11-11", Choice.WITHDRAW, notice=recoded) == []


def test_withdrawal_says_what_it_does_before_it_is_confirmed() -> None:
    verdict = only(withdrawing(PAID, WithdrawalGround.WRONG_PERSON, understood=False, today=day("2026-10-21")))
    assert verdict.code == "WITHDRAWAL_UNDERSTOOD"
    assert "No prosecution for these sessions will be possible, under section 444(1) either." in verdict.reason
    assert "£80 goes back to the parent." in verdict.reason
    assert len(before_withdrawal(NOTICE, day("2026-10-21"))) == 3, "nothing was paid, so nothing goes back"
    assert withdraw("2026-10-21", WithdrawalGround.WRONG_PERSON, PAID) == []


@pytest.mark.parametrize(
    ("today", "notice", "codes"),
    [
        ("2026-11-10", NOTICE, ["WITHDRAWAL_UNPAID"]),
        ("2026-11-11", NOTICE, []),
        ("2026-11-11", PAID, ["NOTICE_PAID"]),
        ("2026-12-01", unpaid(), []),  # a decision to prosecute may still end in withdrawal
    ],
)
def test_reg_9_only_unpaid_and_past_its_days(today: str, notice: PenaltyNotice, codes: list[str]) -> None:
    assert withdraw(today, WithdrawalGround.NOT_PROSECUTED, notice) == codes
    assert withdraw(today, WithdrawalGround.OUGHT_NOT, notice) == []


def test_withdrawal_is_final_and_comes_before_proceedings() -> None:
    ended = Withdrawal(ground="ought-not", reason="Wrong dates", by="supervisor", on=day("2026-11-20"))
    gone = NOTICE.model_copy(update={"withdrawn": ended})
    verdict = only(withdrawing(gone, WithdrawalGround.OUGHT_NOT, understood=True, today=day("2026-12-01")))
    assert (verdict.code, verdict.overridable) == ("WITHDRAWAL_FINAL", False)
    assert decide("2026-12-01", notice=gone) == ["NOTICE_NOT_LIVE"]
    assert decision_due(gone, day("2026-12-01")) is None
    assert withdraw("2026-12-02", notice=unpaid(proceedings_began_at=at("2026-12-01"))) == ["NOTICE_CHARGED"]
    lost = NOTICE.model_copy(update={"never_given": LawyersReason(lawyer="l", on=day("2026-11-20"), reason="Lost")})
    assert withdraw("2026-12-01", notice=lost) == ["NOTICE_NOT_LIVE"]
