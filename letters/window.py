"""What GOV.UK Notify and the folding machine ask of a finished letter, checked on the PDF itself.

The places are those of Notify's specification for precompiled letters, in millimetres from the page's top left corner.
We are stricter in one thing: every mark must stand wholly inside one of the areas, whether or not it can be seen.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import pypdfium2
from pypdfium2 import raw

from letters.one_reader import one_reader

_MM: Final = 25.4 / 72
_WIDTH: Final = 210.0
_HEIGHT: Final = 297.0
_SLACK: Final = 0.1  # rounding in the PDF's own numbers
MOST_PAGES: Final = 10  # five sheets, the most that Notify folds
FEWEST_LINES: Final = 3
MOST_LINES: Final = 7

# outward and inward code; which letters may stand where is left to the post, which knows more of them than we do
_POSTCODE: Final = re.compile(r"^(GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})$", re.IGNORECASE)


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: "Box") -> bool:
        return (
            self.left - _SLACK <= other.left
            and self.top - _SLACK <= other.top
            and other.right <= self.right + _SLACK
            and other.bottom <= self.bottom + _SLACK
        )

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


ADDRESS_WINDOW: Final = Box(24.6, 39.5, 120.0, 66.3)
_WHOLE: Final = Box(15.0, 5.0, 195.0, 292.0)
_FIRST_PAGE: Final = (
    ADDRESS_WINDOW,
    Box(15.0, 5.0, 125.0, 30.0),  # who writes
    Box(125.0, 5.0, 195.0, 95.0),  # the sender's address, date and reference
    Box(15.0, 95.0, 195.0, 292.0),  # the letter
)


class _Mark(NamedTuple):
    box: Box
    is_text: bool


@one_reader
def window_faults(pdf: bytes, address: Sequence[str] | None = None) -> list[str]:
    """What is wrong with a letter's pages, in plain sentences that quote nothing of the letter; empty if it may go.

    With `address`, the window must hold exactly these lines.
    """
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        return ["This is not a PDF that can be read."]
    with document:
        if len(document) > MOST_PAGES:
            return [f"The letter has {len(document)} pages; {MOST_PAGES} can be folded."]
        faults: list[str] = []
        for number, page in enumerate(document, start=1):
            faults += _page_faults(number, page)
            if number == 1:
                faults += _address_faults(page, address)
        return faults


@one_reader
def window_text(pdf: bytes) -> list[str]:
    """The lines that show in the envelope's window. Raises pypdfium2.PdfiumError for what is no PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        return _lines(document[0])


def _lines(page: pypdfium2.PdfPage) -> list[str]:
    left, top, right, bottom = (side / _MM for side in ADDRESS_WINDOW)
    height = page.get_height()
    text = page.get_textpage().get_text_bounded(left - 1, height - bottom - 1, right + 1, height - top + 1)
    return [line for line in (" ".join(part.split()) for part in text.splitlines()) if line]


def _marks(page: pypdfium2.PdfPage) -> Iterator[_Mark]:
    origin_left, _, _, origin_top = page.get_mediabox()
    text = page.get_textpage()
    for thing in page.get_objects(max_depth=1, textpage=text):
        is_text = thing.type == raw.FPDF_PAGEOBJ_TEXT
        if is_text and not thing.extract().strip():
            continue
        left, bottom, right, top = thing.get_bounds()
        box = Box(left - origin_left, origin_top - top, right - origin_left, origin_top - bottom)
        yield _Mark(Box(*(side * _MM for side in box)), is_text)


def _page_faults(number: int, page: pypdfium2.PdfPage) -> Iterator[str]:
    width, height = (side * _MM for side in page.get_size())
    if abs(width - _WIDTH) > 1 or abs(height - _HEIGHT) > 1 or page.get_rotation():
        yield f"Page {number} is not A4 upright."
    if raw.FPDFPage_GetAnnotCount(page):
        yield f"Page {number} has a link, a note or a form field on it."
    areas = _FIRST_PAGE if number == 1 else (_WHOLE,)
    for mark in _marks(page):
        kind = "Text" if mark.is_text else "A line or picture"
        where = f"{mark.box.left:.0f} mm from the left and {mark.box.top:.0f} mm from the top"
        if not any(area.holds(mark.box) for area in areas):
            yield f"Page {number}: {kind.lower()} at {where} is outside the areas that may be printed."
        elif number == 1 and not mark.is_text and ADDRESS_WINDOW.meets(mark.box):
            yield f"Page {number}: {kind.lower()} at {where} shows in the address window."


def _address_faults(page: pypdfium2.PdfPage, address: Sequence[str] | None) -> Iterator[str]:
    lines = _lines(page)
    if not lines:
        yield "The address window is empty."
        return
    if not FEWEST_LINES <= len(lines) <= MOST_LINES:
        yield f"The address has {len(lines)} lines; the post takes {FEWEST_LINES} to {MOST_LINES}."
    if not _POSTCODE.match(lines[-1]):
        yield "The last line in the address window is not a UK postcode."
    if not _one_column([mark.box for mark in _marks(page) if mark.is_text and ADDRESS_WINDOW.holds(mark.box)]):
        yield "Something stands beside the address in its window."
    if address is not None and lines != [" ".join(line.split()) for line in address]:
        yield "What shows in the address window is not the recipient's address."


def _one_column(boxes: list[Box]) -> bool:
    """Whether the lines begin at one left edge and none has a gap that parts an address from something else."""
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda each: each.top + each.bottom):
        if rows and box.top < (rows[-1][0].top + rows[-1][0].bottom) / 2:
            rows[-1].append(box)
        else:
            rows.append([box])
    rows = [sorted(row) for row in rows]
    edges = [row[0].left for row in rows]
    gaps = [after.left - before.right for row in rows for before, after in pairwise(row)]
    return max(edges, default=0) - min(edges, default=0) < 2 and max(gaps, default=0) < 6
