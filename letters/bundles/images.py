"""Pictures in a bundle: never more dots than a court may have, never the camera's own notes, never a bomb unpacked."""

import io
import math
from collections.abc import Iterator
from typing import Final

import pikepdf
from PIL import Image

MOST_DPI: Final = 300  # general guidance on electronic court bundles, 29 November 2021
MOST_DOTS: Final = 120_000_000  # of one picture: A3 at 600 dots an inch has 70 million
_TOLERANCE: Final = 1.02  # a picture of exactly 300 dpi measures a hair more on its page
_QUALITY: Final = 82
_A4: Final = (595.276, 841.89)
_EDGE: Final = 42.0  # points around a picture that is a page
_DEEP: Final = 6  # forms within forms
Matrix = tuple[float, float, float, float, float, float]
_SAME: Final[Matrix] = (1, 0, 0, 1, 0, 0)


def pictures(resources: object, depth: int = 0) -> Iterator[pikepdf.Stream]:
    """Every picture that a page or form can draw, through the forms within it."""
    for thing in _things(resources):
        kind = str(thing.get("/Subtype", ""))
        if kind == "/Image":
            yield thing
        elif kind == "/Form" and depth < _DEEP:
            yield from pictures(thing.get("/Resources"), depth + 1)


def _things(resources: object) -> Iterator[pikepdf.Stream]:
    found = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if isinstance(found, pikepdf.Dictionary):
        for key in sorted(found.keys()):
            thing = found[key]
            if isinstance(thing, pikepdf.Stream):
                yield thing


def _dots(picture: pikepdf.Stream) -> int:
    return int(picture.get("/Width", 0)) * int(picture.get("/Height", 0))


def too_many_dots(page: pikepdf.Page) -> int | None:
    """The dots of the largest picture, where they are too many to be unpacked at all."""
    most = max((_dots(each) for each in pictures(page.get("/Resources"))), default=0)
    return most if most > MOST_DOTS else None


def picture_page(picture: Image.Image) -> pikepdf.Pdf:
    """A picture as an A4 page of its own, on its side where it is wide, at most 300 dots an inch, upright."""
    wide = picture.width > picture.height
    width, height = reversed(_A4) if wide else _A4
    scale = min((width - 2 * _EDGE) / picture.width, (height - 2 * _EDGE) / picture.height)
    scale = min(scale, 72 / 96)  # a small one is not blown up beyond what a screen shows
    drawn = (picture.width * scale, picture.height * scale)
    most = tuple(max(1, round(side / 72 * MOST_DPI)) for side in drawn)
    flat = _on_white(picture)
    if most[0] < flat.width:
        flat = flat.resize((most[0], most[1]), Image.Resampling.LANCZOS)
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(width, height))
    place = f"q {drawn[0]:.3f} 0 0 {drawn[1]:.3f} {(width - drawn[0]) / 2:.3f} {(height - drawn[1]) / 2:.3f} cm /P Do Q"
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=_stream(pdf, flat)))
    page.Contents = pdf.make_stream(place.encode())
    return pdf


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        page = Image.new("RGBA", clear.size, "white")
        page.alpha_composite(clear)
        return page.convert("RGB")
    if picture.mode == "L" or picture.mode == "1" or picture.mode.startswith("I"):
        return picture.convert("L")
    return picture.convert("RGB")


def _stream(pdf: pikepdf.Pdf, picture: Image.Image) -> pikepdf.Stream:
    """Grey and colour as JPEG; two colours packed without loss, so that letters keep their edges."""
    space = {"L": "/DeviceGray", "1": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}[picture.mode]
    if picture.mode == "1":
        stream = pdf.make_stream(picture.tobytes())  # packed when it is saved
        stream.BitsPerComponent = 1
    else:
        made = io.BytesIO()
        picture.save(made, "JPEG", quality=_QUALITY, optimize=False)
        stream = pikepdf.Stream(pdf, made.getvalue())
        stream.Filter = pikepdf.Name.DCTDecode
        stream.BitsPerComponent = 8
        if picture.mode == "CMYK":
            stream.Decode = pikepdf.Array([1, 0] * 4)  # Pillow writes it inverted, as Adobe does
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    stream.Width, stream.Height = picture.width, picture.height
    stream.ColorSpace = pikepdf.Name(space)
    return stream


def drawn_sizes(page: pikepdf.Page) -> dict[tuple[int, int], tuple[float, float]]:
    """How large each picture is drawn at the most, in points, by object number."""
    sizes: dict[tuple[int, int], tuple[float, float]] = {}
    _follow(page.obj, page.get("/Resources"), _SAME, sizes, 0)
    return sizes


def _follow(
    drawing: pikepdf.Object,
    resources: object,
    start: Matrix,
    sizes: dict[tuple[int, int], tuple[float, float]],
    depth: int,
) -> None:
    found = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(found, pikepdf.Dictionary) or depth > _DEEP:
        return
    now, kept = start, list[Matrix]()
    for step in pikepdf.parse_content_stream(drawing, "q Q cm Do"):
        operands, what = step.operands, str(step.operator)
        if what == "q":
            kept.append(now)
        elif what == "Q" and kept:
            now = kept.pop()
        elif what == "cm" and len(operands) == 6:
            now = _times(_matrix(operands), now)
        elif what == "Do" and operands and isinstance(thing := found.get(str(operands[0])), pikepdf.Stream):
            if str(thing.get("/Subtype", "")) == "/Image":
                across, up = math.hypot(now[0], now[1]), math.hypot(now[2], now[3])
                before = sizes.get(thing.objgen, (0.0, 0.0))
                sizes[thing.objgen] = (max(across, before[0]), max(up, before[1]))
            elif str(thing.get("/Subtype", "")) == "/Form":
                inner = _times(_matrix(thing.get("/Matrix") or _SAME), now)
                _follow(thing, thing.get("/Resources") or resources, inner, sizes, depth + 1)


def _matrix(numbers: object) -> Matrix:
    a, b, c, d, e, f = (float(each) for each in numbers)  # type: ignore[attr-defined]
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def fewer_dots(pdf: pikepdf.Pdf, page: pikepdf.Page, done: set[tuple[int, int]]) -> tuple[int, int]:
    """Bring each picture of a page down to 300 dots an inch, in this copy. Returns how many were made smaller and how
    many are too fine but are packed in a way that cannot be changed here.
    """
    large = [each for each in pictures(page.get("/Resources")) if _dots(each) > 250_000 and each.objgen not in done]
    if not large:
        return 0, 0
    sizes = drawn_sizes(page)
    smaller = left = 0
    for each in large:
        done.add(each.objgen)
        across, up = sizes.get(each.objgen, (0.0, 0.0))
        if across <= 0 or up <= 0:
            continue
        width, height = int(each.Width), int(each.Height)
        factor = min(width / (across / 72), height / (up / 72)) / MOST_DPI
        if factor <= _TOLERANCE:
            continue
        if _made_smaller(pdf, each, (max(1, int(width / factor)), max(1, int(height / factor)))):
            smaller += 1
        else:
            left += 1
    return smaller, left


def _made_smaller(pdf: pikepdf.Pdf, picture: pikepdf.Stream, size: tuple[int, int]) -> bool:
    if "/Decode" in picture or isinstance(picture.get("/Mask"), pikepdf.Array) or picture.get("/ImageMask", False):
        return False
    try:
        whole = pikepdf.PdfImage(picture).as_pil_image()
    except (pikepdf.PdfError, NotImplementedError, OSError, ValueError, RuntimeError):
        return False
    if whole.mode == "1":
        shrunk = whole.convert("L").resize(size, Image.Resampling.BOX).point(lambda grey: 255 if grey > 140 else 0)
        shrunk = shrunk.convert("1", dither=Image.Dither.NONE)
    else:
        whole = whole if whole.mode in ("L", "RGB", "CMYK") else whole.convert("RGB")
        shrunk = whole.resize(size, Image.Resampling.LANCZOS)
    fresh = _stream(pdf, shrunk)
    for key in ("/DecodeParms", "/Decode", "/Intent", "/Metadata"):
        if key in picture:
            del picture[key]
    for key in ("/Width", "/Height", "/ColorSpace", "/BitsPerComponent"):
        picture[key] = fresh[key]
    if "/Filter" in fresh:
        picture.write(fresh.read_raw_bytes(), filter=pikepdf.Name.DCTDecode)
    else:
        picture.write(fresh.read_raw_bytes())
    return True


def without_notes(picture: pikepdf.Stream) -> bool:
    """Take the camera's notes (place, owner, thumbnail) out of a JPEG, not touching the picture. Whether there were."""
    if picture.get("/Filter") != pikepdf.Name.DCTDecode:
        return False
    raw = picture.read_raw_bytes()
    clean = _clean_jpeg(raw)
    if clean is None or clean == raw:
        return False
    parameters = picture.get("/DecodeParms")
    known = parameters if isinstance(parameters, pikepdf.Dictionary) else None
    picture.write(clean, filter=pikepdf.Name.DCTDecode, decode_parms=known)
    return True


def _clean_jpeg(raw: bytes) -> bytes | None:
    """The segments that draw: not APP1 (Exif, XMP), APP3 to APP13 or comments. None for what is no plain JPEG."""
    if raw[:2] != b"\xff\xd8":
        return None
    kept, at = [raw[:2]], 2
    while at + 4 <= len(raw) and raw[at] == 0xFF:
        marker = raw[at + 1]
        if marker == 0xDA:  # the picture itself
            return b"".join([*kept, raw[at:]])
        until = at + 2 + int.from_bytes(raw[at + 2 : at + 4], "big")
        if not (marker == 0xE1 or 0xE3 <= marker <= 0xED or marker == 0xFE):
            kept.append(raw[at:until])
        at = until
    return None
