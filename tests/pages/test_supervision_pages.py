"""A supervision order on pages: begun from the case, every step with a form, its letter filed, its stages in words."""

from tests.api.site import Site
from tests.pages.test_forms import file
from tests.pages.visitor import Visitor
from tests.workflows.noticed import family
from tests.workflows.prosecuted import lawyers

OFFICE = {"office.lines.0": "Fixture House", "office.postcode": "BA1 1AA"}


async def test_from_the_wish_to_an_order_in_force(site: Site, supervisor: Visitor) -> None:
    lawyers(site.world)
    case, _ = await family(site.world)
    begun = await supervisor.send(f"/cases/{case.ref}/do/begin-supervision-order", reasons="The parents ask for help.")
    assert begun.status == 303, begun.text
    name = file(site, case.ref).proceedings[0].name
    await case.until(lambda: f"{case.ref}/{name}" in case.rings())
    page = await supervisor.page(f"/cases/{case.ref}")
    assert "Education supervision order" in page.text
    assert "now: being considered" in page.text
    links = [href for href, _ in page.links if f"/proceedings/{name}/do/" in href]
    assert len(links) > 3
    for link in links:
        assert (await supervisor.get(link)).status in (200, 409), link

    async def step(action: str, **typed: str) -> None:
        done = await supervisor.send(f"/cases/{case.ref}/proceedings/{name}/do/{action}", **typed)
        assert done.status == 303, done.text

    await step("write-to-social-care", to="Social care", words="Do you know this child?", **OFFICE)
    (letter,) = file(site, case.ref).documents
    kept = await supervisor.get(f"/api/cases/{case.ref}/documents/{letter.id}")
    assert kept.response.content.startswith(b"%PDF")
    await step("record-social-care-view", asked="The child's team", view="It may help.", care="neither")
    application = {"court": "Family Court", "ground": "other", "evidence": "Three visits", "living_here": "yes"}
    await step("prepare-supervision-application", **application)
    alone = await supervisor.send(
        f"/cases/{case.ref}/proceedings/{name}/do/authorise-supervision-application", reasons="Tried."
    )
    assert alone.status == 409
    assert "does not approve it" in alone.text
    told = (await supervisor.page(f"/cases/{case.ref}/proceedings/{name}")).text
    assert "Social care was consulted on" in told
    assert "now: application prepared" in (await supervisor.page(f"/cases/{case.ref}")).text
