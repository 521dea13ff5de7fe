"""The letters and the pages of an answer to somebody who asked for their data: what they say, and what they do not."""

from datetime import date

from letters.access_pages import AccessPages, Said, about_text, record_pdf, record_text
from letters.markdown import blocks, plain_text
from tests.letters.access_samples import ACCESS, ANSWER
from tests.letters.pdf import words
from tests.letters.samples import AUTHORITY, said

PAGES = AccessPages(
    authority=AUTHORITY,
    reference="RC-2026-000123",
    received_on=date(2026, 11, 10),
    answered_on=date(2026, 12, 3),
    wanted="Everything since *September*",
    held=("letters",),
    kept_back=ANSWER.kept_back,
    said=(
        Said(part="The record", on=date(2026, 11, 9), title="Note", lines=("Note: She likes maths. 你",)),
        Said(part="The record", on=None, title="Steps", lines=("9 November 2026: Moved to: Checks",), blanked=True),
    ),
)


def test_the_acknowledgement_says_by_when_or_which_proof_and_never_both() -> None:
    text = said("L32")
    assert "We will answer by Thursday 10 December 2026." in text
    assert "about Zikora Okonjo" in text
    assert "It costs you nothing" in text
    wanted = ACCESS.model_copy(update={"last_day": None, "proof": "A passport, or a bill with your name."})
    asked = said("L32", access=wanted)
    assert "A passport, or a bill with your name." in asked
    assert "the month begins on the day we have this" in asked
    assert "We will answer by" not in asked
    assert "about you." in said("L32", access=ACCESS.model_copy(update={"of_child": False}))


def test_the_extension_says_why_until_when_and_where_to_complain() -> None:
    text = said("L33")
    for wanted in ("Thursday 10 December 2026", "Wednesday 10 February 2027", "article 12(3)", "0303 123 1113"):
        assert wanted in text, wanted


def test_the_answer_names_what_is_left_out_in_general_words_only_where_something_is() -> None:
    text = said("L29")
    assert "It has 41 pages" in text
    assert ANSWER.kept_back[0] in text
    assert "What is not in it" not in said("L29", access_answer=ANSWER.model_copy(update={"kept_back": ()}))
    for never in ("referr", "told us", "confidence", "withheld"):
        assert never not in text.casefold(), never


def test_its_own_pages_say_what_the_law_asks_and_print_words_as_they_were_typed() -> None:
    about = plain_text(blocks(about_text(PAGES)))
    for wanted in (
        "You asked for: Everything since *September*.",
        "letters",
        ANSWER.kept_back[0],
        "section 436A",
        "We share it with",
        "25th birthday",
        "Information Commissioner",
        "How we dealt with this request is not in it",
    ):
        assert wanted in about, wanted
    assert "We have left nothing out." in about_text(PAGES.model_copy(update={"kept_back": ()}))
    record = plain_text(blocks(record_text(PAGES)))
    assert "Monday 9 November 2026: Note" in record
    assert "Steps (words left out)" in record
    assert "She likes maths. [?]" in words(record_pdf(PAGES)), "one sign that cannot be printed stops no answer"
    assert record_pdf(PAGES) == record_pdf(PAGES)
