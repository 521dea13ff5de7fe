"""Every action as it is offered: its example is accepted as it stands wherever it is open, and its form has words."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from domain.actions import ACTIONS, STEPS, open_in, stages_of
from domain.actions.base import Action, Internal
from domain.actions.referral import ReferralReceived
from domain.decide import form_of, verdicts
from domain.vocabulary import Role, Stage, Word
from tests.domain.play import ANOTHER, FATHER, JOURNEY, MOTHER, Play, at, issued, posted, written

NOTHING: Callable[[Play], object] = lambda play: None  # noqa: E731


def stop_an_issued_one(play: Play) -> None:
    play.act("stop-letter", letter=issued(play), why="The family rang.")


def name_a_child(play: Play) -> None:
    if play.case.open:
        play.act("add-household-child", child_name="Mia Example")


def write_a_summary(play: Play) -> None:
    play.act("write-summary", summary="We were told your child is not in school.", by="officer2")


def draft_a_statement(play: Play) -> None:
    play.act("draft-statement")


def ready_to_sign(play: Play) -> None:
    draft_a_statement(play)
    statement = play.case.statements[-1]
    for sentence in statement.sentences:
        play.act("confirm-sentence", statement=statement.id, sentence=sentence.id)


def file_a_document(play: Play) -> None:
    play.act("file-document", **ACTIONS["file-document"].example(play.case, play.today))


def redact_a_document(play: Play) -> None:
    file_a_document(play)
    play.act("redact-document", by="lawyer", **ACTIONS["redact-document"].example(play.case, play.today))


def file_and_draft(play: Play) -> None:
    file_a_document(play)
    draft_a_statement(play)


def tell_social_care(play: Play) -> None:
    play.act("raise-danger", indicators=["fgm"], words="Said so at school.")
    play.act("send-safeguarding-referral", **ACTIONS["send-safeguarding-referral"].example(play.case, play.today))


def merge(play: Play) -> None:
    if play.case.open:
        play.act("merge-case", other=ANOTHER, reason="One child: one birth certificate.")
        return
    play.act("reopen-case", reason="Closed too soon.")
    play.act("close-as-duplicate", by="process", surviving_case=ANOTHER, evidence="Merged.")
    play._enter(Stage.CLOSED)


# What an example needs before it can be right: a letter, a warning, an enquiry, something in danger.
FIRST: dict[str, Callable[[Play], object]] = {
    "edit-letter": written,
    "approve-letter": written,
    "issue-letter": lambda play: play.act("approve-letter", letter=written(play)),
    "record-posting": issued,
    "record-returned-post": posted,
    "record-service": posted,
    "record-service-proof": posted,
    "stop-letter": issued,
    "record-letter-left": stop_an_issued_one,
    "send-safeguarding-referral": lambda play: play.act("raise-danger", indicators=["fgm"], words="Said so at school."),
    "decide-no-safeguarding-referral": lambda play: play.act("raise-danger", indicators=["fgm"], words="Said so."),
    "decide-no-police-referral": lambda play: play.act("raise-danger", indicators=["abduction"], words="Said so."),
    "record-enquiry-answer": lambda play: play.act("record-enquiry", subject="health", result="no-answer"),
    "chase-enquiry": lambda play: play.act("record-enquiry", subject="health", result="no-answer"),
    "record-strategy-discussion": tell_social_care,
    "record-care-decision": tell_social_care,
    "finish-task": lambda play: play.act("protect-details", why="refuge", source="The refuge worker"),
    "show-protected-details": lambda play: play.act("protect-details", why="refuge", source="The refuge worker"),
    "end-protection": lambda play: play.act("protect-details", why="refuge", source="The refuge worker"),
    "approve-summary": write_a_summary,
    "check-household-child": name_a_child,
    "take-back-child-died": lambda play: play.act("record-child-died", source="The registrar"),
    "review-warning": lambda play: play.act("add-warning", **ACTIONS["add-warning"].example(play.case, play.today)),
    "end-warning": lambda play: play.act("add-warning", **ACTIONS["add-warning"].example(play.case, play.today)),
    "resume-clocks": lambda play: play.act("pause-clocks", **ACTIONS["pause-clocks"].example(play.case, play.today)),
    "complete-checks": lambda play: play.act("record-enquiry", subject="health", result="no-trace"),
    "record-not-found": lambda play: play.act("record-enquiry", subject="health", result="no-trace"),
    "record-place-accepted": lambda play: play.act("record-offer", school_name="Fixture Academy"),
    "review-attendance": lambda play: play.act(
        "confirm-first-attendance", attended_on=play.today.isoformat(), said_by="Attendance office"
    ),
    "mark-document": file_a_document,
    "mark-letter": issued,
    "redact-document": file_a_document,
    "check-redaction": redact_a_document,
    "confirm-sentence": draft_a_statement,
    "word-sentence": draft_a_statement,
    "leave-sentence-out": draft_a_statement,
    "add-sentence": draft_a_statement,
    "add-exhibit": file_and_draft,
    "sign-statement": ready_to_sign,
    "record-hand-over-answer": lambda play: play.act(
        "hand-case-over", **ACTIONS["hand-case-over"].example(play.case, play.today)
    ),
    "answer-authority-enquiry": lambda play: play.act(
        "record-authority-enquiry", **ACTIONS["record-authority-enquiry"].example(play.case, play.today)
    ),
    "undo-merge": merge,
    "close-case": lambda play: play.act("record-no-other-children", who_said="The mother"),
}


@pytest.mark.parametrize("action", JOURNEY, ids=lambda action: action.name)
def test_the_example_is_accepted_as_it_stands_in_every_stage_where_it_is_a_step(action: type[Action]) -> None:
    by = "officer" if Role.OFFICER in action.roles else "supervisor"
    for stage in stages_of(action):
        play = at(stage, adults=[MOTHER, FATHER])
        FIRST.get(action.name, NOTHING)(play)
        body = action.example(play.case, play.today)
        if (action.name, stage) == ("send-back", Stage.REFERRAL):
            assert play.refused("send-back", by=by, **body).startswith("NO_EARLIER_STAGE")
            continue
        assert list(action.in_the_way(play.facts(by))) == [], stage
        assert play.act(action.name, by=by, **body).action == action.name


@pytest.mark.parametrize("action", JOURNEY, ids=lambda action: action.name)
def test_the_example_is_accepted_a_second_time_or_what_is_in_the_way_says_why(action: type[Action]) -> None:
    play = at(stages_of(action)[-1 if action.name == "send-back" else 0], adults=[MOTHER, FATHER])
    by = "officer" if Role.OFFICER in action.roles else "supervisor"
    FIRST.get(action.name, NOTHING)(play)
    play.act(action.name, by=by, **action.example(play.case, play.today))
    if action not in open_in(play.case.stage):
        return
    body = action.example(play.case, play.today)
    if in_the_way := list(action.in_the_way(play.facts(by))):
        assert play.refused(action.name, by=by, **body).split()[0] == in_the_way[0].code
    else:
        play.act(action.name, by=by, **body)


@pytest.mark.parametrize("stage", Stage)
def test_what_is_in_the_way_of_an_empty_form_is_in_the_way_of_a_filled_one(stage: Stage) -> None:
    play = at(stage)
    for action in [each for each in open_in(stage) if each in JOURNEY]:
        by = "officer" if Role.OFFICER in action.roles else "supervisor"
        before = {verdict.code for verdict in action.in_the_way(play.facts(by))}
        form = form_of(play._act(action.name, by, action.example(play.case, play.today)))
        after = {verdict.code for verdict in verdicts(form, play._facts_for(action.name, by))}
        assert before <= after, action.name


def test_every_stage_leads_on_and_every_action_is_somewhere() -> None:
    assert {stage for stage in Stage if STEPS[stage]} == set(Stage)
    assert all(stages_of(action) for action in JOURNEY)
    assert all(not action.roles for action in ACTIONS.values() if issubclass(action, Internal))
    assert all(action.roles for action in JOURNEY)


# A form is made from its schema: each field says what it asks, in words


def fields_of(model: type[BaseModel], path: str = "") -> Iterator[tuple[str, Any]]:
    for name, field in model.model_fields.items():
        yield f"{path}{name}", field
        for inner in models_in(field.annotation):
            yield from fields_of(inner, f"{path}{name}.")


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from models_in(argument)


def words_in(annotation: Any) -> Iterator[type[StrEnum]]:
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        yield annotation
    for argument in get_args(annotation):
        yield from words_in(argument)


@pytest.mark.parametrize("action", [*JOURNEY, ReferralReceived], ids=lambda action: action.name)
def test_every_field_has_a_title_in_words(action: type[Action]) -> None:
    assert action.label
    assert action.label[0].isupper()
    for path, field in fields_of(action):
        if action is ReferralReceived and "." not in path:
            continue  # the form itself is the API's
        assert field.title, f"{action.name}: {path} has no title"
        assert "_" not in field.title


@pytest.mark.parametrize("action", [*JOURNEY, ReferralReceived], ids=lambda action: action.name)
def test_every_choice_is_a_word_with_a_label(action: type[Action]) -> None:
    for _, field in fields_of(action):
        for words in words_in(field.annotation):
            assert issubclass(words, Word)
            assert all(word.label[0].isupper() and "_" not in word.label for word in words)


@pytest.mark.parametrize("action", JOURNEY, ids=lambda action: action.name)
def test_a_required_choice_has_no_answer_ticked_beforehand(action: type[Action]) -> None:
    """An officer decides (PRACTICE 1.4)."""
    for name in ("outcome", "proof", "route", "found", "why", "level", "rule", "attending", "to"):
        if (field := action.model_fields.get(name)) is not None:
            assert field.is_required(), f"{action.name}.{name} has a default"


def test_a_later_answer_is_not_demanded_by_the_schema() -> None:
    schema = ACTIONS["close-case"].model_json_schema()
    assert set(schema["required"]) == {"outcome", "proof", "evidence"}
