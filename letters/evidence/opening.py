"""A document opened on its way in: how many pages it has, which of them have no words, what is odd about it. Nothing is
changed: the original stays as it came.
"""

import io
import re
from dataclasses import dataclass, field
from typing import Final

import pikepdf
from PIL import Image

from letters.bundles.images import MOST_DOTS
from letters.bundles.reading import Unreadable, read_pages
from letters.bundles.source import MOST_PAGES
from letters.evidence.email_pages import email_headers
from letters.evidence.kinds import EMAIL, PDF, PICTURES

_READ_AT_MOST: Final = 400  # pages that are read for their words on the way in


@dataclass(frozen=True)
class Opened:
    """`pages` is 0 where it cannot be opened as pages. `without_text` are pages on which no word can be read: scans
    without a text layer. `said` is what a person should know of it, in words that hold nothing of its text.
    """

    pages: int = 0
    without_text: tuple[int, ...] = ()
    said: tuple[str, ...] = field(default=())


def opened(content: bytes, media_type: str) -> Opened:
    """Of a PDF or a picture; anything else has no pages yet. Never raises."""
    if media_type in PICTURES:
        return _picture(content)
    return _pdf(content) if media_type == PDF else Opened()


def _pdf(content: bytes) -> Opened:
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            pages, damaged = len(pdf.pages), bool(pdf.get_warnings())
    except pikepdf.PasswordError:
        return Opened(said=("It is locked with a password: ask for a copy without one",))
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return Opened(said=("It cannot be read: it is damaged beyond repair, or no PDF",))
    if not pages:
        return Opened(said=("It has no page",))
    said = ["It was damaged, and repaired while it was read: compare it with the original"] if damaged else []
    if pages > MOST_PAGES:
        return Opened(said=(f"It has {pages:,} pages; one document may have {MOST_PAGES:,}",))
    try:
        read = read_pages(content, 1, min(pages, _READ_AT_MOST))
    except Unreadable:
        return Opened(pages, said=(*said, "Its words cannot be read by a second reader: look at every page"))
    without = tuple(number for number, page in enumerate(read, start=1) if not page.has_text)
    if without:
        said.append(_scanned(len(without), pages))
    if any(page.hides for page in read):
        said.append("Words stand under something painted over them, and can be copied out: it is not redacted")
    return Opened(pages, without, tuple(said))


def _scanned(without: int, pages: int) -> str:
    which = "No page has" if without == pages else f"{without} of {pages} pages have no"
    return f"{which} text: scanned pages need a text layer before they go into a bundle"


def _picture(content: bytes) -> Opened:
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
            dots = picture.width * picture.height
            if dots > MOST_DOTS:
                return Opened(said=(f"It is a picture of {dots:,} dots; at most {MOST_DOTS:,} are read",))
            picture.load()
    except Image.DecompressionBombError:
        return Opened(said=(f"It is a picture of far more than the {MOST_DOTS:,} dots that are read",))
    except (OSError, SyntaxError, ValueError):
        return Opened(said=("It cannot be read: the picture is damaged",))
    return Opened(1)


def hidden_words(content: bytes, media_type: str) -> str:
    """What a file says beside its pages: an e-mail's headers, a PDF's own data, a camera's notes. Never raises."""
    if media_type == EMAIL:
        return email_headers(content)
    if media_type == PDF:
        return _own_data(content)
    return _camera_notes(content) if media_type in PICTURES else ""


def _own_data(content: bytes) -> str:
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            known = [str(value) for value in pdf.docinfo.values()] if "/Info" in pdf.trailer else []
            more = pdf.Root.get("/Metadata")
            if isinstance(more, pikepdf.Stream):
                known.append(re.sub(r"<[^>]*>", " ", more.read_bytes().decode("utf-8", "ignore")))
            return "\n".join(known)
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError):
        return ""


def _camera_notes(content: bytes) -> str:
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
            notes = [*picture.getexif().values(), *picture.info.values()]
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return ""
    words = (each.decode("utf-8", "ignore") if isinstance(each, bytes) else each for each in notes)
    return "\n".join(each for each in words if isinstance(each, str))
