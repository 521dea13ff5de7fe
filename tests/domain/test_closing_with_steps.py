"""A case does not close over a legal step; and when a child has died, every step can be ended and no letter goes."""

from typing import Any

import pytest

from domain.vocabulary import Closure, LetterState, Stage
from tests.domain.play import written
from tests.domain.stepping import Steps
from tests.domain.test_guards_closing import FULL, NURSE
from tests.domain.test_supervision_actions import APPLICATION, MADE, VIEW

DIED = {**FULL, "outcome": Closure.DECEASED, "proof": "registrar-or-police"}
WEEK = [f"2026-11-{day:02} {half}" for day in range(2, 7) for half in ("AM", "PM")]


def with_order(on: str = "2026-11-09") -> Steps:
    play = Steps(on)
    play.act("record-no-other-children", who_said="The mother")
    play.act("record-child-seen", **NURSE)
    play.act("begin-supervision-order", reasons="The parents ask for help.")
    return play


@pytest.mark.parametrize("outcome", [Closure.DECEASED, Closure.ON_ROLL, Closure.DUPLICATE])
def test_no_outcome_closes_it_and_nobody_sets_that_aside(outcome: Closure) -> None:
    play = with_order()
    body = {**DIED, "outcome": outcome, "surviving_case": ""}
    (first, *_) = play.why_not("close-case", by="supervisor", overrides={"PROCEEDING_UNDER_WAY": "It will do"}, **body)
    assert first.code == "PROCEEDING_UNDER_WAY"
    assert "education supervision order (supervision-order-1)" in first.reason
    assert "by its own step" in (first.needs or "")


def test_it_closes_once_the_step_has_ended() -> None:
    play = with_order()
    play.step("drop-supervision-order", reason="The child has died.", child_died=True)
    play.act("close-case", by="supervisor", **DIED)
    assert play.case.stage is Stage.CLOSED
    assert play.running() == set()


def test_a_death_stops_every_letter_at_once_and_names_each_step_to_end() -> None:
    play = with_order()
    draft, sent = written(play), written(play)
    play.act("approve-letter", letter=sent)
    play.act("record-child-died", source="The registrar")
    assert {play.case.letter(each).state for each in (draft, sent)} == {LetterState.STOPPED}  # type: ignore[union-attr]
    assert play.task("end-proceeding").subject == "supervision-order-1"
    assert play.refused("draft-letter", template="L02", person=play.mother) == "CHILD_DIED"
    assert play.refused("record-child-died", source="The police") == "DEATH_RECORDED"
    play.act("take-back-child-died", by="supervisor", reason="The registrar named another child.")
    assert "end-proceeding" not in play.tasks()
    written(play)
    assert play.refused("take-back-child-died", by="supervisor", reason="Again.") == "NO_DEATH"


def steps_of_order() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        ("record-social-care-view", "officer", VIEW),
        ("prepare-supervision-application", "officer", APPLICATION),
        ("authorise-supervision-application", "lawyer", {"reasons": "Tried."}),
        ("record-supervision-application", "officer", {}),
        ("record-supervision-order-made", "officer", MADE),
    ]


@pytest.mark.parametrize("done", range(6))
def test_in_every_stage_a_supervision_order_can_be_ended_when_the_child_has_died(done: int) -> None:
    play = with_order()
    for action, by, body in steps_of_order()[:done]:
        play.step(action, by=by, **body)
    ways: dict[str, tuple[str, dict[str, Any]]] = {
        "applied": ("withdraw-supervision-application", {"reason": "The child has died.", "child_died": True}),
        "in-force": ("end-supervision-on-death", {"source": "The registrar"}),
    }
    usual = ("drop-supervision-order", {"reason": "The child has died.", "child_died": True})
    action, body = ways.get(play.proceeding().stage, usual)
    play.step(action, **body)
    assert (play.proceeding().open, play.proceeding().outcome) == (False, "child-died")


WITHDRAWN = {"ground": "ought-not", "reason": "The child has died.", "understood": True}


@pytest.mark.parametrize("stage", ["considered", "prepared", "given", "paying", "deciding", "charging"])
def test_in_every_stage_a_penalty_notice_can_be_ended(stage: str) -> None:
    play = noticed(stage)
    assert play.proceeding().stage == stage
    if stage in ("considered", "prepared"):
        play.step("drop-penalty-notice", reason="The child has died.")
    else:
        play.step("withdraw-penalty-notice", by="supervisor", **WITHDRAWN)
    assert not play.proceeding().open


def noticed(stage: str) -> Steps:
    """A penalty notice that has come to this stage; its letter goes with the first post."""
    play = Steps("2026-11-09")
    why = {"parent_because": "Named at birth", "answerable_because": "Lives with her"}
    play.act("record-answerable-parent", person=play.mother, first="2024-09-01", **why)
    play.act("begin-penalty-notice", person=play.mother, setting="academy", our_school=True, sessions=WEEK)
    if stage == "considered":
        return play
    prepare(play)
    if stage == "prepared":
        return play
    give(play)
    if stage == "given":
        return play
    play.step("record-notice-service")
    if stage == "paying":
        return play
    play.to(play.clock("penalty-notice-1:penalty-payment").last_day)
    play.to(play.today.replace(day=play.today.day + 1))
    if stage == "charging":
        play.step("decide-unpaid-notice", by="supervisor", choice="prosecute", reason="The evidence is plain.")
    return play


def prepare(play: Steps, of: str = "") -> None:
    words = dict.fromkeys(("is_support_right", "is_a_notice_best", "special_needs", "equality"), "Asked")
    play.step("record-considered", of=of, **words)
    play.step("record-improvement", of=of, none_because="A holiday: support is not the question")
    play.step("record-needs", of=of, **needs())
    play.step("prepare-penalty-notice", of=of)


def needs() -> dict[str, Any]:
    words = ("special_needs", "health", "bullying", "young_carer", "bereavement", "abuse", "disability")
    said = dict.fromkeys((*words, "place_offered", "support_offered"), "None known")
    return {**said, "education_provided": True, "suitable": True}


def give(play: Steps, of: str = "") -> None:
    name = play.proceeding(of).name
    letters = []
    for template, concerning in (("L11", name), ("L24", "")):
        play.act("draft-letter", template=template, person=play.proceeding(of).person_id, concerning=concerning)
        letters.append(play.letter().id)
        play.act("approve-letter", letter=letters[-1], by="supervisor")
    play.step("give-penalty-notice", of=of, by="supervisor", letter=letters[0], information=letters[1])
    play.act("issue-letter", letter=letters[0])
    play.act("record-posting", letter=letters[0])
