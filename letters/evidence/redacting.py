"""Pages from which something was taken out for good. A page with a box on it becomes a picture of itself with the box
painted: what stood under it, in words, drawing or picture, is not in the file any more. Its text layer goes too.

The other pages come along as they are, and nothing else of the file does: no data of its own, no outline, no comment,
no attachment, no form, no link, no picture that none of them draws.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import pikepdf
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFont

from domain.evidence.redaction import Box
from letters.bundles.images import MOST_DOTS, picture_page
from letters.evidence.kinds import PICTURES
from letters.one_reader import one_reader

DPI: Final = 200  # at most 300 (general guidance on electronic court bundles); small print is read well at 200
_MOST_OF_A_PAGE: Final = 40_000_000  # dots
_QUALITY: Final = 85
_COLOURED: Final = 12  # of 255: less difference between the colours is grey
_KEPT: Final = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group", "/Contents", "/Resources")
_WITH_NAMES: Final = {"Do": "/XObject", "scn": "/Pattern", "SCN": "/Pattern", "BDC": "/Properties", "DP": "/Properties"}
_DEEP: Final = 8  # forms within forms


class CannotRedact(Exception):
    """The words say why and hold nothing of the document."""


def redacted_pdf(content: bytes, media_type: str, boxes: Sequence[Box]) -> bytes:
    """The document without what stands under the boxes; the same input gives the same bytes. Raises CannotRedact."""
    pdf_bytes = as_pdf(content, media_type)
    by_page: dict[int, list[Box]] = {}
    for box in boxes:
        by_page.setdefault(box.page, []).append(box)
    try:
        pictures = _painted(pdf_bytes, by_page)
        return _rebuilt(pdf_bytes, pictures)
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, TypeError, KeyError, RuntimeError) as fault:
        raise CannotRedact("This document cannot be opened page by page") from fault


def as_pdf(content: bytes, media_type: str) -> bytes:
    """A picture as a page; a PDF as it is. Raises CannotRedact."""
    if media_type not in PICTURES:
        return content
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MOST_DOTS:
                raise CannotRedact(f"It is a picture of more than the {MOST_DOTS:,} dots that are read")
            made = io.BytesIO()
            picture_page(picture).save(made)
            return made.getvalue()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
        raise CannotRedact("The picture is damaged") from fault


@one_reader
def _painted(pdf: bytes, boxes: Mapping[int, list[Box]]) -> dict[int, tuple[Image.Image, float, float]]:
    """Each page that has a box, as a picture, with its width and height in points as it is shown."""
    made = {}
    with pypdfium2.PdfDocument(pdf) as document:
        for number, on_it in boxes.items():
            if number > len(document):
                raise CannotRedact(f"There is no page {number}")
            page = document[number - 1]
            width, height = page.get_size()
            scale = min(DPI / 72, (_MOST_OF_A_PAGE / max(1.0, width * height)) ** 0.5)
            picture = page.render(scale=scale).to_pil().convert("RGB")
            page.close()
            for box in on_it:
                _paint(picture, box)
            made[number] = (picture if _coloured(picture) else picture.convert("L"), width, height)
    return made


def _paint(picture: Image.Image, box: Box) -> None:
    """Black, with the ground in white where there is room for it. A dot wider than drawn, never narrower."""
    left, top = int(box.left * picture.width / 1_000), int(box.top * picture.height / 1_000)
    right, bottom = -int(-box.right * picture.width // 1_000), -int(-box.bottom * picture.height // 1_000)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((left, top, right, bottom), fill="black")
    font = ImageFont.load_default(size=DPI // 10)
    x0, y0, x1, y1 = draw.textbbox((0, 0), box.ground.label, font=font)
    if x1 - x0 + 8 < right - left and y1 - y0 + 8 < bottom - top:
        draw.text(((left + right - x1 - x0) / 2, (top + bottom - y1 - y0) / 2), box.ground.label, "white", font)


def _coloured(picture: Image.Image) -> bool:
    red, green, blue = picture.split()
    pairs = ((red, green), (green, blue))
    differing = (ImageChops.difference(a, b).point(lambda by: 255 if by > _COLOURED else 0) for a, b in pairs)
    return any(each.getbbox() is not None for each in differing)


def _rebuilt(content: bytes, pictures: Mapping[int, tuple[Image.Image, float, float]]) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as source, pikepdf.new() as made:
        for page in source.pages:
            _forget_marks(page)
        if "/AcroForm" in source.Root:
            source.generate_appearance_streams()
        source.flatten_annotations("all")
        for number, page in enumerate(source.pages, start=1):
            if number in pictures:
                _picture_page(made, *pictures[number])
            else:
                _only_what_it_draws(page)
                made.pages.append(page)
        out = io.BytesIO()
        made.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _forget_marks(page: pikepdf.Page) -> None:
    """Comments that show nothing on the page, and links, do not become part of it."""
    notes = page.get("/Annots")
    if isinstance(notes, pikepdf.Array):
        seen = [note for note in notes if isinstance(note, pikepdf.Dictionary) and "/AP" in note]
        page["/Annots"] = pikepdf.Array([note for note in seen if str(note.get("/Subtype")) != "/Popup"])


def _picture_page(pdf: pikepdf.Pdf, picture: Image.Image, width: float, height: float) -> None:
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=_QUALITY)
    stream = pikepdf.Stream(pdf, jpeg.getvalue())
    stream.Type, stream.Subtype, stream.Filter = pikepdf.Name.XObject, pikepdf.Name.Image, pikepdf.Name.DCTDecode
    stream.Width, stream.Height, stream.BitsPerComponent = picture.width, picture.height, 8
    stream.ColorSpace = pikepdf.Name.DeviceGray if picture.mode == "L" else pikepdf.Name.DeviceRGB
    page = pdf.add_blank_page(page_size=(width, height))
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=pdf.make_indirect(stream)))
    page.Contents = pdf.make_stream(f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /P Do Q".encode())


def _only_what_it_draws(page: pikepdf.Page) -> None:
    """A page often shares its resources with others: what only another page draws would come along with it."""
    resources = page.obj.get("/Resources") or page.resources
    page.obj["/Resources"] = _used(page.obj, resources, 0)
    for inherited in ("/MediaBox", "/CropBox", "/Rotate"):
        if (value := _inherited(page.obj, inherited)) is not None:
            page.obj[inherited] = value
    for key in list(page.obj.keys()):
        if key not in (*_KEPT, "/Type", "/Parent"):
            del page.obj[key]


def _inherited(node: pikepdf.Object, key: str) -> object:
    for _ in range(_DEEP):
        if key in node:
            return node[key]
        parent = node.get("/Parent")
        if not isinstance(parent, pikepdf.Dictionary):
            return None
        node = parent
    return None


def _used(drawing: pikepdf.Object, resources: object, depth: int) -> pikepdf.Dictionary:
    """A copy of the resources with only the pictures, forms and patterns that the drawing names; forms likewise."""
    if not isinstance(resources, pikepdf.Dictionary):
        return pikepdf.Dictionary()
    named = set(_names(drawing))
    kept = pikepdf.Dictionary({key: value for key, value in resources.items() if key not in set(_WITH_NAMES.values())})
    for kind in ("/XObject", "/Pattern"):
        known = resources.get(kind)
        if isinstance(known, pikepdf.Dictionary):
            drawn = {name: thing for name, thing in known.items() if (kind, name) in named}
            kept[kind] = pikepdf.Dictionary({name: _bare(thing, resources, depth) for name, thing in drawn.items()})
    return kept


def _names(drawing: pikepdf.Object) -> Iterator[tuple[str, str]]:
    for step in pikepdf.parse_content_stream(drawing, " ".join(_WITH_NAMES)):
        yield from ((_WITH_NAMES[str(step.operator)], str(each)) for each in _only_names(step.operands))


def _only_names(operands: Iterable[object]) -> Iterator[pikepdf.Object]:
    return (each for each in operands if isinstance(each, pikepdf.Name))


def _bare(thing: pikepdf.Object, outer: object, depth: int) -> pikepdf.Object:
    """A picture, form or pattern without what is written behind it: its own data, other pictures of the same."""
    if not isinstance(thing, pikepdf.Stream):
        return thing
    if depth > _DEEP:
        raise CannotRedact("Its drawing is nested too deeply")
    for key in ("/Metadata", "/PieceInfo", "/Alternates", "/OPI", "/StructParent", "/StructParents", "/AF"):
        if key in thing:
            del thing[key]
    if "/Resources" in thing or str(thing.get("/Subtype", "")) == "/Form":
        thing["/Resources"] = _used(thing, thing.get("/Resources") or outer, depth + 1)
    return thing


def shown(pdf: bytes, numbers: Sequence[int], scale: float = 1.5, *, grid: bool = False) -> dict[int, bytes]:
    """Those pages as PNG pictures; with a grid of tenths, each marked in thousandths. Raises CannotRedact."""
    try:
        return _shown(pdf, numbers, scale, grid=grid)
    except (pypdfium2.PdfiumError, ValueError) as fault:
        raise CannotRedact("This document cannot be opened page by page") from fault


@one_reader
def _shown(pdf: bytes, numbers: Sequence[int], scale: float, *, grid: bool) -> dict[int, bytes]:
    made = {}
    with pypdfium2.PdfDocument(pdf) as document:
        for number in numbers:
            if not 1 <= number <= len(document):
                raise CannotRedact(f"There is no page {number}")
            picture = document[number - 1].render(scale=scale).to_pil().convert("RGB")
            if grid:
                _rule(picture)
            png = io.BytesIO()
            picture.save(png, "PNG")
            made[number] = png.getvalue()
    return made


def _rule(picture: Image.Image) -> None:
    draw, font = ImageDraw.Draw(picture), ImageFont.load_default(size=12)
    draw.rectangle((0, 0, picture.width - 1, picture.height - 1), outline=(90, 90, 90))
    for tenth in range(1, 10):
        x, y = picture.width * tenth // 10, picture.height * tenth // 10
        draw.line((x, 0, x, picture.height), fill=(200, 60, 60))
        draw.line((0, y, picture.width, y), fill=(60, 60, 200))
        draw.text((x + 2, 2), str(tenth * 100), (160, 0, 0), font)
        draw.text((2, y + 2), str(tenth * 100), (0, 0, 160), font)
