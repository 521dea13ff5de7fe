"""A witness statement on pages: r.16.2's parts, the signature on every page, and no markup."""

from datetime import date
from typing import Any

from letters.statement import StatementPages, statement_pdf
from tests.letters.pdf import words
from tests.letters.samples import AUTHORITY

DAY = date(2026, 11, 24)


def pages(**changed: Any) -> StatementPages:
    said: dict[str, Any] = {
        "authority": AUTHORITY,
        "reference": "RC-2026-000123-W12",
        "witness": "Jonah Whitlock",
        "occupation": "Education welfare officer",
        "sentences": ("I am Jonah Whitlock.", "On Monday I visited the family at home."),
        "printed_on": DAY,
    }
    return StatementPages(**{**said, **changed})


def test_it_has_what_the_rules_ask_for_and_the_signature_on_every_page() -> None:
    many = tuple(f"On day {number} I telephoned and had no answer, as I had the week before." for number in range(60))
    pdf = statement_pdf(
        pages(sentences=many, exhibits=(("JW/1", "the register"),), signature="Jonah Whitlock", signed_on=DAY)
    )
    text = words(pdf)
    for said in (
        *("Witness statement", "r.16.2", "s.9", "Statement of Jonah Whitlock", "Age if under 18 Over 18"),
        *("true to the best of my knowledge and belief", "liable to prosecution if I have wilfully stated"),
        *("JW/1", "the register", "60. On day 59 I telephoned", "of 2 pages, each signed by me", "Page 2 of 2"),
    ):
        assert said in text, said
    assert text.count("Signed: Jonah Whitlock, Tuesday 24 November 2026") == 3, "on each of two pages, and once more"


def test_a_draft_says_so_on_its_page_and_prints_what_was_typed() -> None:
    text = words(statement_pdf(pages(sentences=("1. **Bold** | # no heading <b>x</b> _kept_",))))
    assert "Draft: not signed" in text
    assert "Signed:" not in text
    assert "**Bold** | # no heading <b>x</b> _kept_" in text
