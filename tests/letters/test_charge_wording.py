"""The letters of a prosecution say what the law asks of each (DOMAIN 2.6: L14, L16, L17)."""

import pytest

from tests.letters import samples
from tests.letters.charge_samples import CHARGE, HEARING, INTERVIEW, OF_ORDER
from tests.letters.samples import AUTHORITY, FACTS


def said(template_id: str, **changed: object) -> str:
    """On one line: what is asked runs over several."""
    return " ".join(samples.said(template_id, **changed).split())


def test_the_invitation_says_that_it_is_voluntary_what_the_caution_is_and_every_right() -> None:
    text = said("L14")
    assert "The interview is voluntary" in text
    assert "You do not have to say anything" in text
    assert "may harm your defence" in text
    for right in ("Legal advice.", "An interpreter", "An appropriate adult", "A record."):
        assert right in text
    for where in ("Thursday 10 December 2026", "2:30pm", INTERVIEW.place):
        assert where in text
    assert "section 444" in text
    assert "We have not decided to take you to court" in text
    assert "Information about the law" in text
    of_order = said("L14", interview=INTERVIEW.model_copy(update={"about_order": True}))
    assert "section 443" in of_order
    assert "section 444" not in of_order


@pytest.mark.parametrize("template_id", ["L16", "L17"])
def test_a_charge_has_the_offence_its_time_and_every_session(template_id: str) -> None:
    text = said(template_id)
    assert "You are charged with an offence" in text
    assert "Between Monday 28 September 2026 and Friday 2 October 2026" in text
    assert "Zikora Okonjo, of whom you are a parent, failed to attend regularly at Alderbrook Academy" in text
    assert "of compulsory school age and a registered pupil there" in text
    assert f"contrary to {CHARGE.section}" in text
    for absence in CHARGE.absences:
        assert f"{absence.day:%A} {absence.day.day} {absence.day:%B %Y}, morning and afternoon: holiday" in text
    assert "a fine of up to £1,000" in text
    assert FACTS.reference in text
    assert "right to legal advice" in text
    assert AUTHORITY.telephone in text


def test_the_other_offences_have_words_of_their_own() -> None:
    knowing = said("L17", charge=CHARGE.model_copy(update={"offence": "s444-1A", "section": "section 444(1A)"}))
    assert "knew that the child was failing to attend regularly" in knowing
    assert "You failed to cause the child to attend" in knowing
    order = said("L16", charge=OF_ORDER)
    assert "Between Monday 7 December 2026 and Friday 15 January 2027 you failed to comply" in order
    assert "served on you, a parent of the child, on Monday 7 December 2026" in order
    assert "suitable education in another way" in order
    assert "leave" not in order, "the defences of section 444 are not those of section 443"
    assert "relies on these sessions" not in order


def test_a_single_justice_notice_gives_21_days_and_every_choice() -> None:
    text = said("L16")
    assert "21 days, starting with the day this notice is served on you" in text
    assert "That day is day 1" in text
    for choice in ("Plead guilty, without a hearing", "Plead guilty, and ask for a hearing", "Plead not guilty"):
        assert choice in text
    assert "all the evidence" in text
    assert "a form for your plea" in text
    assert "hearing in open court whatever you plead" in text


def test_a_requisition_names_the_day_the_time_and_the_court() -> None:
    text = said("L17")
    for where in ("Tuesday 9 February 2027", HEARING.at, "Court, Weir Street, Northmoor"):
        assert where in text
    assert "you are required to appear before the court" in text
