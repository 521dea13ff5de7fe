"""The check before a letter is issued, on planted faults: it must catch what a machine would show or refuse."""

import io
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest

from letters.page import lay_out, page_count
from letters.window import window_faults, window_text
from tests.letters.pdf import MM, planted, saved, text_at
from tests.letters.samples import ADDRESS, letter

GOOD = lay_out(letter("L02"))


def test_a_good_letter_has_no_fault() -> None:
    assert window_faults(GOOD) == []
    assert window_faults(GOOD, ADDRESS) == []
    assert window_faults(planted(GOOD, text_at(30, 200))) == []  # planting alone is no fault


@pytest.mark.parametrize(
    ("left", "top", "page"),
    [
        (2, 150, 0),  # the left edge
        (190, 150, 0),  # runs over the right edge
        (30, 4, 0),  # too near the top
        (30, 294.5, 0),  # too near the bottom
        (30, 35, 0),  # just above the window
        (30, 80, 0),  # below the window, above the letter
        (16, 50, 0),  # left of the window
        (115, 50, 0),  # begins in the window, ends outside
        (2, 150, 1),
        (190, 150, 1),
        (30, 295, 1),
        (-40, 150, 1),  # off the page
    ],
)
@pytest.mark.parametrize("mode", [0, 3])
def test_text_where_none_may_be_is_found_seen_or_unseen(left: float, top: float, page: int, mode: int) -> None:
    faults = window_faults(planted(GOOD, text_at(left, top, mode=mode), page))
    assert any(f"Page {page + 1}: text at" in fault and "outside the areas" in fault for fault in faults), faults
    assert "planted" not in " ".join(faults)


@pytest.mark.parametrize("words", ["RC-2026-000123", "Zikora", "Private"])
def test_another_text_in_the_window_is_found(words: str) -> None:
    beside = window_faults(planted(GOOD, text_at(80, 50, words)))
    assert "Something stands beside the address in its window." in beside
    beneath = window_faults(planted(GOOD, text_at(25.2, 65.6, words)))
    assert "The last line in the address window is not a UK postcode." in beneath
    for faults in (
        window_faults(planted(GOOD, text_at(25.2, 65.6, words)), ADDRESS),
        window_faults(planted(GOOD, text_at(80, 50, words)), ADDRESS),
    ):
        assert "What shows in the address window is not the recipient's address." in faults
        assert words not in " ".join(faults)


def test_another_persons_address_is_found() -> None:
    other = ("Mr Tobias Renn", *ADDRESS[1:])
    assert window_faults(GOOD, other) == ["What shows in the address window is not the recipient's address."]
    assert window_faults(GOOD, ADDRESS[:-1]) != []


@pytest.mark.parametrize(
    ("box", "where"),
    [
        ((60, 45, 20, 10), "shows in the address window"),
        ((20, 60, 60, 20), "outside the areas"),
        ((1, 100, 5, 5), "outside the areas"),
    ],
)
def test_a_drawing_where_none_may_be_is_found(box: tuple[float, float, float, float], where: str) -> None:
    left, top, width, height = box
    drawing = f"1 0 0 rg {left * MM:.2f} {(297 - top - height) * MM:.2f} {width * MM:.2f} {height * MM:.2f} re f"
    faults = window_faults(planted(GOOD, drawing))
    assert any(where in fault and "a line or picture" in fault for fault in faults), faults


def test_a_form_drawn_over_the_window_is_found() -> None:
    with pikepdf.open(io.BytesIO(GOOD)) as document:
        form = document.make_stream(f"0 0 1 rg 0 0 {30 * MM} {5 * MM} re f".encode())
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox = pikepdf.Array([0, 0, 30 * MM, 5 * MM])
        page = document.pages[0]
        page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name.Stamp)
        page.contents_add(f"q 1 0 0 1 {70 * MM} {(297 - 55) * MM} cm /Stamp Do Q".encode())
        assert any("shows in the address window" in fault for fault in window_faults(saved(document)))


def test_pages_of_the_wrong_shape_are_found() -> None:
    with pikepdf.open(io.BytesIO(GOOD)) as document:
        document.pages[1].rotate(90, relative=False)
        assert window_faults(saved(document)) == ["Page 2 is not A4 upright."]
    with pikepdf.open(io.BytesIO(GOOD)) as document:
        document.pages[1].mediabox = pikepdf.Array([0, 0, 612, 792])
        assert "Page 2 is not A4 upright." in window_faults(saved(document))


def test_links_and_fields_are_found() -> None:
    with pikepdf.open(io.BytesIO(GOOD)) as document:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[100, 600, 120, 620], Contents="x"
        )
        document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])
        assert window_faults(saved(document)) == ["Page 1 has a link, a note or a form field on it."]


def test_too_long_an_empty_window_and_what_is_no_pdf() -> None:
    long = lay_out(letter(body_markdown="A line.\n\n" * 900))
    assert window_faults(long)[0].startswith("The letter has ")
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(210 * MM, 297 * MM))
        assert window_faults(saved(document)) == ["The address window is empty."]
    assert window_faults(b"MZ not a pdf") == ["This is not a PDF that can be read."]
    assert window_faults(b"") == ["This is not a PDF that can be read."]


@pytest.mark.parametrize(
    ("last", "good"), [("NM2 7RD", True), ("nm27rd", True), ("SW1A 1AA", True), ("Northmoor", False), ("NM2 7R", False)]
)
def test_the_last_line_is_a_postcode(last: str, good: bool) -> None:
    pdf = lay_out(letter(recipient_lines=("Ms A Okonjo", "1 Saltern Lane", last)))
    assert (window_faults(pdf) == []) == good
    assert window_text(pdf)[-1] == last


def test_many_threads_read_letters_at_once() -> None:
    pdf = lay_out(letter("L01"))
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: (window_faults(pdf, ADDRESS), page_count(pdf)), range(64)))
    assert found == [([], 1)] * 64
