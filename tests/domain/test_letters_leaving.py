"""A letter on its way out and after: posted, stopped by a flag, told where it has gone (PRACTICE 4.4, 4.10, 8.2)."""

from datetime import timedelta
from typing import Any

import pytest

from domain.actions import ACTIONS
from domain.decide import decide
from domain.guards.letters import recipient_lines
from domain.verdict import Refused
from domain.vocabulary import Indicator, LetterState
from tests.domain.play import MOTHER, REF, Play, at, close, issued, posted, written
from tests.domain.test_guards_letters import REFUGE, agree_safe_address, case, state, states

# Address changed between approval and issue (PRACTICE 8.4)


def test_an_address_changed_after_approval_sends_the_letter_back() -> None:
    play = case()
    letter = written(play)
    play.act("approve-letter", letter=letter)
    moved = {"lines": ["2 Fixture Road"], "postcode": "BA1 1AB"}
    play.act("change-address", person=play.person(), address=moved, source="The landlord")
    assert play.letter().state is LetterState.APPROVED
    (verdict,) = play.why_not("issue-letter", by="supervisor", letter=letter)
    assert (verdict.code, verdict.overridable) == ("ADDRESS_CHANGED", False)
    play.act("approve-letter", letter=letter)
    play.act("issue-letter", letter=letter)
    person = play.case.person(play.person())
    assert person is not None
    assert (
        play.letter().recipient_lines
        == recipient_lines(play.case, person)
        == [
            "Ms R Example",
            "2 Fixture Road",
            "BA1 1AB",
        ]
    )


def test_a_letter_in_its_envelope_stops_when_the_address_changes() -> None:
    play = case()
    issued(play)
    play.act(
        "change-address",
        person=play.person(),
        address={"lines": ["2 Fixture Road"], "postcode": "BA1 1AB"},
        source="Herself",
    )
    assert play.letter().state is LetterState.STOPPED


# Posting (PRACTICE 4.4, 4.10)


@pytest.mark.parametrize(
    ("how", "posted_on", "deemed_on"),
    [
        ("first-class", "2026-11-09", "2026-11-11"),
        ("by-hand", "2026-11-09", "2026-11-09"),
        ("left", "2026-11-09", "2026-11-09"),
    ],
)
def test_served_by_hand_at_once_and_by_post_on_the_second_working_day_after(
    how: str, posted_on: str, deemed_on: str
) -> None:
    play = case()
    letter = issued(play)
    play.act("record-posting", letter=letter, how=how)
    assert (play.letter().posted_on.isoformat(), play.letter().deemed_on.isoformat()) == (posted_on, deemed_on)


def test_a_posting_recorded_late_needs_a_reason_and_a_second_person() -> None:
    play = case()
    letter = issued(play)
    play.to("2026-11-12")
    late = {"letter": letter, "posted_on": "2026-11-10"}
    assert play.refused("record-posting", by="supervisor", **late) == "LATE_REASON SECOND_PERSON"
    reason = {"late_reason": "The book was in the van"}
    for witness in ("", "officer", "nobody"):
        assert play.refused("record-posting", witness=witness, **late, **reason) == "SECOND_PERSON"
    play.leaves("officer2")
    assert play.refused("record-posting", witness="officer2", **late, **reason) == "SECOND_PERSON"
    entry = play.act("record-posting", witness="supervisor", **late, **reason)
    assert (entry.happened_on.isoformat(), entry.recorded_at) == ("2026-11-10", play.now)
    assert play.letter().deemed_on.isoformat() == "2026-11-12"


def test_nothing_was_posted_before_it_was_approved_whatever_day_the_approval_claims() -> None:
    play = case()
    play.to("2026-11-12")
    letter = written(play)
    play.act("approve-letter", letter=letter, happened_on="2026-11-09")
    play.act("issue-letter", letter=letter, happened_on="2026-11-09")
    body = {"letter": letter, "late_reason": "Forgotten", "witness": "officer2"}
    assert play.refused("record-posting", posted_on="2026-11-11", **body) == "POSTED_BEFORE_APPROVAL"
    assert play.refused("record-posting", posted_on="2026-11-13", **body) == "FUTURE_DATE"
    play.act("record-posting", letter=letter, posted_on="2026-11-12")


# A flag after the letter (PRACTICE 8.2)

FLAGS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "protected": ("officer", "protect-details", REFUGE),
    "never": ("officer", "set-contact-rule", {"rule": "never", "source": "The police"}),
    "supervisor first": ("officer", "set-contact-rule", {"rule": "supervisor-first", "source": "The court"}),
    "safe only": ("officer", "set-contact-rule", {"rule": "safe-only", "source": "The refuge worker"}),
    "abuse": ("lawyer", "raise-danger", {"indicators": [Indicator.DOMESTIC_ABUSE], "words": "Said at the gate."}),
}


def flag(play: Play, name: str, person: str) -> None:
    by, action, data = FLAGS[name]
    play.act(action, by=by, **(data | ({"person": person} if action == "set-contact-rule" else {})))


@pytest.mark.parametrize("name", sorted(FLAGS))
def test_a_flag_stops_what_is_approved_or_in_its_envelope(name: str) -> None:
    play = case()
    father = play.person("Mr T Example")
    approved = written(play, person=father)
    play.act("approve-letter", letter=approved)
    waiting = issued(play, person=father)
    flag(play, name, father)
    assert [state(play, each) for each in (approved, waiting)] == [LetterState.STOPPED] * 2
    for letter in (approved, waiting):
        assert "LETTER_STATE" in play.refused("record-posting", letter=letter)
        assert "LETTER_STATE" in play.refused("issue-letter", letter=letter)


@pytest.mark.parametrize("name", sorted(FLAGS))
def test_one_that_has_left_makes_a_task_within_the_hour_that_names_what_it_showed(name: str) -> None:
    play = case()
    play.act("change-address", person=play.person("Mr T Example"), telephone="01632 960 009", source="His mother")
    father = play.person("Mr T Example")
    letter = written(play, person=father)
    play.act("edit-letter", letter=letter, text="Dear Mr Example, ring 01632 960 009.")
    play.act("approve-letter", letter=letter)
    play.act("issue-letter", letter=letter)
    play.act("record-posting", letter=letter)
    flag(play, name, father)
    task = play.task("letter-already-gone")
    assert (task.urgent, task.due_on, task.due_at) == (True, play.today, play.now + timedelta(hours=1))
    assert task.why == (
        "“Please contact us”, posted 9 November 2026, showed the child's name, the address it went to and a telephone "
        "number or e-mail address"
    )
    assert "9 Other Road" not in task.why
    assert play.letter().state is LetterState.POSTED
    play.act("finish-task", task=task.id, result="Social care told.")


def test_what_it_showed_includes_the_school() -> None:
    play = at("placement", adults=[MOTHER])
    play.act("record-offer", school_name="Fixture Academy")
    posted(play)
    play.act("protect-details", **REFUGE)
    assert "the school" in play.task("letter-already-gone").why


def test_a_flag_on_one_parent_does_not_touch_the_letters_of_the_other() -> None:
    play = case()
    issued(play)
    flag(play, "never", play.person("Mr T Example"))
    assert states(play) == ["issued"]


def test_the_same_flag_again_stops_nothing_that_was_written_under_it() -> None:
    play = case()
    play.act("protect-details", **REFUGE)
    agree_safe_address(play)
    letter = written(play)
    play.act("edit-letter", letter=letter, text="Dear Ms Example, please ring us.")
    play.act("approve-letter", letter=letter)
    play.act("issue-letter", letter=letter)
    play.act("protect-details", why="police", source="The police")
    assert states(play) == ["issued"]
    play.act("record-posting", letter=letter)
    play.act("protect-details", why="witness", source="The police")
    assert "letter-already-gone" not in play.tasks()


def test_a_draft_stays_a_draft_and_is_judged_when_it_is_approved() -> None:
    play = case()
    letter = written(play)
    play.act("protect-details", **REFUGE)
    assert states(play) == ["draft"]
    assert "NO_SAFE_ADDRESS" in play.refused("approve-letter", letter=letter)
    flag(play, "never", play.person())
    assert states(play) == ["stopped"]


def test_letters_to_somebody_who_died_stop_and_one_that_left_is_no_danger() -> None:
    play = case()
    waiting, gone = issued(play), posted(play)
    play.act("record-person-died", person=play.person(), source="The registrar")
    assert state(play, waiting) is LetterState.STOPPED
    assert state(play, gone) is LetterState.POSTED
    assert play.tasks() == set()


def test_on_a_closed_case_too() -> None:
    play = case()
    waiting, gone = issued(play), posted(play)
    close(play)
    play.act("protect-details", **REFUGE)
    assert state(play, waiting) is LetterState.STOPPED
    assert play.task("letter-already-gone").subject == gone


# What had left though it was stopped, and what Notify did


def test_a_stopped_letter_that_had_left_is_recorded_and_serves_nothing() -> None:
    play = case()
    father = play.person("Mr T Example")
    letter, other = issued(play, person=father), written(play)
    play.act("stop-letter", letter=other, why="Not needed.")
    assert play.refused("record-letter-left", letter=other, how_known="In the bag.") == "NO_LETTER LETTER_STATE"
    flag(play, "never", father)
    play.to("2026-11-11")
    assert play.refused("record-letter-left", letter=letter, posted_on="2026-11-08", how_known="x" * 3) == (
        "LEFT_BEFORE_ISSUE"
    )
    play.act("record-letter-left", letter=letter, posted_on="2026-11-09", how_known="It was in Monday's bag.")
    left = play.case.letter(letter)
    assert left is not None
    assert (left.state, left.deemed_on) == (LetterState.POSTED, None)
    assert play.task("letter-already-gone").urgent


def notify(play: Play, action: str, **data: Any) -> None:
    play.act(action, by="process", **data)


def test_what_notify_takes_is_posted_on_the_next_working_day() -> None:
    play = case()
    letter = issued(play)
    play.to("2026-11-14")
    notify(play, "letter-sent", letter=letter, notify_id="n-1")
    assert (play.letter().posted_on.isoformat(), play.letter().deemed_on.isoformat()) == ("2026-11-16", "2026-11-18")
    notify(play, "letter-not-sent", letter=letter, code="BAD_ADDRESS")
    assert (play.letter().state, play.letter().posted_on, play.letter().deemed_on) == (LetterState.STOPPED, None, None)
    assert play.task("letter-not-sent").why == "Refused: BAD_ADDRESS"


def test_what_notify_took_though_it_was_stopped_is_an_urgent_task() -> None:
    play = case()
    letter = issued(play)
    play.act("protect-details", **REFUGE)
    notify(play, "letter-sent", letter=letter, notify_id="n-1")
    assert play.letter().state is LetterState.POSTED
    assert play.task("letter-already-gone").urgent


def test_no_letter_that_a_desk_cannot_prepare_is_recorded() -> None:
    play = case()
    before = len(play.entries)

    def cannot(*_: Any) -> dict[str, Any]:
        raise Refused(*play.why_not("draft-letter", template="L77", person=play.person()))

    with pytest.raises(Refused):
        decide(
            play._act("draft-letter", "officer", {"template": "L02", "person": play.person()}),
            REF,
            play.facts(),
            cannot,
        )
    assert len(play.entries) == before


# What is suggested to the person who looks


def test_the_suggestion_is_a_person_who_may_be_written_to_and_a_letter_that_one_may_approve() -> None:
    play = case()
    flag(play, "never", play.person())
    draft = ACTIONS["draft-letter"]
    assert draft.example(play.case, play.today)["person"] == play.person()
    assert draft.suggested(play.facts())["person"] == play.person("Mr T Example")
    own = written(play, template="L98", person=play.person("Mr T Example"))
    other = written(play, template="L98", person=play.person("Mr T Example"), by="officer2")
    approve = ACTIONS["approve-letter"]
    assert approve.suggested(play.facts("officer")) == {"letter": other}
    assert approve.suggested(play.facts("supervisor")) == {"letter": own}
    play.act("approve-letter", **approve.suggested(play.facts("officer")))


def test_a_level_and_a_rule_are_suggested_that_need_no_supervisor() -> None:
    play = case()
    play.act("set-risk", level="red", reason="A threat.")
    play.act("set-contact-rule", person=play.person(), rule="never", source="The court")
    for name in ("set-risk", "set-contact-rule"):
        play.act(name, **ACTIONS[name].suggested(play.facts()))
