"""A document as it was brought, opened with care: what cannot be used is refused by name, what was repaired is said.

Nothing of it is trusted: sizes are looked at before anything is decoded, and whatever runs, opens or reaches out is
left behind.
"""

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import pikepdf
from PIL import Image, ImageOps

from domain.bundles.document import BundleDocument
from letters.bundles.images import MOST_DOTS, picture_page, too_many_dots

MOST_PAGES: Final = 3_000  # of one document
MOST_CONTENT: Final = 64_000_000  # bytes that one page's drawing may unpack to
_RUNS: Final = ("/OpenAction", "/AA")
_A_PDF: Final = b"%PDF-"


class Unusable(Exception):
    """A document that cannot go into a bundle. `document` is its id; the words say why and hold nothing of its text."""

    def __init__(self, document: str, why: str) -> None:
        super().__init__(f"{document}: {why}")
        self.document, self.why = document, why


@dataclass
class Source:
    """An opened document and what was found on the way in, in words for the person who builds."""

    document: BundleDocument
    pdf: pikepdf.Pdf
    said: list[str] = field(default_factory=list)

    def pages(self) -> list[pikepdf.Page]:
        return list(self.pdf.pages)[self.document.first_page - 1 : self.document.until]


def open_source(document: BundleDocument, content: bytes) -> Source:
    """The document as a PDF. Raises Unusable: locked, unreadable, too large, hidden layers, or not as long as known."""
    if document.media_type in ("image/png", "image/jpeg"):
        return Source(document, _of_picture(document, content))
    if document.media_type != "application/pdf" or _A_PDF not in content[:1024]:
        raise Unusable(document.id, "is neither a PDF nor a picture")
    try:
        pdf = pikepdf.open(io.BytesIO(content))
    except pikepdf.PasswordError:
        raise Unusable(document.id, "is locked with a password: ask for a copy without one") from None
    except (pikepdf.PdfError, ValueError):
        raise Unusable(document.id, "cannot be read: it is damaged beyond repair, or no PDF") from None
    source = Source(document, pdf)
    try:
        _look(source)
    except (pikepdf.PdfError, RuntimeError, TypeError, ValueError, AttributeError, KeyError) as fault:
        pdf.close()
        raise Unusable(document.id, "cannot be read: its parts do not fit together") from fault
    except Unusable:
        pdf.close()
        raise
    return source


def _look(source: Source) -> None:
    document, pdf = source.document, source.pdf
    count = len(pdf.pages)
    if pdf.is_encrypted:
        source.said.append("was protected against changes; the copy in the bundle is not")
    if pdf.get_warnings():
        source.said.append("was damaged, and repaired while it was read: compare it with the original")
    if count > MOST_PAGES:
        raise Unusable(document.id, f"has {count:,} pages; one document may have {MOST_PAGES:,}")
    if count != document.pages:
        raise Unusable(document.id, f"has {count} pages, where {document.pages} were counted when it came in")
    if _hidden_layers(pdf):
        raise Unusable(document.id, "has hidden layers: print it to a new PDF that shows what is to be read")
    source.said += _left_behind(pdf)
    if "/AcroForm" in pdf.Root or any("/Annots" in page for page in pdf.pages):
        _flatten(pdf)
    for number, page in enumerate(source.pages(), start=document.first_page):
        if (dots := too_many_dots(page)) is not None:
            raise Unusable(
                document.id, f"page {number} holds a picture of {dots:,} dots; at most {MOST_DOTS:,} are read"
            )
        if _unpacks_to_more(page):
            raise Unusable(document.id, f"page {number} unpacks to more than {MOST_CONTENT // 1_000_000} MB of drawing")


def _of_picture(document: BundleDocument, content: bytes) -> pikepdf.Pdf:
    if document.pages != 1:
        raise Unusable(document.id, f"is one picture, where {document.pages} pages were counted when it came in")
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
            if (dots := picture.width * picture.height) > MOST_DOTS:
                raise Unusable(document.id, f"is a picture of {dots:,} dots; at most {MOST_DOTS:,} are read")
            picture.load()
            upright = ImageOps.exif_transpose(picture)
    except Image.DecompressionBombError:
        raise Unusable(document.id, f"is a picture of far more than the {MOST_DOTS:,} dots that are read") from None
    except (OSError, SyntaxError, ValueError) as fault:
        raise Unusable(document.id, "cannot be read: the picture is damaged") from fault
    return picture_page(upright)


def _hidden_layers(pdf: pikepdf.Pdf) -> bool:
    layers = pdf.Root.get("/OCProperties")
    if not isinstance(layers, pikepdf.Dictionary):
        return False
    standard = layers.get("/D")
    if not isinstance(standard, pikepdf.Dictionary):
        return False
    off = standard.get("/OFF")
    return str(standard.get("/BaseState", "/ON")) == "/OFF" or (isinstance(off, pikepdf.Array) and len(off) > 0)


def _left_behind(pdf: pikepdf.Pdf) -> list[str]:
    """What a document can do that a bundle must not: said, and not taken over."""
    names = pdf.Root.get("/Names")
    trees = names.keys() if isinstance(names, pikepdf.Dictionary) else ()
    said = []
    if "/JavaScript" in trees or any(key in pdf.Root for key in _RUNS) or any("/AA" in page for page in pdf.pages):
        said.append("runs something when it is opened (a script or an action): left behind")
    if "/EmbeddedFiles" in trees or "/AF" in pdf.Root:
        said.append("carries files inside it: left behind, file them on the case as documents of their own")
    kinds = set(_kinds_of_notes(pdf))
    if "/Link" in kinds:
        said.append("has links: in the bundle they are words only")
    if "/Action" in kinds:
        said.append("has buttons or links that start something: left behind")
    if kinds & {"/Text", "/Popup", "/FreeText", "/Highlight", "/Stamp", "/Ink"}:
        said.append("has comments or marks: what was visible is printed, what was written behind them is left behind")
    if "/FileAttachment" in kinds:
        said.append("has files attached to its pages: left behind")
    return said


def _kinds_of_notes(pdf: pikepdf.Pdf) -> Iterator[str]:
    for page in pdf.pages:
        notes = page.get("/Annots")
        for note in notes if isinstance(notes, pikepdf.Array) else ():
            if isinstance(note, pikepdf.Dictionary):
                yield str(note.get("/Subtype", ""))
                action = note.get("/A")
                if "/AA" in note or (
                    isinstance(action, pikepdf.Dictionary) and str(action.get("/S")) not in ("/GoTo", "/URI")
                ):
                    yield "/Action"


def _flatten(pdf: pikepdf.Pdf) -> None:
    """What can be seen of forms and marks becomes part of the page; what cannot does not come along."""
    for page in pdf.pages:
        notes = page.get("/Annots")
        if notes is not None and not isinstance(notes, pikepdf.Array):
            del page["/Annots"]  # a dead reference
        elif isinstance(notes, pikepdf.Array):
            living = [note for note in notes if isinstance(note, pikepdf.Dictionary) and "/AP" in note]
            if len(living) != len(notes):
                page["/Annots"] = pikepdf.Array(living)
    if "/AcroForm" in pdf.Root:
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("all")


def _unpacks_to_more(page: pikepdf.Page) -> bool:
    """Whether the drawing of a page is a bomb: its packed streams are unpacked so far and no further."""
    contents = page.get("/Contents")
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    room = MOST_CONTENT
    for stream in streams:
        if not isinstance(stream, pikepdf.Stream):
            continue
        raw = stream.read_raw_bytes()
        if len(raw) * 1_032 <= room and len(raw) < 62_000:  # deflate packs at most 1,032 to 1
            room -= len(raw) * 1_032 if len(raw) > 30_000 else 0
            continue
        try:
            unpacker = zlib.decompressobj()
            room -= len(unpacker.decompress(raw, room + 1))
            if unpacker.unconsumed_tail:
                return True
        except zlib.error:
            room -= len(raw)  # packed another way
        if room < 0:
            return True
    return False
