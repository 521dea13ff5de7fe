"""Filing a document: a real file is taken, any other is refused at its field, and the title stays."""

import io

import pytest
from sqlmodel import select

from records.database import transaction
from records.tables import DocumentRow
from tests.api.site import Site
from tests.pages.test_forms import file
from tests.pages.visitor import Answer, Visitor

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


async def upload(officer: Visitor, ref: str, name: str, content: bytes, kind: str, title: str = "Record") -> Answer:
    path = f"/cases/{ref}/do/file-document"
    form = (await officer.page(path)).form()
    assert form.enctype == "multipart/form-data"
    return Answer(
        await officer.client.post(
            path, data=form.filled(title=title), files={"file": (name, io.BytesIO(content), kind)}
        )
    )


async def test_a_document_is_filed_and_read_again(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    done = await upload(officer, ref, "scan.png", PNG, "image/png", "School's record of enquiries")
    assert (done.status, done.goes_to) == (303, f"/cases/{ref}?done=2")
    case = await officer.page(f"/cases/{ref}")
    document = await officer.page(case.link("School's record of enquiries"))
    read = await officer.client.get(document.link("The original"))
    assert read.content == PNG
    assert read.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("name", "content", "kind", "says", "status"),
    [
        ("run.pdf", b"MZ" + bytes(100), "application/pdf", "Choose a PDF, a PNG or JPEG picture", 422),
        ("letter.pdf", PNG, "application/pdf", "This file is not what its name says", 422),
        ("empty.pdf", b"", "application/pdf", "This file is empty", 422),
        ("large.pdf", b"%PDF-" + bytes(50_000_000), "application/pdf", "Choose a file of at most 20 MB", 422),
        ("", b"", "application/octet-stream", "Choose a file", 422),
    ],
    ids=["renamed executable", "picture named pdf", "empty", "50 MB", "none"],
)
async def test_what_is_no_document_is_refused_at_its_field(
    site: Site, officer: Visitor, name: str, content: bytes, kind: str, says: str, status: int
) -> None:
    ref = await site.refer()
    answer = await upload(officer, ref, name, content, kind, "What I typed")
    assert answer.status == status
    assert says.casefold() in answer.text.casefold()
    assert "#f-file" in [href for href, _ in answer.page.links]
    assert answer.page.form().values["title"] == "What I typed"
    assert file(site, ref).documents == []
    with transaction(site.world.house.engine) as session:
        assert session.exec(select(DocumentRow.sha256)).all() == []


async def test_far_too_much_is_refused_with_a_page(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    headers = {"Content-Length": "400000000", "Content-Type": "multipart/form-data; boundary=x"}
    answer = Answer(await officer.client.post(f"/cases/{ref}/do/file-document", content=b"--x", headers=headers))
    assert answer.status == 413
    assert "too large" in answer.text
