"""LibreOffice and OCRmyPDF as programs of this machine: used where they are, said to be missing where not, ended when
they take too long. They are stood in for by scripts that are called as they would be.
"""

from datetime import date
from pathlib import Path

import pytest

from activities import converting
from activities.document_desk import NOT_CONVERTED, NOT_PRINTED, TEXT_LAYER, read_document
from letters.evidence.kinds import DOCX, EMAIL, PDF
from tests.letters.evidence import made
from tests.letters.samples import AUTHORITY

DAY = date(2026, 11, 24)
WORD = made.office("[Content_Types].xml", "word/document.xml")


@pytest.fixture
def programs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of PATH, but for the shell's own."""
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    for name in ("office_program", "text_program"):
        if getattr(converting, name)() is not None:
            pytest.skip("the real one is installed")
    return folder


def program(folder: Path, name: str, script: str) -> None:
    made_here = folder / name
    made_here.write_text(f"#!/bin/sh\n{script}\n")
    made_here.chmod(0o755)


def test_an_office_document_is_printed_where_libreoffice_is_and_waits_for_a_pdf_where_not(programs: Path) -> None:
    alone = read_document(WORD, DOCX, AUTHORITY, DAY)
    assert (alone.copy, alone.found.pages, alone.found.said) == (b"", 0, (NOT_CONVERTED,))
    (programs / "ready.pdf").write_bytes(made.typed(2))
    # soffice -env:... --headless --norestore --convert-to pdf --outdir FOLDER FILE
    program(
        programs, "soffice", f'[ "$2" = --headless ] && [ "$5" = pdf ] && cp {programs}/ready.pdf "$7/document.pdf"'
    )
    printed = read_document(WORD, DOCX, AUTHORITY, DAY)
    assert (printed.copy, printed.found.pages) == (made.typed(2), 2)
    program(programs, "soffice", 'echo nonsense > "$7/document.pdf"')
    assert read_document(WORD, DOCX, AUTHORITY, DAY).found.said == (NOT_PRINTED,)


def test_a_program_that_hangs_is_ended(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converting, "OFFICE_SECONDS", 0.2)
    program(programs, "soffice", f"sleep 60 & echo $! > {programs}/child; wait")
    assert converting.office_pdf(WORD, DOCX) is None
    child = int((programs / "child").read_text())
    assert not Path(f"/proc/{child}").exists() or "Z" in Path(f"/proc/{child}/stat").read_text().split()[2]


def test_scans_get_a_text_layer_where_ocrmypdf_is_and_are_flagged_where_not(programs: Path) -> None:
    scan = made.scanned(2)
    alone = read_document(scan, PDF, AUTHORITY, DAY)
    assert (alone.copy, alone.found.without_text) == (b"", (1, 2))
    (programs / "ready.pdf").write_bytes(made.typed(2))
    program(programs, "ocrmypdf", f'[ "$1" = --skip-text ] && cp {programs}/ready.pdf "$6"')
    layered = read_document(scan, PDF, AUTHORITY, DAY)
    assert (layered.how, layered.found.without_text) == (TEXT_LAYER, ())
    (programs / "ready.pdf").write_bytes(made.typed(1))
    assert read_document(scan, PDF, AUTHORITY, DAY).copy == b"", "a page less is no copy"
    typed = read_document(made.typed(), PDF, AUTHORITY, DAY)
    assert (typed.copy, typed.found.pages) == (b"", 1)


def test_an_e_mail_has_its_pages_at_once() -> None:
    read = read_document(made.EMAIL, EMAIL, AUTHORITY, DAY)
    assert (read.found.pages, read.found.without_text) == (1, ())
    assert read.copy.startswith(b"%PDF-")
