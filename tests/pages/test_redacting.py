"""Taking something out of a document on pages: boxes on lines of thousandths, another person's look, and only then what
may be shown outside.
"""

import io

from api.uploads import SPECIMEN
from letters.bundles.reading import read_pages
from tests.api.site import Site, problem
from tests.pages.test_documents import upload
from tests.pages.visitor import Visitor

BOX = {"page": "1", "left": "50", "top": "50", "right": "950", "bottom": "300", "ground": "referrer"}


async def test_drawn_by_one_and_passed_by_another(site: Site, officer: Visitor, supervisor: Visitor) -> None:
    ref = await site.refer()
    await upload(officer, ref, "record.pdf", SPECIMEN, "application/pdf", "School's record")
    path = (await officer.page(f"/cases/{ref}")).link("School's record")
    page = await officer.page(path)
    assert "thousandths" in page.text
    name = path.rpartition("/")[2]
    assert (await officer.client.get(f"{path}/pages/1.png")).content.startswith(b"\x89PNG")
    assert (await officer.get(f"{path}/pages/2.png")).status == 404
    form = page.form()
    none = await officer.post(path, form.values)
    assert (none.status, "Draw at least one box" in none.text) == (422, True)
    wrong = await officer.post(path, form.values | BOX | {"page": "9"})
    assert wrong.status == 409
    assert "Box 1, page: This document has 1 pages" in wrong.text
    assert wrong.page.form().values["page"] in ("", "9")
    unsaid = await officer.post(path, wrong.page.form().values | BOX | {"ground": ""})
    assert unsaid.status == 422
    assert "Box 1, ground" in unsaid.text
    drawn = await officer.post(path, wrong.page.form().values | BOX)
    assert (drawn.status, drawn.goes_to) == (303, path)
    waits = await officer.page(path)
    assert "not checked" in waits.text
    assert not waits.has_link("Check it"), "not by whoever drew it"
    usable = await site.get(f"/api/cases/{ref}/documents/{name}/pages.pdf")
    assert usable.content == SPECIMEN, "nobody has passed it yet"
    theirs = await supervisor.page(path)
    pictures = [src for src in theirs.html.split('"') if "/redactions/" in src and src.endswith(".png")]
    assert (await supervisor.client.get(pictures[0])).content.startswith(b"\x89PNG")
    check = await supervisor.page(theirs.link("Check it"))
    done = await supervisor.post(check.form().action, check.form().filled(looked="yes", passed="yes"))
    assert done.status == 303, done.text
    usable = await site.get(f"/api/cases/{ref}/documents/{name}/pages.pdf")
    assert [each.text.strip() for each in read_pages(usable.content)] == [""]
    original = await site.get(f"/api/cases/{ref}/documents/{name}")
    assert original.content == SPECIMEN
    assert "passed by" in (await officer.page(path)).text


async def test_by_the_api_too_with_every_box_judged(site: Site) -> None:
    ref = await site.refer()
    await site.upload(ref, SPECIMEN)
    (document,) = (await site.case(ref))["documents"]
    address = f"/api/cases/{ref}/documents/{document['id']}/redactions"
    box = {name: int(said) if said.isdecimal() else said for name, said in BOX.items()}
    problem(await site.post(address, {"boxes": [box | {"page": 2}]}), 409, "NO_SUCH_PAGE", "boxes.0.page")
    problem(await site.post(address, {"boxes": [box | {"left": 1001}]}), 422, "INVALID", "boxes.0.left")
    answer = await site.post(address, {"boxes": [box]})
    assert answer.status_code == 200, answer.text
    (document,) = (await site.case(ref))["documents"]
    redaction = document["redactions"][0]["id"]
    pdf = await site.get(f"{address}/{redaction}.pdf")
    assert io.BytesIO(pdf.content).read(5) == b"%PDF-"
    problem(await site.get(f"{address}/R99.pdf"), 404, "NO_SUCH_REDACTION")
