"""Printing many letters at once (PRACTICE 8.3): no sheet, page or window may ever show two families."""

import io
import re
from typing import Any

import pikepdf
import pytest

from letters.batch import duplex_batch
from letters.page import lay_out, page_count
from letters.window import window_faults, window_text
from letters.wording import TEMPLATES
from tests.letters.pdf import saved, words
from tests.letters.samples import letter

FAMILIES = [
    ("RC-2026-000101", ("Ms Adaeze Okonjo", "Flat 2", "31 Saltern Lane", "Northmoor", "NM2 7RD"), "L01", False),
    ("RC-2026-000102", ("Mr Tobias Renn", "8 Weir Street", "NM1 4QT"), "L02", False),
    ("RC-2026-000103", ("Mrs F Pugh", "The Manager", "5", "Mill", "Eastfold", "Northmoor", "NM9 2AB"), "L24", True),
    ("RC-2026-000104", ("Ms Leila Haddad", "12 Quay Row", "Northmoor", "NM3 3CD"), "L03", False),
    ("RC-2026-000105", ("Mr Piotr Zając", "4 Hill View", "Northmoor", "NM4 4EF"), "L04", True),
]  # fmt: skip


def made() -> list[bytes]:
    pdfs = []
    for reference, address, template_id, large in FAMILIES:
        body = letter(template_id).body_markdown.replace("RC-2026-000123", reference).replace("Ms Okonjo", address[0])
        changed: dict[str, Any] = {"recipient_lines": address, "large_print": large, "body_markdown": body}
        pdfs.append(lay_out(letter(template_id, reference=reference, **changed)))
    return pdfs


def single(batch: bytes, page: int) -> bytes:
    with pikepdf.open(io.BytesIO(batch)) as document, pikepdf.new() as one:
        one.pages.append(document.pages[page])
        return saved(one)


def test_no_envelope_can_hold_another_familys_page() -> None:
    pdfs = made()
    batch = duplex_batch(pdfs)
    pages = page_count(batch)
    assert pages % 2 == 0
    first_pages = [n for n in range(pages) if window_text(single(batch, n)) and "Page 1 of" in words(batch, n)]
    assert all(page % 2 == 0 for page in first_pages), "every letter starts on the front of a sheet"
    assert len(first_pages) == len(FAMILIES), "letters = address blocks"
    assert [window_text(single(batch, page)) for page in first_pages] == [list(address) for _, address, *_ in FAMILIES]
    for page in first_pages:
        assert window_faults(single(batch, page)) == [], "nothing but the address in the window"
    ends = [*first_pages[1:], pages]
    for (reference, address, *_), start, end, pdf in zip(FAMILIES, first_pages, ends, pdfs, strict=True):
        assert end - start == page_count(pdf) + page_count(pdf) % 2
        for page in range(start, end):
            text = words(batch, page)
            assert set(re.findall(r"RC-\d{4}-\d{6}", text)) <= {reference}, "no page with two references"
            assert (page < start + page_count(pdf)) == bool(text)
        others = [other for _, (other, *_), *_ in FAMILIES if other != address[0]]
        assert not [name for name in others for page in range(start, end) if name in words(batch, page)]


def test_the_batchs_own_data_hold_no_name_and_no_reference() -> None:
    batch = duplex_batch(made())
    with pikepdf.open(io.BytesIO(batch)) as document:
        data = str(dict(document.docinfo)) + str(document.Root.keys())
        assert "/Metadata" not in document.Root
        assert "/Names" not in document.Root
    assert "Letters to print" in data
    assert not re.search(r"RC-|Okonjo|Renn|Pugh", data)


def test_every_template_can_be_batched_and_stays_as_it_was() -> None:
    pdfs = [lay_out(letter(template_id)) for template_id in sorted(TEMPLATES)]
    batch = duplex_batch(pdfs)
    assert words(batch) == " ".join(words(pdf) for pdf in pdfs)


def test_the_same_letters_make_the_same_batch() -> None:
    assert duplex_batch(made()) == duplex_batch(made())


def test_no_letters_is_an_error_and_so_is_no_pdf() -> None:
    with pytest.raises(ValueError, match="no letter"):
        duplex_batch([])
    with pytest.raises(pikepdf.PdfError):
        duplex_batch([b"not a pdf"])
