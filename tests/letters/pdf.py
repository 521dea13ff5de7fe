"""Reading PDFs by another way than the code under test: words, ink, and content planted where it must not be."""

import io

import pikepdf
import pypdfium2
from PIL import Image, ImageDraw

MM = 72 / 25.4
_DOTS = 4  # for a millimetre


def words(pdf: bytes, page: int | None = None) -> str:
    """The text of a page or of all, one space between words."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = range(len(document)) if page is None else (page,)
        return " ".join(" ".join(document[n].get_textpage().get_text_range() for n in pages).split())


def stray_ink(pdf: bytes, first_areas: list[tuple[float, float, float, float]]) -> list[int]:
    """The pages with ink outside the areas that may be printed: painted white, is anything left? As Notify looks."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, start=1):
            image: Image.Image = page.render(scale=_DOTS * 25.4 / 72).to_pil().convert("L")
            brush = ImageDraw.Draw(image)
            for area in first_areas if number == 1 else [(15.0, 5.0, 195.0, 292.0)]:
                brush.rectangle([round(side * _DOTS) for side in area], fill=255)
            darkest, _ = image.getextrema()
            if int(darkest) < 250:  # type: ignore[arg-type]
                found.append(number)
    return found


def planted(pdf: bytes, content: str, page: int = 0) -> bytes:
    """The PDF with drawing commands added to a page; /Planted is a font at hand."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        target = document.pages[page]
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        target.add_resource(font, pikepdf.Name.Font, pikepdf.Name.Planted)
        target.contents_add(b"q Q", prepend=True)
        target.contents_add(f"q {content} Q".encode())
        return saved(document)


def text_at(left: float, top: float, text: str = "planted", size: float = 8, mode: int = 0) -> str:
    """Drawing commands for text, millimetres from the top left corner; mode 3 is invisible."""
    return f"BT /Planted {size} Tf {mode} Tr {left * MM:.2f} {(297 - top) * MM:.2f} Td ({text}) Tj ET"


def saved(document: pikepdf.Pdf) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()
