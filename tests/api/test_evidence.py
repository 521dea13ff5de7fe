"""Evidence through the API: e-mails have pages, office files wait for a PDF; nothing beside the pages shows who told
us, and no statement does (PRACTICE 4.9, 8.8).
"""

import hashlib
import io

import pikepdf
import pytest

from activities import converting
from api.uploads import SPECIMEN
from letters.evidence.kinds import DOCX, EMAIL
from tests.api.site import Site, problem
from tests.api.test_near_matches import BETRAYING, REFERRER
from tests.letters.evidence import made
from tests.letters.pdf import words


@pytest.fixture
def site(files_site: Site) -> Site:
    return files_site


async def test_an_e_mail_is_read_as_pages_and_kept_as_it_came(site: Site) -> None:
    ref = await site.refer()
    for kind in (EMAIL, "text/plain", "application/octet-stream"):
        answer = await site.upload(ref, made.EMAIL, "mail.eml", kind, obtained_from="The school")
        assert answer.status_code == 200, answer.text
    last = (await site.case(ref))["documents"][-1]["id"]
    await site.do(ref, "mark-document", document=last, marking="EVIDENTIAL", kind="CORRESPONDENCE")
    document = (await site.case(ref))["documents"][-1]
    assert (document["media_type"], document["pages"], document["kind"]) == (EMAIL, 1, "CORRESPONDENCE")
    address = f"/api/cases/{ref}/documents/{document['id']}"
    assert (await site.get(address)).content == made.EMAIL
    assert "Kai was last in on Friday" in words((await site.get(f"{address}/pages.pdf")).content)


async def test_an_office_file_waits_for_a_pdf_of_it(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert converting.office_program() is None
    ref = await site.refer()
    word = made.office("[Content_Types].xml", "word/document.xml")
    assert (await site.upload(ref, word, "note.docx", DOCX)).status_code == 200
    document = (await site.case(ref))["documents"][-1]
    assert document["pages"] == 0
    assert "LibreOffice is not installed" in document["said"][0]
    problem(await site.get(f"/api/cases/{ref}/documents/{document['id']}/pages.pdf"), 409, "NO_PAGES")
    worth = {"document": document["id"], "marking": "EVIDENTIAL"}
    problem(await site.act(ref, "mark-document", worth), 409, "NO_PAGES", "marking")
    copied = await site.upload(ref, SPECIMEN, title="A PDF of it", copy_of=document["id"])
    assert copied.status_code == 200, copied.text
    (document,) = (await site.case(ref))["documents"]
    assert document["copy_how"].startswith("Supplied on")
    await site.do(ref, "mark-document", **worth)
    again = await site.upload(ref, SPECIMEN, copy_of=document["id"])
    problem(again, 409, "NOT_WITHOUT_PAGES", "copy_of")


async def test_a_scan_is_flagged_and_a_locked_file_is_kept_and_said_to_be_locked(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    ref = await site.refer()
    for content, pages, says in ((made.scanned(2), 2, "text layer"), (made.locked(), 0, "password")):
        assert (await site.upload(ref, content)).status_code == 200
        document = (await site.case(ref))["documents"][-1]
        assert document["pages"] == pages
        assert says in document["said"][0]


async def test_no_file_whose_own_data_may_show_who_told_us_is_filed(site: Site) -> None:
    ref = await site.refer(channel="public", referrer=REFERRER, confidential=True, account="I heard it.")
    plain = await site.refer()
    name = REFERRER["name"]
    email = made.EMAIL.replace(b"Attendance office", name.encode())
    kept = site.written()["document"]
    files = (
        (made.with_author(name), "record.pdf", "application/pdf"),
        (made.photographed_by(name), "photo.jpg", "image/jpeg"),
        (email, "mail.eml", EMAIL),
    )
    for content, named, kind in files:
        refused = problem(await site.upload(ref, content, named, kind), 409, "WHO_TOLD_IN_FILE", "file")
        assert name not in str(refused)
        assert site.written()["document"] == kept, "nothing of it is kept"
    for content, named, kind in files:
        assert (await site.upload(plain, content, named, kind)).status_code == 200, "nobody told this case's"
        form = {"title": "Stored for another", "sha256": hashlib.sha256(content).hexdigest(), "media_type": kind}
        stored = await site.act(ref, "file-document", {**form, "size": len(content)})
        problem(stored, 409, "WHO_TOLD_IN_FILE", "sha256")
    assert (await site.case(ref))["documents"] == []
    with pikepdf.open(io.BytesIO(made.with_author(name))) as pdf:
        del pdf.trailer["/Info"]
        clean = io.BytesIO()
        pdf.save(clean)
    assert (await site.upload(ref, clean.getvalue())).status_code == 200


async def test_no_statement_shows_who_told_us(site: Site) -> None:
    ref = await site.refer(channel="public", referrer=REFERRER, confidential=True, account="I heard it.")
    await site.do(ref, "record-contact", person="P1-1", how="telephone", answered=True, said=BETRAYING)
    await site.do(ref, "record-contact", person="P1-1", how="telephone", answered=True, said="He goes on Monday.")
    drafted = await site.do(ref, "draft-statement")
    (view,) = (await site.get(f"/api/cases/{ref}/statements")).json()
    assert BETRAYING not in str(view)
    assert any("who told us" in each["why"] for each in view["left_out"])
    statement = {"statement": f"W{drafted['seq']}"}
    await site.do(ref, "add-sentence", text=BETRAYING, **statement)
    (view,) = (await site.get(f"/api/cases/{ref}/statements")).json()
    for each in view["sentences"]:
        await site.do(ref, "confirm-sentence", sentence=each["id"], **statement)
    sign = {**statement, "believe": True, "signature": view["witness_name"]}
    problem(await site.act(ref, "sign-statement", sign), 409, "WHO_TOLD_IN_STATEMENT")
    last = view["sentences"][-1]["id"]
    await site.do(ref, "leave-sentence-out", sentence=last, why="Told in confidence.", **statement)
    await site.do(ref, "sign-statement", **sign)
    pdf = await site.get(f"/api/cases/{ref}/statements/{statement['statement']}.pdf")
    assert "He goes on Monday." in words(pdf.content)
    assert "Dorothia" not in words(pdf.content)
