"""The look from outside finds what is wrong with a finished file: each thing spoilt, and seen."""

import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest

from domain.bundles.profile import Numbering
from letters.bundles.building import Built, build, planned
from letters.bundles.checking import checked, own_words
from tests.letters.bundles.hostile import document, drawn, kept, saved, statement, typed
from tests.letters.bundles.test_bundle import COVER, TITLE, made, profile


@pytest.fixture(scope="module")
def built() -> Built:
    return made(profile(Numbering.BY_SECTION, section_sheets=True))


def test_a_whole_bundle_is_found_whole(built: Built) -> None:
    seen = checked(built, built.files[0])
    assert (seen.pages, seen.lines, seen.bookmarks) == (built.pages, 10, 13)
    assert seen.bookmarks == seen.bookmarks_wanted
    assert seen.sound
    assert seen.opens_at_100
    wrong = ("wrongly_numbered", "lines_astray", "dead_links", "pages_missing")
    assert not [name for name in (*wrong, "without_text", "turned", "covered", "too_fine") if getattr(seen, name)]


def _swap(pdf: pikepdf.Pdf) -> None:
    last = pdf.pages[-1]
    del pdf.pages[-1]
    pdf.pages.insert(3, last)


def _drop(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[-1]


def _astray(pdf: pikepdf.Pdf) -> None:
    notes = pdf.pages[1].Annots
    notes[-1]["/Dest"] = pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.XYZ, None, None, None])


def _dead(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[1].Annots[0]["/Dest"]


def _no_labels(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/PageLabels"]


def _no_section(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        del outline.root[-1]


def _at_width(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.FitH, None, None, 0])


SPOILT: list[tuple[Callable[[pikepdf.Pdf], None], str]] = [
    (_swap, "wrongly_numbered"),
    (_drop, "pages_missing"),
    (_astray, "lines_astray"),
    (_dead, "dead_links"),
    (_no_labels, "wrongly_numbered"),
]


@pytest.mark.parametrize(("spoil", "field"), SPOILT, ids=[each[0].__name__ for each in SPOILT])
def test_what_is_spoilt_is_seen(built: Built, spoil: Callable[[pikepdf.Pdf], None], field: str) -> None:
    with pikepdf.open(io.BytesIO(built.files[0].content)) as pdf:
        spoil(pdf)
        seen = checked(built, replace(built.files[0], content=saved(pdf)))
    assert getattr(seen, field)


def test_a_missing_bookmark_and_another_view_are_seen(built: Built) -> None:
    with pikepdf.open(io.BytesIO(built.files[0].content)) as pdf:
        _no_section(pdf)
        _at_width(pdf)
        seen = checked(built, replace(built.files[0], content=saved(pdf)))
    assert seen.bookmarks < seen.bookmarks_wanted
    assert not seen.opens_at_100


def test_pages_that_need_a_person_are_named_by_their_numbers() -> None:
    words = "BT /F 11 Tf 1 0 0 1 72 700 Tm (Lives at 12 Planted Lane) Tj ET 0 g 70 695 200 20 re f"
    upwards = "A table scanned on its side, with a row of figures for every week"
    contents = [statement(), typed(upwards, matrix="0 1 -1 0 300 100"), drawn("0 g 50 50 m 90 90 l S"), drawn(words)]
    store = kept(contents)
    listed = [document(n, each) for n, each in enumerate(contents)]
    one = build(planned(profile(Numbering.BY_SECTION), listed), lambda each: store[each.sha256], COVER, TITLE)
    seen = checked(one, one.files[0])
    assert (seen.turned, seen.without_text, seen.covered) == (("A3",), ("A4",), ("A5",))
    said = own_words(one.plan, one)
    assert "Document number 3" in said["the index"]
    assert TITLE in said["the file's own data"]
    assert "Document number 3" in said["the file's own data"]  # a bookmark
