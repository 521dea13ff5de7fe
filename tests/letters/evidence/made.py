"""Files made for the tests: PDFs with words or without, pictures, e-mails, office documents."""

import io
import zipfile

import pikepdf
from PIL import Image

from api.uploads import SPECIMEN

EMAIL = (
    b"From: Attendance office <office@fixture-academy.example>\r\nTo: cme@authority.example\r\n"
    b"Date: Mon, 09 Nov 2026 09:30:00 +0000\r\nSubject: Kai\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/html; charset=utf-8\r\n\r\n"
    b"<p>Kai was last in on <b>Friday</b>.</p><script>alert(1)</script><p>Regards | *the office*</p>"
)


def typed(pages: int = 1) -> bytes:
    """A PDF of so many pages, each with words."""
    with pikepdf.open(io.BytesIO(SPECIMEN)) as one:
        made = pikepdf.new()
        for _ in range(pages):
            made.pages.extend(one.pages)
        return _saved(made)


def scanned(pages: int = 1) -> bytes:
    """A PDF of so many pages, each a picture."""
    made = io.BytesIO()
    sheets = [Image.new("L", (300, 400), 200 + number) for number in range(pages)]
    sheets[0].save(made, "PDF", save_all=True, append_images=sheets[1:])
    return made.getvalue()


def locked() -> bytes:
    with pikepdf.open(io.BytesIO(SPECIMEN)) as pdf:
        made = io.BytesIO()
        pdf.save(made, encryption=pikepdf.Encryption(owner="o", user="u"))
        return made.getvalue()


def with_author(name: str) -> bytes:
    with pikepdf.open(io.BytesIO(SPECIMEN)) as pdf:
        pdf.docinfo["/Author"] = name
        return _saved(pdf)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    made = io.BytesIO()
    pdf.save(made)
    return made.getvalue()


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "white").save(made, kind)
    return made.getvalue()


def photographed_by(name: str) -> bytes:
    made, notes = io.BytesIO(), Image.Exif()
    notes[0x013B] = name  # the artist
    Image.new("RGB", (40, 30), "white").save(made, "JPEG", exif=notes)
    return made.getvalue()


def office(*parts: str, mimetype: str = "") -> bytes:
    """An archive with these parts, as an office document has them."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in parts:
            archive.writestr(name, "<x/>")
    return made.getvalue()


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", b"0" * 210_000_000)
    return made.getvalue()
