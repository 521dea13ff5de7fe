"""Documents as people and enemies bring them: whole, broken, locked, enormous, alive."""

import hashlib
import io
import zlib
from collections.abc import Sequence
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

from domain.bundles.document import BundleDocument, Kind, Marking

A4 = (595.276, 841.89)


def typed(*texts: str, size: tuple[float, float] = A4, rotate: int = 0, matrix: str = "1 0 0 1 72 700") -> bytes:
    """A PDF of one page for each text; `matrix` says where and which way the words run."""
    with pikepdf.new() as pdf:
        for text in texts:
            _page(pdf, f"BT /F 11 Tf {matrix} Tm ({text}) Tj ET", size, rotate)
        return saved(pdf)


def _page(pdf: Pdf, drawing: str, size: tuple[float, float] = A4, rotate: int = 0) -> pikepdf.Page:
    page = pdf.add_blank_page(page_size=size)
    page.Resources = Dictionary(
        Font=Dictionary(F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    )
    page.Contents = pdf.make_stream(drawing.encode())
    if rotate:
        page.obj["/Rotate"] = rotate
    return page


def drawn(drawing: str) -> bytes:
    with pikepdf.new() as pdf:
        _page(pdf, drawing)
        return saved(pdf)


@cache
def statement(words: str = "I am an education welfare officer and I visited", pages: int = 2) -> bytes:
    return typed(*(f"{words} ({number})".replace("(", "\\(").replace(")", "\\)") for number in range(1, pages + 1)))


def saved(pdf: Pdf, **how: object) -> bytes:
    made = io.BytesIO()
    pdf.save(made, **how)  # type: ignore[arg-type]
    return made.getvalue()


def locked() -> bytes:
    with pikepdf.open(io.BytesIO(statement())) as pdf:
        return saved(pdf, encryption=pikepdf.Encryption(owner="o", user="secret"))


def broken_table() -> bytes:
    """A PDF whose table of parts points nowhere, and whose end is cut off."""
    whole = statement()
    at = whole.rindex(b"startxref")
    return whole[:at] + b"startxref\n99999999\n"


def alive() -> bytes:
    """A script, a launch action, a file inside, a link, a sticky note, a field, a dead annotation."""
    with pikepdf.open(io.BytesIO(statement())) as pdf:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert('planted script')"))
        pdf.attachments["planted.txt"] = b"planted attachment"
        page = pdf.pages[0]
        box = Array([72, 600, 200, 620])
        note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=box, Contents=String("planted comment"))
        launch = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=box, A=Dictionary(S=Name.Launch, F=String("calc.exe"))
        )
        link = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=box,
            A=Dictionary(S=Name.URI, URI=String("https://planted.example")),
        )
        page.Annots = Array([pdf.make_indirect(each) for each in (note, launch, link)] + [pdf.get_object(9999, 0)])
        page.obj["/PieceInfo"] = Dictionary(Planted=String("planted piece"))
        with pdf.open_metadata() as metadata:
            metadata["dc:creator"] = ["planted author"]
        pdf.docinfo["/Author"] = "planted author"
        return saved(pdf)


def with_hidden_layer() -> bytes:
    with pikepdf.open(io.BytesIO(statement())) as pdf:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("hidden")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
        return saved(pdf)


def many_tiny(count: int) -> bytes:
    with pikepdf.new() as pdf:
        for _ in range(count):
            pdf.add_blank_page(page_size=(20, 20))
        return saved(pdf)


def with_picture(
    width: int, height: int, drawn: tuple[float, float], *, jpeg: bool = False, exif: bytes = b""
) -> bytes:
    """A page with one grey picture of that many dots, drawn so large (points)."""
    with pikepdf.new() as pdf:
        page = _page(pdf, f"q {drawn[0]} 0 0 {drawn[1]} 50 50 cm /I Do Q")
        if jpeg:
            raw = photograph(width, height, exif)
            stream = pikepdf.Stream(pdf, raw)
            stream.Filter = Name.DCTDecode
            stream.ColorSpace = Name.DeviceRGB
        else:
            stream = pikepdf.Stream(pdf, zlib.compress(bytes(width * height)))
            stream.Filter = Name.FlateDecode
            stream.ColorSpace = Name.DeviceGray
        stream.Type, stream.Subtype, stream.BitsPerComponent = Name.XObject, Name.Image, 8
        stream.Width, stream.Height = width, height
        page.Resources.XObject = Dictionary(I=stream)
        return saved(pdf)


def claimed_picture(width: int, height: int) -> bytes:
    """A bomb: a picture that says it is so large, packed into nothing."""
    with pikepdf.new() as pdf:
        page = _page(pdf, "q 100 0 0 100 50 50 cm /I Do Q")
        stream = pikepdf.Stream(pdf, zlib.compress(bytes(1000)))
        stream.Filter, stream.ColorSpace, stream.BitsPerComponent = Name.FlateDecode, Name.DeviceGray, 8
        stream.Type, stream.Subtype, stream.Width, stream.Height = Name.XObject, Name.Image, width, height
        page.Resources.XObject = Dictionary(I=stream)
        return saved(pdf)


def drawing_bomb() -> bytes:
    with pikepdf.new() as pdf:
        page = _page(pdf, "")
        page.Contents = pikepdf.Stream(pdf, zlib.compress(b" " * 80_000_000), Filter=Name.FlateDecode)
        return saved(pdf, compress_streams=False)


def photograph(width: int, height: int, exif: bytes = b"") -> bytes:
    picture = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    made = io.BytesIO()
    picture.save(made, "JPEG", exif=exif)
    return made.getvalue()


def document(number: int, content: bytes, pages: int | None = None, **more: object) -> BundleDocument:
    given: dict[str, object] = {
        "id": f"D{number}",
        "title": f"Document number {number}",
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "pages": pages or count(content),
        "kind": Kind.STATEMENT,
        "section": "A",
        "marking": Marking.EVIDENTIAL,
        **more,
    }
    return BundleDocument.model_validate(given)


def count(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)


def kept(contents: Sequence[bytes]) -> dict[str, bytes]:
    return {hashlib.sha256(each).hexdigest(): each for each in contents}
