"""What the pages of a document say, and which way up they say it, by another reader than the one that assembles."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pypdfium2
from pypdfium2 import raw

from letters.one_reader import one_reader

_ASKED: Final = 60  # characters of a page that are asked which way they run
_MOST: Final = 0.6  # of them must agree
_TYPED: Final = 8  # letters and digits that make a page one with text
_WIDE, _HIGH, _PLAIN = 8.0, 5.0, 24  # points; shades of grey within which an area counts as of one colour


@dataclass(frozen=True)
class PageRead:
    """`turn` is by how many degrees, clockwise, the page must be turned so that its text runs from left to right.
    `hides` is whether there are words under something painted over them, which a reader can copy out.
    """

    text: str
    turn: int = 0
    hides: bool = False

    @property
    def has_text(self) -> bool:
        return sum(map(str.isalnum, self.text)) >= _TYPED


class Unreadable(Exception):
    """The second reader cannot open it. The message holds nothing of its text."""


@one_reader
def read_pages(pdf: bytes, first: int = 1, last: int | None = None) -> tuple[PageRead, ...]:
    """The pages from first to last (from 1, both included). Raises Unreadable."""
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            return tuple(_page(document[n]) for n in range(first - 1, len(document) if last is None else last))
    except (pypdfium2.PdfiumError, IndexError) as fault:
        raise Unreadable("a page cannot be read") from fault


def _page(page: pypdfium2.PdfPage) -> PageRead:
    words = page.get_textpage()
    try:
        text = words.get_text_range()
        return PageRead(text, _turn(words, page.get_rotation()), _hides(page, words))
    finally:
        words.close()
        page.close()


def _turn(words: pypdfium2.PdfTextPage, rotation: int) -> int:
    """Text drawn upwards (a quarter turn against the clock) on an unturned page wants a quarter turn clockwise."""
    count = raw.FPDFText_CountChars(words.raw)
    if count < _ASKED // 3:
        return 0
    step = max(1, count // _ASKED)
    angles = Counter(
        round(math.degrees(raw.FPDFText_GetCharAngle(words.raw, n)) / 90) % 4 for n in range(0, count, step)
    )
    quarter, often = angles.most_common(1)[0]
    if often < _MOST * sum(angles.values()):
        return 0
    return (-quarter * 90 - rotation) % 360  # PDFium counts clockwise


def _hides(page: pypdfium2.PdfPage, words: pypdfium2.PdfTextPage) -> bool:
    """Whether a painted box shows nothing but its own colour where there are words: a redaction that is none."""
    boxes = [box for box in _painted(page) if words.get_text_bounded(*box).strip()]
    if not boxes:
        return False
    scale = 2.0
    seen = page.render(scale=scale, rotation=(-page.get_rotation()) % 360, may_draw_forms=False).to_pil().convert("L")
    x0, _, _, y1 = page.get_cropbox()
    for left, bottom, right, top in boxes:
        area = seen.crop(
            tuple(round(each * scale) for each in (left - x0 + 1, y1 - top + 1, right - x0 - 1, y1 - bottom - 1))
        )
        if area.width > 2 and area.height > 2:
            darkest, lightest = area.getextrema()
            if lightest - darkest < _PLAIN:
                return True
    return False


def _painted(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    """The boxes (left, bottom, right, top) of what is filled on the page itself and large enough to hide a word."""
    kind, stroke = ctypes.c_int(), ctypes.c_int()
    sides = [ctypes.c_float() for _ in range(4)]
    for n in range(raw.FPDFPage_CountObjects(page.raw)):
        thing = raw.FPDFPage_GetObject(page.raw, n)
        if raw.FPDFPageObj_GetType(thing) != raw.FPDF_PAGEOBJ_PATH:
            continue
        if not raw.FPDFPath_GetDrawMode(thing, kind, stroke) or kind.value == raw.FPDF_FILLMODE_NONE:
            continue
        if not raw.FPDFPageObj_GetBounds(thing, *sides):
            continue
        left, bottom, right, top = (side.value for side in sides)
        if right - left >= _WIDE and top - bottom >= _HIGH:
            yield left, bottom, right, top
