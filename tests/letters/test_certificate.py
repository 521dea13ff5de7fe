"""A certificate of service: who, what, how, when, by which rule, both times, proved or come back; and no markup."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from letters.certificate import Certificate, ServiceLine, certificate_pdf, certificate_text
from letters.markdown import blocks, plain_text
from tests.letters.pdf import words
from tests.letters.samples import ADDRESS, AUTHORITY

LINE = ServiceLine(
    how="Prepaid first-class post",
    by="Jonah Whitlock, Education welfare officer",
    on=date(2026, 10, 28),
    place=ADDRESS,
    evidence="The record of posting",
    recorded_at=datetime(2026, 10, 28, 16, 5, tzinfo=UTC),
    deemed_on=date(2026, 10, 30),
    rule="Deemed service by first-class post",
    rule_source="Practice of the service · local practice · not verified",
)


def certificate(*lines: ServiceLine) -> Certificate:
    return Certificate(
        authority=AUTHORITY,
        reference="RC-2026-000123",
        document="School attendance order",
        letter="RC-2026-000123-L12",
        pages=2,
        sha256="0123abcd" * 8,
        served_on=ADDRESS[0],
        printed_on=date(2026, 11, 24),
        lines=lines or (LINE,),
    )


def said(**changed: Any) -> str:
    return plain_text(blocks(certificate_text(certificate(LINE.model_copy(update=changed)))))


def test_it_says_who_what_how_when_and_by_which_rule() -> None:
    text = said()
    for words_of_it in (
        *("Ms Adaeze Okonjo", "School attendance order", "RC-2026-000123-L12, 2 pages", "0123abcd 0123abcd"),
        *("Prepaid first-class post", "Jonah Whitlock, Education welfare officer", "31 Saltern Lane, Northmoor"),
        *("Wednesday 28 October 2026", "Friday 30 October 2026. Deemed service by first-class post", "not verified"),
    ):
        assert words_of_it in text
    for absent in ("Not served", "Proved", "Second person", "Why it was recorded later"):
        assert absent not in text


def test_recorded_later_it_has_both_times_the_reason_and_the_second_person() -> None:
    late = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
    text = said(recorded_at=late, late_because="The book was in the van.", witness="Ines Farrow, Officer")
    for words_of_it in ("28 October 2026", "Monday 2 November 2026 at 9:30am", "in the van", "Ines Farrow, Officer"):
        assert words_of_it in text


def test_proved_or_come_back_it_says_so() -> None:
    text = said(proved_on=date(2026, 11, 3), proof="Signed for.")
    assert "Tuesday 3 November 2026: Signed for." in text
    text = said(came_back="Returned undelivered", came_back_on=date(2026, 11, 5))
    assert "Returned undelivered on Thursday 5 November 2026: nothing counts as served by it" in text


@pytest.mark.parametrize("typed", ["a | b", "**bold**", "# heading", "<b>x</b>", "line\nnext | cell"])
def test_what_somebody_typed_prints_as_it_is(typed: str) -> None:
    assert " ".join(typed.split()) in said(evidence=typed)


def test_the_page_names_the_letter_and_has_every_service_on_it() -> None:
    again = LINE.model_copy(update={"how": "Handed to the person", "evidence": "At her door"})
    pdf = certificate_pdf(certificate(LINE, again))
    text = words(pdf)
    for words_of_it in ("Service 1", "Service 2", "RC-2026-000123-L12", "Northmoor Council", "Signature"):
        assert words_of_it in text
    assert pdf == certificate_pdf(certificate(LINE, again))
