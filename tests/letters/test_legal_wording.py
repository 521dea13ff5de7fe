"""The letters about attendance say what the law and the guidance ask of each (DOMAIN 2.6)."""

import pytest

from tests.letters.legal_samples import PENALTY, WITHDRAWAL
from tests.letters.samples import ADDRESS, AUTHORITY, FACTS, said


@pytest.mark.parametrize("template_id", ["L11", "L13"])
def test_a_penalty_notice_has_everything_that_it_must(template_id: str) -> None:
    text = said(template_id)
    for line in (*ADDRESS, "Zikora Okonjo", PENALTY.school, FACTS.officer.name, FACTS.officer.telephone):
        assert line in text
    assert AUTHORITY.name in text
    assert "The date at the top of this letter" in text
    assert "£80" in text
    assert "£160" in text
    assert "21 days, starting with the day you receive" in text
    assert "28 days, starting with the day you receive" in text
    assert "The day you send the payment or hand it over is the day that counts" in text
    for way in ("Online", "By telephone", "By cheque", PENALTY.pay_online, PENALTY.cheque_to):
        assert way in text
    assert "If you pay in time, you cannot be convicted" in text
    assert "we must either take you to court for the offence or withdraw this notice" in text
    assert "We must withdraw the notice if" in text
    assert "There is no appeal to a court" in text
    assert "Information about the law" in text


def test_it_names_the_offence_and_every_day() -> None:
    text = said("L11")
    assert "section 444A" in text
    assert "section 444(1)" in text
    assert "Monday 28 September 2026 to Friday 2 October 2026" in text
    for absence in PENALTY.absences:
        assert f"{absence.day:%A} {absence.day.day} {absence.day:%B %Y}, morning and afternoon: holiday" in text


def test_a_second_notice_has_one_amount() -> None:
    text = said("L11", penalty=PENALTY.model_copy(update={"discount": None}))
    assert "£80" not in text
    assert "21 days" not in text
    assert "£160, within 28 days" in text
    assert "in the last three years" in text


def test_the_notice_for_an_excluded_child_is_of_its_own_law() -> None:
    text = said("L13")
    assert "section 105 of the Education and Inspections Act 2006" in text
    assert "section 444" not in text
    assert "Tuesday 17 November 2026" in text
    assert PENALTY.seen_where in text
    assert "reasonable justification" in text


def test_a_withdrawal_says_that_it_is_final_and_what_goes_back() -> None:
    text = said("L12")
    assert "Monday 12 October 2026" in text
    assert "You do not have to pay" in text
    assert "We will not take you to court" in text
    assert "You have paid £80. We will pay it back to you." in text
    assert "pay it back" not in said("L12", withdrawal=WITHDRAWAL.model_copy(update={"refund": None}))


def test_a_notice_to_improve_warns_and_promises_to_tell_first() -> None:
    text = said("L10")
    assert "6 school weeks, until Friday 11 December 2026" in text
    assert "A mentor, and a call each Friday." in text
    assert "No more than one session" in text
    assert "penalty notice" in text
    assert "We would tell you first" in text


def test_a_contract_admits_nothing() -> None:
    text = said("L09")
    assert "you do not admit anything" in text
    assert "Friday 15 January 2027" in text
    assert "not an offence" in text
