"""A proceeding on pages: begun from the case, its own steps beside the journey's, each with its form."""

from datetime import date

from domain.case_file import CaseFile
from tests.api.site import Site
from tests.pages.test_forms import file
from tests.pages.visitor import Visitor
from tests.workflows.noticed import absences, family, marked, slots


async def test_a_penalty_notice_is_begun_and_worked_on(site: Site, supervisor: Visitor) -> None:
    case, mother = await family(site.world)
    days: list[date] = absences(site.world)
    marked(site.world, days)
    path = f"/cases/{case.ref}/do/begin-penalty-notice"
    form = (await supervisor.page(path)).form()
    asked = {"setting": "academy", "our_school": "yes", "sessions": slots(days), "person": mother}
    done = await supervisor.post(path, form.filled(**asked))
    assert done.status == 303, done.text
    known: CaseFile = file(site, case.ref)
    name = known.proceedings[0].name
    await case.until(lambda: f"{case.ref}/{name}" in case.rings())
    page = await supervisor.page(f"/cases/{case.ref}")
    assert "Penalty notice: " in page.text
    links = [href for href, _ in page.links if f"/proceedings/{name}/do/" in href]
    assert links
    for link in links:
        opened = await supervisor.get(link)
        assert opened.status in (200, 409), link
    dropped = await supervisor.send(
        f"/cases/{case.ref}/proceedings/{name}/do/drop-penalty-notice", reason="The wrong week."
    )
    assert (dropped.status, dropped.goes_to.partition("?")[0]) == (303, f"/cases/{case.ref}")
    assert not file(site, case.ref).proceedings[0].open


async def test_an_action_of_another_process_is_not_found(site: Site, supervisor: Visitor) -> None:
    ref = await site.refer()
    for path in ("proceedings/penalty-notice-9/do/drop-penalty-notice", "do/drop-penalty-notice"):
        assert (await supervisor.get(f"/cases/{ref}/{path}")).status == 404, path
