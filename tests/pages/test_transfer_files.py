"""Transfer files taken in on a page and over the API, and a tracing worked on by its forms."""

import httpx

from domain.proceedings import Tracing
from letters.transfer.writing import written
from rollcall.outstanding import tell_transfers
from tests.api.site import Site, problem
from tests.letters.test_transfer_file import WHOLE, made
from tests.pages.test_forms import file
from tests.pages.visitor import Visitor
from tests.workflows.world import Case

UPN = "X800400126001"
CHILD = {"given": "Kai", "surname": "Example", "date_of_birth": "2015-03-04", "school": "800/4001", "upn": UPN,
         "sex": "F"}  # fmt: skip


async def sent(visitor: Visitor, content: bytes) -> httpx.Response:
    form = (await visitor.page("/transfer-files")).form("/transfer-files")
    files = {"file": ("any.xml", content, "application/xml")} if content else {}
    return await visitor.client.post("/transfer-files", data={"csrf": form.values["csrf"]}, files=files)


async def test_a_file_is_taken_in_and_a_match_is_a_task_on_its_case(site: Site, officer: Visitor) -> None:
    ref = await site.refer(child=CHILD)
    case = Case(site.world, ref)
    await case.until(lambda: bool(case.rings()))
    content = written(made(WHOLE.model_copy(update={"upn": UPN})))
    assert (await sent(officer, content)).status_code == 303
    assert (await sent(officer, b"<html></html>")).status_code == 303
    assert (await sent(officer, b"")).status_code == 422
    page = await officer.page("/transfer-files")
    assert "8004001 to XXXXXXX" in page.text
    assert "1 pupil" in page.text
    assert "This is XML, and no common transfer file" in page.text
    assert "Zoë" not in page.text
    await tell_transfers(site.world.house, site.world.client)
    await case.until(lambda: case.task("trace") is not None)
    async with site.as_("officer") as client:
        again = await client.post("/api/transfer-files", files={"file": ("again.xml", content)})
        assert (again.status_code, again.json()["pupils"]) == (200, 1)
        assert "matched" not in again.json(), "how many is not said: it would tell of hidden cases"
    problem(await site.get("/api/transfer-files", "legal"), 403, "ROLE")


async def test_a_tracing_is_begun_and_worked_on_by_forms(site: Site, supervisor: Visitor) -> None:
    ref = await site.refer(child=CHILD)
    case = Case(site.world, ref)
    await case.until(lambda: bool(case.rings()))
    assert (await supervisor.send(f"/cases/{ref}/do/begin-tracing", school="800/4001")).status == 303
    await case.until(lambda: f"{ref}/tracing-1" in case.rings())
    page = await supervisor.page(f"/cases/{ref}")
    links = [href for href, _ in page.links if "/proceedings/tracing-1/do/" in href]
    assert links
    for link in links:
        assert (await supervisor.get(link)).status in (200, 409), link
    under = f"/cases/{ref}/proceedings/tracing-1/do"
    assert (await supervisor.send(f"{under}/make-transfer-file", destination="lost")).status == 303
    form = (await supervisor.page(f"{under}/send-transfer-file")).form()
    found = file(site, ref).proceedings[0]
    assert isinstance(found, Tracing)
    assert list(form.choices["file"]) == [found.files[0].id]
    assert (await supervisor.send(f"{under}/drop-tracing", reason="Still on the roll.")).status == 303
    assert not file(site, ref).proceedings[0].open
