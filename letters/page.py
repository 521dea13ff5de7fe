"""A letter as an A4 page that a machine can fold into a window envelope and a screen reader can read.

The page is laid out by Typst from page.typ. The words reach it as JSON data, never as markup: no text of a case or of
an edited draft can name a file, run code or change the layout. The same letter always gives the same bytes, so a hash
taken at approval still holds at issue.
"""

import io
import json
import threading
from datetime import UTC, date, datetime, time
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Final, Literal

import pypdfium2
import typst
from pydantic import BaseModel, ConfigDict, Field

from letters.faces import FAMILY, FOLDER, has_italic, set_in_type, unprintable
from letters.facts import Authority, Line
from letters.markdown import Block, Piece, blocks, printable
from letters.one_reader import one_reader
from letters.training import mark_of
from letters.wording import long_date

_PAGE: Final = Path(__file__).with_name("page.typ")
_ONE_AT_A_TIME: Final = threading.Lock()
_SHORT_TABLE: Final = 400  # letters; even in large print it stands on one page, so it is not broken
_ADDRESS_POINTS: Final = {6: 10.0, 7: 8.5}  # by number of lines, so that each fits the 26.8 mm of the window


class Signatory(BaseModel):
    model_config = ConfigDict(frozen=True)

    name: Line
    title: Line


class Letter(BaseModel):
    """One finished letter to one person. `recipient_lines` are name and address as in the window, the postcode last."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    template_id: Line
    title: Line
    reference: Line
    dated: date
    recipient_lines: tuple[Line, ...] = Field(min_length=1, max_length=7)
    sender: Authority
    signatory: Signatory
    body_markdown: str
    large_print: bool = False
    language: Literal["en"] = "en"


class PageFault(Exception):
    """The letter cannot be laid out. The message holds nothing of its text."""


class CannotPrint(PageFault):
    """The letter has characters that the faces lack; `characters` holds them, for the person who must replace them."""

    def __init__(self, characters: list[str]) -> None:
        names = ", ".join(f"U+{ord(character):04X}" for character in characters)
        super().__init__(f"characters that cannot be printed: {names}")
        self.characters = characters


class AddressTooWide(PageFault):
    """A line of the address, or of the sender's, is too long to be read at the width it has."""

    def __init__(self) -> None:
        super().__init__("a line of the address is too long for its place on the page")


@cache
def _compiler(page: Path) -> typst.Compiler:
    # kept warm: reading the faces takes longer than laying out a letter
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])
    return typst.Compiler(page, root=page.parent, font_paths=fonts, ignore_system_fonts=True)


def lay_out(letter: Letter, page: Path = _PAGE) -> bytes:
    """The letter as a tagged PDF (PDF/UA-1) with its faces embedded. Raises CannotPrint, AddressTooWide, PageFault."""
    data = _data(letter)
    if lacking := unprintable("".join(_words(data))):
        raise CannotPrint(lacking)
    fault: PageFault | None = None
    with _ONE_AT_A_TIME:  # a compiler keeps the inputs of its last page
        try:
            pdf, warnings = _compiler(page).compile_with_warnings(
                format="pdf",
                sys_inputs={"letter": json.dumps(data)},
                pdf_standards="ua-1",
                timestamp=datetime.combine(letter.dated, time(12), tzinfo=UTC),
            )
        except typst.TypstError as error:
            # its own words may quote the letter, so they go no further
            fault = AddressTooWide() if "too-wide" in error.message else PageFault("the page could not be laid out")
    if fault is not None:
        raise fault
    if warnings or not isinstance(pdf, bytes):
        raise PageFault(f"the page was laid out with {len(warnings)} warnings")
    return pdf


def _data(letter: Letter) -> dict[str, Any]:
    def plain(value: str) -> str:
        return set_in_type(printable(value))

    sender = letter.sender
    return {
        "document_title": f"Letter {plain(letter.reference)}",
        "language": letter.language,
        "large_print": letter.large_print,
        "face": FAMILY,
        "reference": plain(letter.reference),
        "mark": mark_of(sender),
        "dated": long_date(letter.dated),
        "title": plain(letter.title),
        "recipient_lines": [plain(line) for line in letter.recipient_lines],
        "address_points": _ADDRESS_POINTS.get(len(letter.recipient_lines), 11.0),
        "sender": {
            "name": plain(sender.name),
            "service": plain(sender.service),
            "address_lines": [plain(line) for line in sender.address_lines],
            "ways": [f"Telephone: {plain(sender.telephone)}", plain(sender.email), plain(sender.website)],
        },
        "signatory": [plain(letter.signatory.name), plain(letter.signatory.title), plain(sender.name)],
        "body": [_block(block) for block in blocks(letter.body_markdown)],
    }


def _block(block: Block) -> dict[str, Any]:
    rows = [[[_piece(piece) for piece in cell] for cell in row] for row in block.rows]
    # a column's share grows with the root of its longest cell: a short one does not get the room of a long one
    columns = zip(*block.rows, strict=True)
    longest = [max(sum(len(piece.text) for piece in cell) for cell in column) for column in columns]
    return {
        "kind": block.kind,
        "level": block.level,
        "numbers": list(block.numbers),
        "pieces": [_piece(piece) for piece in block.pieces],
        "items": [[_block(child) for child in item] for item in block.items],
        "rows": rows,
        "shares": [max(length, 16) ** 0.5 for length in longest],
        "short": sum(len(piece.text) for row in block.rows for cell in row for piece in cell) < _SHORT_TABLE,
    }


def _piece(piece: Piece) -> dict[str, Any]:
    text = set_in_type(piece.text)
    italic = piece.italic and has_italic(text)
    return {"text": text, "bold": piece.bold, "italic": italic, "line_break": piece.line_break}


def _words(data: Any) -> chain[str]:
    if isinstance(data, str):
        return chain((data.replace("\u200b", ""),))
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return chain.from_iterable(map(_words, parts))


@one_reader
def page_count(pdf: bytes) -> int:
    """How many pages it has. Raises pypdfium2.PdfiumError for what is no PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


@one_reader
def page_images(pdf: bytes, scale: float = 1.5) -> list[bytes]:
    """Each page as a PNG; scale 1 is 72 dots an inch."""
    images: list[bytes] = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            png = io.BytesIO()
            page.render(scale=scale).to_pil().save(png, "PNG")
            images.append(png.getvalue())
    return images
