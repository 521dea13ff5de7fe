"""Danger stands above everything else, and only a named person ends it (PRACTICE 1.2, 1.3)."""

from datetime import timedelta

import pytest

from domain.danger import HEAD_OF_SERVICE_AFTER
from domain.vocabulary import RED_INDICATORS, Indicator, Risk, Stage
from tests.domain.play import MONDAY, Play, at, close, nothing_urgent

SENT = {
    "to": "social-care",
    "called": "Duty worker",
    "reference": "SC-1",
    "shared": "What was seen.",
    "basis": "public-task",
}
AT_ONCE = {Indicator.ABDUCTION, Indicator.PRIMARY_UNSEEN}


def raised(play: Play, *signs: str) -> Play:
    play.act("raise-danger", indicators=list(signs), words="Heard at the school gate.")
    return play


@pytest.mark.parametrize("sign", sorted(RED_INDICATORS))
def test_red_is_a_call_now_and_the_supervisor_knows_at_once(sign: Indicator) -> None:
    play = raised(at("checks"), sign)
    task = play.task("safeguarding-referral")
    assert (task.urgent, task.due_on, task.audience) == (True, play.today, "owner")
    assert task.title.startswith("Call ")
    assert play.case.next_thing == task.title
    assert play.case.risk is Risk.RED
    assert play.tasks("supervisor") == {"supervisor-told"}
    assert ("police-referral" in play.tasks()) is (sign in AT_ONCE), "these the police are told of at once"
    assert play.clock(f"urgent-safeguarding-{play.case.seq}").rings_at == play.now + HEAD_OF_SERVICE_AFTER


@pytest.mark.parametrize("sign", sorted(set(Indicator) - RED_INDICATORS))
def test_amber_asks_for_advice_and_a_visit_by_the_next_working_day(sign: Indicator) -> None:
    play = raised(at("checks"), sign)
    assert play.case.risk is Risk.AMBER
    assert play.task("consult").due_on.isoformat() == "2026-11-10"
    assert not any(task.urgent for task in play.case.open_tasks())
    play.act("send-safeguarding-referral", **SENT)
    assert play.tasks() == set()


def test_the_same_signs_at_the_door() -> None:
    play = Play(indicators=["forced-marriage", "sibling-gone"])
    assert play.case.risk is Risk.RED
    assert play.task("safeguarding-referral").urgent
    assert Play(indicators=["sibling-gone"]).case.risk is Risk.AMBER
    assert Play().case.risk is Risk.GREEN


def test_after_four_hours_the_head_of_service_knows_on_any_day_of_the_year() -> None:
    play = Play("2026-12-25", child={"first_absent_on": None})
    raised(play, "threat-to-life")
    play.to("2026-12-25", at=(play.now + timedelta(hours=3, minutes=59)).time())
    assert play.tasks("head") == set()
    play.to("2026-12-25", at=(play.now + timedelta(minutes=1)).time())
    assert play.tasks("head") == {"head-of-service"}
    assert play.task("head-of-service").urgent
    play.act("send-safeguarding-referral", **SENT)
    assert play.tasks("head") == set()


def test_what_is_sent_in_time_never_reaches_the_head_of_service() -> None:
    play = raised(at("checks"), "fgm")
    play.act("send-safeguarding-referral", **SENT)
    assert not any(name.startswith("urgent") for name in play.running())
    assert play.tasks() | play.tasks("supervisor") == set()
    play.to("2026-11-10")
    assert play.tasks("head") == set()


def test_only_a_named_person_ends_it_by_saying_what_was_sent_or_why_not() -> None:
    play = raised(at("checks"), "fgm")
    task = play.task("safeguarding-referral")
    for by in ("officer", "supervisor"):
        assert "OWN_FORM" in play.refused("finish-task", by=by, task=task.id, result="Rang them.")
    entry = play.act("decide-no-safeguarding-referral", reason="Seen today; the nurse had misheard.")
    assert entry.actor == "officer"
    assert "safeguarding-referral" not in play.tasks()


def test_a_second_concern_is_a_second_task() -> None:
    play = raised(raised(at("checks"), "fgm"), "threat-to-life")
    assert [task.name for task in play.case.open_tasks()].count("safeguarding-referral") == 2
    assert play.case.indicators == ["fgm", "threat-to-life"]
    raised(play, "fgm")
    assert play.case.indicators == ["fgm", "threat-to-life"]
    play.act("send-safeguarding-referral", **SENT)
    assert list(play.case.open_tasks()) == []


def test_with_nothing_in_danger_there_is_nothing_to_send() -> None:
    play = at("checks")
    assert play.refused("send-safeguarding-referral", **SENT) == "NO_SAFEGUARDING_WORK"
    assert play.refused("decide-no-safeguarding-referral", reason="Nothing.") == "NO_SAFEGUARDING_WORK"


@pytest.mark.parametrize("stage", Stage)
def test_anybody_raises_it_in_any_stage_a_closed_case_included(stage: Stage) -> None:
    for by in ("officer", "supervisor", "lawyer"):
        play = at(stage)
        play.act("raise-danger", by=by, indicators=["abduction"], words="Seen at the airport.")
        assert play.task("safeguarding-referral").urgent
        assert play.task("police-referral").urgent
        play.act("send-safeguarding-referral", **SENT)
        assert play.tasks() == {"police-referral"}, "social care does not answer for the police"
        play.act("decide-no-police-referral", reason="The police rang us first.")
        assert play.tasks() == set()


def test_no_case_closes_over_it_whoever_closes() -> None:
    play = raised(at("checks"), "fgm")
    play.act("record-no-other-children", who_said="The mother")
    body = {"outcome": "ON_ROLL", "proof": "first-attendance", "evidence": "In class.", "attended_on": MONDAY}
    for by in ("officer", "supervisor"):
        codes = play.refused(
            "close-case", by=by, overrides={"URGENT_WORK_OPEN": "She is fine"}, confirmed_by="The office", **body
        )
        assert codes == "URGENT_WORK_OPEN"
    play.act("send-safeguarding-referral", **SENT)
    close(play)
    assert list(play.case.open_tasks()) == []


def test_whatever_else_is_due_the_urgent_comes_first() -> None:
    play = at("contact")
    play.to("2027-01-11")  # many things are overdue
    assert {"contact", "case-review"} <= play.tasks()
    nothing_urgent(play)
    raised(play, "fgm")
    assert play.case.next_thing.startswith("Call ")


# The level (PRACTICE 1.3)


def test_a_rule_raises_a_level_and_never_lowers_one() -> None:
    play = raised(at("checks"), "fgm")
    raised(play, "sibling-gone")
    assert play.case.risk is Risk.RED
    assert play.case.risk_why == [Indicator.FGM.label]


def test_only_a_supervisor_lowers_red_and_anybody_amber_with_a_reason() -> None:
    play = at("checks")
    assert play.refused("set-risk", level="amber", reason="") == "INVALID"
    play.act("set-risk", level="amber", reason="A brother is missing.")
    play.act("set-risk", level="green", reason="The brother is home.")
    assert play.case.risk is Risk.GREEN
    play.act("set-risk", level="red", reason="A threat.")
    for level in ("amber", "green"):
        assert play.refused("set-risk", level=level, reason="All well.") == "SUPERVISOR_NEEDED"
    assert play.refused("set-risk", by="lawyer", level="amber", reason="All well.") == "SUPERVISOR_NEEDED"
    play.act("set-risk", level="red", reason="Still a threat, in other words.")
    entry = play.act("set-risk", by="supervisor", level="amber", reason="Seen by social care today.")
    assert (play.case.risk, play.case.risk_why) == (Risk.AMBER, ["Seen by social care today."])
    assert entry.overrides == {}


def test_red_set_by_hand_is_a_call_too_and_setting_it_again_is_not_another() -> None:
    play = at("checks")
    play.act("set-risk", level="red", reason="A threat heard at the gate.")
    assert play.task("safeguarding-referral").why == "A threat heard at the gate."
    play.act("set-risk", level="red", reason="The same threat.")
    assert [task.name for task in play.case.open_tasks()].count("safeguarding-referral") == 1
    lowered = at("checks")
    lowered.act("set-risk", level="amber", reason="Not seen.")
    lowered.act("finish-task", task=lowered.task("consult").id, result="Asked the hub.")
    lowered.act("set-risk", level="green", reason="Seen.")
    assert lowered.tasks() == set()
