"""Programs of this machine that make pages: LibreOffice, which prints office documents, and OCRmyPDF, which gives scans
a text layer. Where one is not installed nothing is made, and the document says so.
"""

import logging
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from letters.evidence.kinds import DOC, DOCX, ODS, ODT, XLSX

_ENDS: Final = {DOC: ".doc", DOCX: ".docx", XLSX: ".xlsx", ODT: ".odt", ODS: ".ods"}
OFFICE_SECONDS: Final = 60
TEXT_SECONDS: Final = 120
_log = logging.getLogger("rollcall.documents")


def office_program() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def text_program() -> str | None:
    return shutil.which("ocrmypdf")


def office_pdf(content: bytes, media_type: str) -> bytes | None:
    """An office document as LibreOffice prints it; None where it is not installed, or could not. A profile of its own
    each time: two at once would wait for each other, and nothing of one document reaches the next.
    """
    program = office_program()
    if program is None or media_type not in _ENDS:
        return None
    with tempfile.TemporaryDirectory(prefix="rollcall-office-") as folder:
        source = Path(folder, f"document{_ENDS[media_type]}")
        source.write_bytes(content)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        _run([program, profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", folder, str(source)],
             OFFICE_SECONDS)  # fmt: skip
        return _made(Path(folder, "document.pdf"))


def with_text_layer(pdf: bytes) -> bytes | None:
    """The PDF with words under its scanned pages, for searching and reading aloud; None where OCRmyPDF is not
    installed, or could not. Pages that have text stay as they are.
    """
    program = text_program()
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="rollcall-text-") as folder:
        source, made = Path(folder, "document.pdf"), Path(folder, "with-text.pdf")
        source.write_bytes(pdf)
        _run([program, "--skip-text", "--output-type", "pdf", "--quiet", str(source), str(made)], TEXT_SECONDS)
        return _made(made)


def _run(command: list[str], seconds: int) -> None:
    """In a session of its own, which ends as a whole when it takes too long. What it says may quote the document: it is
    not logged.
    """
    quiet = subprocess.DEVNULL
    started = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        if code := started.wait(seconds):
            _log.warning("%s ended with %s", Path(command[0]).name, code)
    except subprocess.TimeoutExpired:
        _log.warning("%s took more than %s seconds", Path(command[0]).name, seconds)
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()


def _made(path: Path) -> bytes | None:
    content = path.read_bytes() if path.is_file() else b""
    return content if content.startswith(b"%PDF-") else None
