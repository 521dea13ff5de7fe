"""What is printed in training says so on each page, and folds into its envelope like any other letter."""

from pathlib import Path

import pytest

import letters.page
from letters.page import Letter, lay_out, page_count
from letters.training import TrainingAuthority
from letters.window import window_faults
from tests.letters.pdf import words
from tests.letters.samples import AUTHORITY, letter

LAYOUTS = ("page.typ", "certificate.typ", "statement.typ", "email.typ")
LONG = "\n\n".join(["Where your child goes to school is for you to say, and we would like to hear it."] * 60)


def pages_of(pdf: bytes) -> list[str]:
    return [words(pdf, number) for number in range(page_count(pdf))]


def trained(large: bool = False) -> Letter:
    return letter("L02", large_print=large).model_copy(
        update={"sender": TrainingAuthority.of(AUTHORITY), "body_markdown": LONG}
    )


@pytest.mark.parametrize("large", [False, True])
def test_a_letter_made_in_training_says_so_on_each_page_and_fits_the_envelope(large: bool) -> None:
    made = trained(large)
    pdf = lay_out(made)
    pages = pages_of(pdf)
    assert len(pages) > 1
    assert all(f"{made.reference} · Training" in page for page in pages)
    assert f"{AUTHORITY.name} (training)" in pages[0]
    assert window_faults(pdf, made.recipient_lines) == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_other_paper_says_so_too_and_none_that_is_real(layout: str) -> None:
    page = Path(letters.page.__file__).with_name(layout)
    made = trained().model_copy(update={"recipient_lines": ("A Witness", "Attendance officer")})
    assert all("Training" in each for each in pages_of(lay_out(made, page)))
    real = made.model_copy(update={"sender": AUTHORITY})
    assert not any("raining" in each for each in pages_of(lay_out(real, page)))
