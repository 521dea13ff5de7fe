"""The letters of an attendance-order chain say what the law asks of each (DOMAIN 2.6)."""

import pytest

from tests.letters.order_samples import ORDER, ORDER_ANSWER, SCHOOL_NOTICE
from tests.letters.samples import ADDRESS, AUTHORITY, said


def test_the_first_notice_asks_to_be_satisfied_by_a_day_in_a_way_of_the_parent_s_own() -> None:
    text = said("L05")
    assert "section 437(1) of the Education Act 1996" in text
    assert "By Friday 20 November 2026, please satisfy us that Zikora is receiving suitable education" in text
    assert "at least 15 days, starting with the day this notice is served on you" in text
    assert "by going to school regularly or in another way" in text
    assert "Two letters had no answer." in text
    assert "Teaching a child at home is lawful. You do not have to meet us" in text
    assert "We read everything that you send, whenever it comes" in text
    assert "Nothing is decided yet" in text


def test_the_second_notice_names_the_school_its_alternatives_and_every_way_to_choose() -> None:
    text = said("L06")
    assert "section 438 of the Education Act 1996" in text
    assert "we intend to serve a school attendance order" in text
    for school in (SCHOOL_NOTICE.school, *SCHOOL_NOTICE.alternatives):
        assert school in text
    assert "What you can do by Tuesday 8 December 2026" in text
    for way in ("Choose one of the schools above", "Apply for a place at another school", "for which we would pay"):
        assert way in text
    assert "You can do that on any day, also after this one" in text
    assert "If you do nothing, the order will name Alderbrook Academy" in text


def test_without_alternatives_none_is_offered_to_choose() -> None:
    text = said("L06", school_notice=SCHOOL_NOTICE.model_copy(update={"alternatives": ()}))
    assert "We have found no other school" in text
    assert "Choose one of the schools above" not in text
    assert "Apply for a place at another school" in text


def test_the_order_requires_registration_at_the_school_named_and_tells_the_ways_out() -> None:
    text = said("L07")
    assert "makes this school attendance order under section 437(3)" in text
    assert "requires you to cause Zikora Okonjo to become a registered pupil at Alderbrook Academy" in text
    for line in (*ADDRESS, AUTHORITY.name):
        assert line in text
    assert "expedient that Zikora should attend school" in text
    assert "you can ask us to revoke this order" in text
    assert "Secretary of State" in text
    assert "section 443" in text
    assert "up to £1,000" in text


def test_for_a_child_with_a_plan_the_way_is_to_have_the_plan_changed() -> None:
    text = said("L07", order=ORDER.model_copy(update={"under_plan": True}))
    assert "education, health and care plan" in text
    assert "ask us for a review of the plan" in text
    assert "you can ask us to revoke this order" not in text


@pytest.mark.parametrize(
    ("what", "asked_to_revoke", "words"),
    [
        ("refused", True, "You asked us to revoke the order. We have decided not to."),
        ("refused", False, "You asked us to name another school in the order. We have decided not to."),
        ("amended", False, "It now names Alderbrook Academy."),
        ("revoked", False, "We have revoked the order."),
    ],
)
def test_an_answer_says_what_why_and_what_next(what: str, asked_to_revoke: bool, words: str) -> None:
    answer = ORDER_ANSWER.model_copy(update={"what": what, "asked_to_revoke": asked_to_revoke})
    text = said("L08", order_answer=answer)
    assert words in text
    assert "the school attendance order of Wednesday 9 December 2026" in text
    assert ORDER_ANSWER.reasons in text
    assert ("Secretary of State for Education" in text) == (what == "refused")
    assert ("no longer in force" in text) == (what == "revoked")
