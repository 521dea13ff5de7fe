"""A letter as an A4 page that a machine can fold into a window envelope and a screen reader can read.

The page is laid out by Typst from page.typ. The words reach it as JSON data, never as markup: no text of a case or of an edited draft can
name a file, run code or change the layout. The same letter always gives the same bytes, so a hash taken at approval still holds at issue.
"""

import io
import json
import threading
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, Literal

import font_source_sans_pro
import pypdfium2
import typst
from pydantic import BaseModel, ConfigDict, Field

from letters.facts import Authority, Line
from letters.markdown import blocks, printable
from letters.wording import long_date

_PAGE = Path(__file__).with_name("page.typ")
_FACES = Path(font_source_sans_pro.font_directory)
_FAMILY = "Source Sans Pro"
_ONE_AT_A_TIME = threading.Lock()


class Signatory(BaseModel):
    model_config = ConfigDict(frozen=True)

    name: Line
    title: Line


class Letter(BaseModel):
    """One finished letter to one person. `recipient_lines` are the name and address as they stand in the window, postcode last."""

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
    """Typst could not lay the page out, or warned. The message holds nothing of the letter's text."""


@cache
def _compiler() -> typst.Compiler:
    # kept warm: reading the fonts takes longer than laying out a letter
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_FACES])
    return typst.Compiler(_PAGE, root=_PAGE.parent, font_paths=fonts, ignore_system_fonts=True)


def _data(letter: Letter) -> dict[str, Any]:
    crowded = len(letter.recipient_lines) > 5
    return {
        "document_title": f"Letter {letter.reference}",
        "language": letter.language,
        "large_print": letter.large_print,
        "faces": [_FAMILY],
        "reference": printable(letter.reference),
        "dated": long_date(letter.dated),
        "title": printable(letter.title),
        "recipient_lines": [printable(line) for line in letter.recipient_lines],
        "address_size": 9 if crowded else 11,
        "address_leading": 2 if crowded else 5,
        "sender": letter.sender.model_dump(mode="json"),
        "signatory": letter.signatory.model_dump(mode="json"),
        "body": [block.model_dump(mode="json") for block in blocks(letter.body_markdown)],
    }


def lay_out(letter: Letter) -> bytes:
    """The letter as a tagged PDF (PDF/UA-1). Raises PageFault."""
    stamp = datetime.combine(letter.dated, time(12), tzinfo=UTC)
    with _ONE_AT_A_TIME:
        try:
            pdf, warnings = _compiler().compile_with_warnings(
                format="pdf",
                sys_inputs={"letter": json.dumps(_data(letter))},
                pdf_standards="ua-1",
                timestamp=stamp,
            )
        except typst.TypstError:
            raise PageFault("the page could not be laid out") from None
    if warnings or not isinstance(pdf, bytes):
        raise PageFault("; ".join(w.message for w in warnings))
    return pdf


def page_count(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def page_images(pdf: bytes, scale: float = 1.5) -> list[bytes]:
    """Each page as a PNG; scale 1 is 72 dots an inch."""
    images: list[bytes] = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            png = io.BytesIO()
            page.render(scale=scale).to_pil().save(png, "PNG")
            images.append(png.getvalue())
    return images
