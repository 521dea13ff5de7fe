"""What a file is, by what it holds and never by its name (the formats' own specifications)."""

import io
import re
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from types import MappingProxyType
from typing import Final

PDF, PNG, JPEG, EMAIL = "application/pdf", "image/png", "image/jpeg", "message/rfc822"
DOC: Final = "application/msword"
_OPEN_XML: Final = "application/vnd.openxmlformats-officedocument"
DOCX, XLSX = f"{_OPEN_XML}.wordprocessingml.document", f"{_OPEN_XML}.spreadsheetml.sheet"
ODT, ODS = "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet"
OFFICE: Final = frozenset({DOC, DOCX, XLSX, ODT, ODS})
PICTURES: Final = frozenset({PNG, JPEG})
# What each is called in a form, with the ends of names that fit it.
KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        PDF: (".pdf",),
        PNG: (".png",),
        JPEG: (".jpg", ".jpeg", ".jpe"),
        EMAIL: (".eml",),
        DOC: (".doc",),
        DOCX: (".docx",),
        XLSX: (".xlsx",),
        ODT: (".odt",),
        ODS: (".ods",),
    }
)
_MOST_UNPACKED: Final = 200_000_000  # bytes that an office document may unpack to
_HEADER: Final = re.compile(rb"\A[!-9;-~]{1,70}:[ \t]")


def kind_of(content: bytes) -> str | None:
    """The media type; None for what is not taken: also an office document with macros, or a bomb of an archive."""
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return DOC if "WordDocument".encode("utf-16-le") in content and b"_VBA_PROJECT" not in _plain(content) else None
    if content.startswith(b"PK\x03\x04"):
        return _archive(content)
    return EMAIL if _is_email(content) else None


def _plain(content: bytes) -> bytes:
    """Names within an old office document are in UTF-16."""
    return content.replace(b"\0", b"")


def _archive(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {each.filename: each for each in archive.infolist()}
            if sum(each.file_size for each in parts.values()) > _MOST_UNPACKED:
                return None
            if any(
                name.casefold().endswith(("vbaproject.bin", ".exe", ".js")) or name.startswith("Basic/")
                for name in parts
            ):
                return None
            if "mimetype" in parts and parts["mimetype"].file_size < 200:
                said = archive.read("mimetype").decode("ascii", "replace").strip()
                return said if said in (ODT, ODS) else None
            if "[Content_Types].xml" in parts:
                return DOCX if "word/document.xml" in parts else XLSX if "xl/workbook.xml" in parts else None
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError):
        return None
    return None


def _is_email(content: bytes) -> bool:
    """Headers from the first line on, among them who wrote it and when."""
    if not _HEADER.match(content[:120]) or b"\0" in content[:4_000]:
        return False
    message = email_of(content)
    return bool(message.get("from")) and bool(message.get("date"))


def email_of(content: bytes) -> EmailMessage:
    """Never raises: what cannot be read of it is left out."""
    return BytesParser(policy=default).parsebytes(content)
