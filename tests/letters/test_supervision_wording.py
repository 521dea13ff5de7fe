"""The letters about a supervision order: to social care (L18), and to the court that directed an application (L19)."""

import pytest

from letters.markdown import blocks, plain_text
from letters.supervision_facts import SupervisionFacts
from letters.wording import TEMPLATES, draft
from tests.letters.samples import ADDRESS, FACTS
from tests.letters.supervision_samples import ANSWER, CONSULTED


def said(template_id: str, supervision: SupervisionFacts) -> str:
    return plain_text(blocks(draft(template_id, FACTS.model_copy(update={"supervision": supervision}))))


def test_social_care_is_asked_what_the_law_and_the_guards_need() -> None:
    text = said("L18", CONSULTED)
    for asked in (
        "section 36(8) and (9)",
        "Is the child in the care of a local authority?",
        "Does a local authority provide accommodation for the child?",
        "Would the child’s welfare be safe without one?",
        "Please reply by Thursday 3 December 2026",
        "Please do not pass it on to the family",
    ):
        assert asked in text
    for paragraph in CONSULTED.words.split("\n\n"):
        assert paragraph in text
    assert "directed us to apply" not in text


def test_a_direction_and_the_day_of_the_answer_are_told_to_social_care() -> None:
    text = said("L18", ANSWER)
    assert "On Monday 1 March 2027 Northmoor Magistrates’ Court directed us to apply" in text
    assert "We must answer the court by Sunday 25 April 2027" in text


def test_the_court_is_told_that_there_is_no_application_and_why_after_whom_was_consulted() -> None:
    text = said("L19", ANSWER)
    assert "has decided not to apply for an education supervision order" in text
    assert "Northmoor children’s social care, on Monday 15 March 2027" in text
    assert "will be satisfactorily safeguarded without an order" in text
    assert ANSWER.words in text
    assert "section 447(2)" in text
    assert "section 447(3)" in text
    assert "NM 27 / 114" in text
    assert "The authority applies" not in text


def test_or_that_it_applies() -> None:
    text = said("L19", ANSWER.model_copy(update={"applies": True, "words": "The application was made today."}))
    assert "The authority applies to the family court" in text
    assert "section 36 of the Children Act 1989" in text
    assert "not to apply" not in text


@pytest.mark.parametrize("template_id", ["L18", "L19"])
def test_neither_names_an_address_a_school_or_a_parent(template_id: str) -> None:
    """Another body is told what it needs: no wording has a value for the rest (PRACTICE 4.3)."""
    text = said(template_id, ANSWER)
    for hidden in (*ADDRESS[:3], ADDRESS[4], "Alderbrook", "Fernhill"):
        assert hidden not in text
    body = TEMPLATES[template_id].body
    assert not any(name in body for name in ("school_name", "recipient", "penalty", "told"))
    assert TEMPLATES[template_id].to == "agency"


def test_the_court_is_answered_only_by_those_who_may_sign_it() -> None:
    assert set(TEMPLATES["L19"].may_sign) == {"supervisor", "legal"}
