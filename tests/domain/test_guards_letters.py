"""Who may be written to, where, and by whose hand (PRACTICE 4, 6.15, 8.4)."""

from typing import Any

import pytest

from domain.vocabulary import ContactRule, LetterState, Protection, Role
from tests.domain.play import FATHER, HOME, MOTHER, Play, at, posted, written

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
