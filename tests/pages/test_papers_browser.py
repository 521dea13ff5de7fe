"""A witness in a real browser: a statement opened sentence by sentence and signed, a box drawn, the papers read."""

import pytest

from api.uploads import SPECIMEN
from tests.api.site import Site
from tests.pages.browser import Walker, chromium_at, served
from tests.workflows.noticed import absences, family, marked, slots
from tests.workflows.prosecuted import lawyers, waiting

pytestmark = pytest.mark.browser


async def test_a_witness_opens_every_sentence_and_signs(site: Site, chromium: str) -> None:
    lawyers(site.world)
    case, mother = await family(site.world)
    days = absences(site.world)
    marked(site.world, days)
    ref = case.ref
    await site.do(ref, "record-contact", person=mother, how="telephone", answered=True, said="He will go on Monday.")
    await case.do("begin-prosecution", person=mother, our_school=True, sessions=slots(days))
    charge = await waiting(case, mother)
    await site.upload(ref, SPECIMEN, title="Specimen record")
    document = (await site.case(ref))["documents"][-1]["id"]
    drafted = await site.do(ref, "draft-statement", about=charge.name)
    name = (await site.get(f"/api/cases/{ref}/statements")).json()[0]["witness_name"]
    async with served(site) as home, chromium_at(chromium) as browser, Walker.starting(browser, home) as witness:
        await witness.go("/")
        await witness.click(name)
        await witness.go(f"/cases/{ref}/statements/W{drafted['seq']}")
        await witness.click("Open the next of")
        while "Sentence" in await witness.page.inner_text("h1"):
            await witness.click("This is what I say")
        await witness.click("Sign this statement")
        await witness.fill(signature=name, believe="yes")
        await witness.click("Record")
        assert "its pages are frozen" in await witness.page.inner_text("main")
        await witness.go(f"/cases/{ref}/documents/{document}")
        await witness.page.fill("#left-1", "100")
        for part, value in (("page", "1"), ("top", "100"), ("right", "600"), ("bottom", "200")):
            await witness.page.fill(f"#{part}-1", value)
        await witness.page.select_option("#ground-1", "other-parent")
        await witness.click("Take it out")
        assert "not checked" in await witness.page.inner_text("main")
        await witness.go(f"/cases/{ref}/proceedings/{charge.name}/papers")
        assert "Not decided" in await witness.page.inner_text("main")
        assert not witness.complaints, "\n".join(witness.complaints)
