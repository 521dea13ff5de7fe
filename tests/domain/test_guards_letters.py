"""Who may be written to, where, by whose hand, and what stops a letter or tells that it has gone (PRACTICE 4, 8)."""

from datetime import timedelta
from typing import Any

import pytest

from domain.actions import ACTIONS
from domain.decide import decide
from domain.guards.letters import recipient_lines
from domain.verdict import Refused
from domain.vocabulary import ContactRule, Indicator, LetterState, Protection, Role
from tests.domain.play import FATHER, HOME, MOTHER, REF, Play, at, close, issued, posted, written

SAFE = {"lines": ["PO Box 1", "Sampleton"], "postcode": "BA1 1AD"}
REFUGE = {"why": "refuge", "source": "The refuge worker"}


def case(**referral: Any) -> Play:
    return at("contact", adults=[MOTHER, FATHER], **referral)


def states(play: Play) -> list[str]:
    return [letter.state.value for letter in play.case.letters]


def state(play: Play, letter_id: str) -> LetterState:
    return next(letter.state for letter in play.case.letters if letter.id == letter_id)


def agree_safe_address(play: Play, person: str | None = None) -> None:
    play.act(
        "agree-safe-address", person=person or play.person(), safe_address=SAFE, agreed_how="With her support worker"
    )


# A letter's life


def test_from_draft_to_returned() -> None:
    play = case()
    letter = written(play)
    assert play.refused("issue-letter", letter=letter) == "NO_LETTER LETTER_STATE"
    play.act("edit-letter", letter=letter, text="Dear Ms Example, please ring us.")
    assert play.letter().template_text != play.letter().text
    play.act("approve-letter", letter=letter)
    assert play.letter().recipient_lines == ["Ms R Example", "1 Fixture Road", "Sampleton", "BA1 1AA"]
    play.act("edit-letter", letter=letter, text="Dear Ms Example, please ring us today.")
    assert (play.letter().state, play.letter().recipient_lines) == (LetterState.DRAFT, [])
    play.act("approve-letter", letter=letter)
    play.act("issue-letter", letter=letter)
    assert len(play.letter().sha256) == 64
    for action, data in (("edit-letter", {"text": "Dear all"}), ("approve-letter", {}), ("issue-letter", {})):
        assert play.refused(action, letter=letter, **data) == "NO_LETTER LETTER_STATE"
    play.act("record-posting", letter=letter)
    assert play.letter().deemed_on.isoformat() == "2026-11-11"
    assert "LETTER_STATE" in play.refused("stop-letter", letter=letter, why="Too late")
    play.to("2026-11-16")
    assert play.refused("record-returned-post", letter=letter, returned_on="2026-11-08") == "RETURNED_BEFORE_POSTING"
    entry = play.act("record-returned-post", letter=letter, returned_on="2026-11-13", marked="Gone away")
    assert entry.happened_on.isoformat() == "2026-11-13"
    assert (play.letter().state, play.letter().deemed_on) == (LetterState.RETURNED, None)
    assert play.refused("record-posting", letter="L99") == "NO_LETTER NO_SUCH_LETTER"


def test_a_returned_letter_asks_for_the_right_address_of_that_person() -> None:
    play = case()
    for name in ("Ms R Example", "Mr T Example"):
        letter = posted(play, person=play.person(name))
        play.act("record-returned-post", letter=letter)
    assert [task.due_on.isoformat() for task in play.case.open_tasks()] == ["2026-11-11", "2026-11-11"]
    mother = play.person()
    play.act("change-address", person=mother, telephone="01632 960 002", source="A text message")
    assert len([task for task in play.case.open_tasks() if task.name == "returned-post"]) == 2
    play.act("change-address", person=mother, address=HOME, source="Herself")
    assert [task.subject for task in play.case.open_tasks() if task.name == "returned-post"] == [
        play.person("Mr T Example")
    ]


def test_a_change_of_address_changes_something() -> None:
    play = case()
    assert play.refused("change-address", person=play.person(), source="The mother") == "NOTHING_GIVEN"
    assert play.refused("change-address", person="P99", telephone="1", source="The mother") == "NO_SUCH_PERSON"
    assert at("contact").refused("change-address", person="P99", source="x" * 3).split()[0] == "NO_PERSON"


# Who may be written to (PRACTICE 4.1, 4.3)


def test_nobody_writes_to_a_stranger_or_with_a_letter_that_is_none() -> None:
    play = case()
    assert play.refused("draft-letter", template="L02", person="P99") == "NO_SUCH_PERSON"
    assert play.refused("draft-letter", template="L77", person=play.person()) == "NO_SUCH_LETTER"
    assert play.refused("draft-letter", template="L01", person=play.person()) == "NOT_TO_A_PARENT"
    assert at("contact").refused("draft-letter", template="L02", person="P1").split()[0] == "NO_PERSON"


def test_the_dead_are_not_written_to() -> None:
    play = case()
    play.act("record-person-died", person=play.person(), source="The registrar")
    (verdict,) = play.why_not("draft-letter", by="supervisor", template="L02", person=play.person())
    assert (verdict.code, verdict.overridable) == ("DECEASED", False)


@pytest.mark.parametrize(
    ("rule", "officer", "supervisor"),
    [
        (ContactRule.ALL, "", ""),
        (ContactRule.SAFE_ONLY, "NO_SAFE_ADDRESS", "NO_SAFE_ADDRESS"),
        (ContactRule.SUPERVISOR_FIRST, "SUPERVISOR_FIRST", ""),
        (ContactRule.NEVER, "NEVER_WRITE", "NEVER_WRITE"),
    ],
)
def test_the_contact_rule(rule: ContactRule, officer: str, supervisor: str) -> None:
    for by, code in (("officer", officer), ("supervisor", supervisor)):
        play = case()
        play.act("set-contact-rule", by="supervisor", person=play.person(), rule=rule, source="The court order")
        if code:
            body = {"template": "L02", "person": play.person(), "overrides": {code: "It is urgent"}}
            assert play.refused("draft-letter", by=by, **body) == code
        else:
            play.act("draft-letter", by=by, template="L02", person=play.person())


def test_only_a_supervisor_loosens_a_contact_rule() -> None:
    play = case()
    rule = {"person": play.person(), "source": "The family"}
    play.act("set-contact-rule", rule="supervisor-first", **rule)
    assert play.refused("set-contact-rule", rule="safe-only", **rule) == "SUPERVISOR_NEEDED"
    assert play.refused("set-contact-rule", rule="all", **rule) == "SUPERVISOR_NEEDED"
    play.act("set-contact-rule", rule="never", **rule)
    assert play.refused("set-contact-rule", rule="never", review_on="2026-11-09", **rule) == "REVIEW_PAST"
    play.act("set-contact-rule", by="supervisor", rule="all", review_on="2026-11-10", **rule)


@pytest.mark.parametrize("why", Protection)
def test_a_parent_who_does_not_live_with_a_protected_child_is_not_written_to_without_a_supervisor(
    why: Protection,
) -> None:
    play = case()
    play.act("protect-details", why=why, source="The social worker")
    mother, father = play.case.people
    assert play.case.rule_for(mother) is ContactRule.ALL
    assert play.case.rule_for(father) is ContactRule.SUPERVISOR_FIRST
    codes = play.refused("draft-letter", template="L02", person=father.id)
    assert codes == "SUPERVISOR_FIRST NO_SAFE_ADDRESS"


def test_a_sign_of_domestic_abuse_is_enough_for_that() -> None:
    play = case()
    play.act("raise-danger", indicators=["domestic-abuse"], words="Said so at the gate.")
    assert play.refused("draft-letter", template="L02", person=play.person("Mr T Example")) == "SUPERVISOR_FIRST"
    play.act("draft-letter", template="L02", person=play.person())


def test_a_protected_family_is_written_to_only_where_they_agreed() -> None:
    play = case()
    play.act("protect-details", **REFUGE)
    assert play.task("safe-way").action == "agree-safe-address"
    (verdict,) = play.why_not("draft-letter", by="supervisor", template="L02", person=play.person())
    assert (verdict.code, verdict.overridable) == ("NO_SAFE_ADDRESS", False)
    agree_safe_address(play)
    assert play.tasks() == set()
    letter = written(play)
    play.act("edit-letter", letter=letter, text="Dear Ms Example, please ring us.")
    play.act("approve-letter", letter=letter)
    assert play.letter().recipient_lines == ["Ms R Example", "PO Box 1", "Sampleton", "BA1 1AD"]


def test_a_safe_channel_that_nobody_has_agreed_is_a_task() -> None:
    play = case()
    play.act("set-contact-rule", person=play.person(), rule="safe-only", source="The refuge worker")
    assert play.tasks() == {"safe-way"}
    agree_safe_address(play)
    play.act("set-contact-rule", person=play.person(), rule="safe-only", source="The refuge worker")
    assert play.tasks() == set()
    play.act("draft-letter", template="L02", person=play.person())


def test_a_letter_needs_an_address() -> None:
    play = at("contact", adults=[{"name": "Ms R Example", "relation": "mother"}])
    assert play.refused("draft-letter", template="L02", person=play.person()) == "NO_ADDRESS"
    play.act("change-address", person=play.person(), address=HOME, source="The landlord")
    play.act("draft-letter", template="L02", person=play.person())


def test_a_protection_ends_only_where_it_is_in_force() -> None:
    play = case()
    assert play.refused("end-protection", by="supervisor", why="refuge", reason="Home.") == (
        "NOT_PROTECTED NOT_IN_FORCE"
    )
    assert play.refused("show-protected-details", reason="To meet them.") == "NOT_PROTECTED"
    play.act("protect-details", **REFUGE)
    play.act("protect-details", why="police", source="The police")
    assert play.refused("end-protection", by="supervisor", why="adoption", reason="x" * 3) == "NOT_IN_FORCE"
    play.act("end-protection", by="supervisor", why="refuge", reason="A new home.")
    assert play.case.protected
    play.act("end-protection", by="supervisor", why="police", reason="Case closed.")
    assert not play.case.protected


# What parents are told of a confidential referral (PRACTICE 4.9)


def test_parents_are_told_a_confidential_referral_only_in_a_summary_that_a_second_person_approved() -> None:
    play = case(confidential=True)
    body = {"template": "L02", "person": play.person()}
    assert play.refused("draft-letter", by="supervisor", **body) == "SUMMARY_NOT_APPROVED"
    assert play.refused("approve-summary") == "NO_SUMMARY"
    play.act("write-summary", summary="We were told your child may not be in school.")
    assert play.refused("approve-summary") == "SECOND_PERSON"
    assert play.refused("draft-letter", **body) == "SUMMARY_NOT_APPROVED"
    play.act("approve-summary", by="officer2")
    assert play.refused("approve-summary", by="supervisor") == "ALREADY_APPROVED"
    letter = written(play)
    play.act("write-summary", summary="We were told something else.")
    assert play.refused("approve-letter", letter=letter) == "SUMMARY_NOT_APPROVED"


# Legal effect: a second person, the right hand, and in a way that reaches (PRACTICE 4.7, 6.15)


def test_a_letter_with_legal_effect_is_approved_by_somebody_who_neither_wrote_nor_edited_it() -> None:
    play = case()
    letter = written(play, template="L98")
    play.act("edit-letter", letter=letter, text="Dear Ms Example, take notice.", by="officer2")
    for by in ("officer", "officer2"):
        assert play.refused("approve-letter", by=by, letter=letter) == "SECOND_PERSON"
    play.act("approve-letter", by="supervisor", letter=letter)
    ordinary = written(play)
    play.act("approve-letter", letter=ordinary)


def test_only_those_who_may_sign_it_approve_it() -> None:
    play = case()
    letter = written(play, template="L99")
    (verdict,) = play.why_not("approve-letter", by="supervisor", letter=letter)
    assert (verdict.code, verdict.needs, verdict.overridable) == ("MAY_NOT_SIGN", Role.LEGAL.label, False)
    play.act("approve-letter", by="lawyer", letter=letter)


@pytest.mark.parametrize("needs", [{"language": "Polish"}, {"cannot_read": True}])
def test_a_letter_with_legal_effect_waits_for_its_translation_or_reading(needs: dict[str, Any]) -> None:
    play = case()
    letter, ordinary = written(play, template="L98"), written(play)
    play.act("record-reading-needs", person=play.person(), needs=needs)
    assert play.refused("approve-letter", by="supervisor", letter=letter) == "CANNOT_READ_IT"
    play.act("approve-letter", letter=ordinary)
    play.act("edit-letter", letter=letter, text="Take notice.", goes_with="Read to her by Ms Nowak")
    play.act("approve-letter", by="supervisor", letter=letter)


def test_a_need_learned_after_approval_stops_the_issue() -> None:
    play = case()
    letter = written(play, template="L98")
    play.act("approve-letter", by="supervisor", letter=letter)
    play.act("record-reading-needs", person=play.person(), needs={"cannot_read": True})
    assert play.refused("issue-letter", letter=letter) == "CANNOT_READ_IT"
    assert play.case.legal_effect is False


def test_english_needs_no_translation() -> None:
    play = case()
    letter = written(play, template="L98")
    play.act("record-reading-needs", person=play.person(), needs={"language": " english ", "large_print": True})
    play.act("approve-letter", by="supervisor", letter=letter)


def test_a_case_is_not_sent_back_over_something_with_legal_effect() -> None:
    play = case()
    letter = written(play, template="L98")
    play.act("approve-letter", by="supervisor", letter=letter)
    back = {"to": "checks", "reason": "Not complete."}
    play.act("issue-letter", letter=letter)
    (verdict,) = play.why_not("send-back", by="supervisor", overrides={"LEGAL_EFFECT": "Please"}, **back)
    assert (verdict.code, verdict.overridable) == ("LEGAL_EFFECT", False)
    play.act("stop-letter", letter=letter, why="Wrong parent.")
    assert play.refused("send-back", by="supervisor", to="support", reason="x" * 3) == "NOT_EARLIER"
    play.act("send-back", by="supervisor", **back)
    assert play.case.stage == "checks"


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
