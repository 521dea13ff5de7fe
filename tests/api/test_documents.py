"""Documents: what they hold decides what they are; a file that is refused leaves nothing behind."""

import hashlib
import uuid
from collections.abc import AsyncIterator

import pytest

from api.uploads import SPECIMEN
from domain.actions.work import DocumentFiled
from tests.api.site import Site, problem
from tests.letters.pdf import words


@pytest.fixture
def site(files_site: Site) -> Site:
    return files_site


PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
A_PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n" + b"x" * 200
A_PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 200
A_JPEG = b"\xff\xd8\xff\xe0" + b"x" * 200
AN_EXE = b"MZ\x90\x00\x03" + b"x" * 200


async def test_a_document_is_stored_untouched_and_read_again(site: Site, subtests: pytest.Subtests) -> None:
    ref = await site.refer()
    for content, name, kind, found in (
        (A_PDF, "record.pdf", PDF, PDF),
        (A_PDF, "Record of the school.PDF", "application/octet-stream", PDF),
        (A_PNG, "photo.png", PNG, PNG),
        (A_JPEG, "photo.jpeg", JPEG, JPEG),
        (A_JPEG + b"2", "scan", JPEG, JPEG),
    ):
        with subtests.test(name):
            answer = await site.upload(ref, content, name, kind, obtained_from="Fixture Academy")
            assert answer.status_code == 200, answer.text
            filed = (await site.case(ref))["documents"][-1]
            assert (filed["title"], filed["media_type"], filed["size"]) == ("School's record", found, len(content))
            assert filed["sha256"] == hashlib.sha256(content).hexdigest()
            read = await site.get(f"/api/cases/{ref}/documents/{filed['id']}")
            assert (read.content, read.headers["content-type"]) == (content, found)
            assert read.headers["content-disposition"] == f'attachment; filename="{ref}-{filed["id"]}"'
            assert read.headers["x-content-type-options"] == "nosniff"
    problem(await site.get(f"/api/cases/{ref}/documents/D99"), 404, "NO_SUCH_DOCUMENT")


async def test_a_file_that_is_not_what_it_says_is_refused(site: Site, subtests: pytest.Subtests) -> None:
    ref = await site.refer()
    before = site.written()
    for why, content, name, kind, status, code in (
        ("renamed executable", AN_EXE, "record.pdf", PDF, 415, "FILE_TYPE"),
        ("executable", AN_EXE, "record.exe", "application/x-msdownload", 415, "FILE_TYPE"),
        ("page that runs", b"<html><script>alert(1)</script>", "record.pdf", PDF, 415, "FILE_TYPE"),
        ("drawing that runs", b"<svg onload='alert(1)'/>", "record.svg", "image/svg+xml", 415, "FILE_TYPE"),
        ("archive", b"PK\x03\x04" + b"x" * 200, "record.docx", "application/zip", 415, "FILE_TYPE"),
        ("PDF further down", b"MZ" + A_PDF, "record.pdf", PDF, 415, "FILE_TYPE"),
        ("PNG said to be a PDF", A_PNG, "record.pdf", PDF, 422, "FILE"),
        ("PNG named .pdf", A_PNG, "record.pdf", "application/octet-stream", 422, "FILE"),
        ("PDF named .exe", A_PDF, "record.exe", "application/octet-stream", 422, "FILE"),
        ("PDF said to be a page", A_PDF, "record", "text/html", 422, "FILE"),
        ("empty", b"", "record.pdf", PDF, 422, "FILE"),
        ("too large", A_PDF + b"x" * 20_000_000, "record.pdf", PDF, 413, "TOO_LARGE"),
    ):
        with subtests.test(why):
            problem(await site.upload(ref, content, name, kind), status, code, "file")
    problem(await site.upload(ref, A_PDF + b"x" * 50_000_000), 413, "TOO_LARGE")
    problem(await site.upload(ref, A_PDF, title=""), 422, "INVALID", "title")
    problem(await site.upload(ref, A_PDF, title="   "), 422, "INVALID", "title")
    problem(await site.upload(ref, A_PDF, title="x" * 121), 422, "INVALID", "title")
    problem(await site.upload(ref, A_PDF, title="a\0b"), 422, "INVALID", "title")
    problem(await site.upload("RC-2026-000000", A_PDF), 404, "NO_SUCH_CASE")
    async with site.as_() as client:
        headers = {"Idempotency-Key": uuid.uuid4().hex}
        answer = await client.post(f"/api/cases/{ref}/documents", data={"title": "No file"}, headers=headers)
        problem(answer, 422, "INVALID", "file")
    assert site.written() == before


async def test_fifty_megabytes_without_a_length_are_refused_while_they_come(site: Site) -> None:
    ref = await site.refer()
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-'
        while sent < 50_000_000:
            sent += 1_000_000
            yield b"x" * 1_000_000

    async with site.as_() as client:
        headers = {"Idempotency-Key": "k", "Content-Type": "multipart/form-data; boundary=b"}
        answer = await client.post(f"/api/cases/{ref}/documents", content=endless(), headers=headers)
    problem(answer, 413, "TOO_LARGE")


async def test_only_a_stored_document_can_be_named(site: Site) -> None:
    ref = await site.refer()
    said = {"title": "A record", "sha256": "0" * 64, "media_type": PDF, "size": 10}
    problem(await site.act(ref, "file-document", said), 422, "NO_SUCH_DOCUMENT", "sha256")
    await site.upload(ref, A_PDF)
    known = {**said, "sha256": hashlib.sha256(A_PDF).hexdigest()}
    problem(await site.act(ref, "file-document", {**known, "media_type": "text/html"}), 422, "NO_SUCH_DOCUMENT",
            "media_type")  # fmt: skip
    problem(await site.act(ref, "file-document", known), 422, "NO_SUCH_DOCUMENT", "size")
    again = await site.act(ref, "file-document", {**known, "size": len(A_PDF)})
    assert again.status_code == 200, again.text


def test_the_specimen_is_a_page_that_says_so() -> None:
    assert hashlib.sha256(SPECIMEN).hexdigest() == DocumentFiled.SPECIMEN_SHA256
    assert len(SPECIMEN) == DocumentFiled.SPECIMEN_SIZE
    assert words(SPECIMEN) == "Specimen document"
