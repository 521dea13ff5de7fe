"""The legal team in a real browser: the queue, sessions chosen one by one, the prosecution on its page."""

import pytest

from tests.api.site import Site
from tests.pages.browser import Walker, chromium_at, served
from tests.workflows.noticed import absences, family, marked
from tests.workflows.prosecuted import lawyers, waiting

pytestmark = pytest.mark.browser


async def test_a_lawyer_begins_a_prosecution_and_reviews_it(site: Site, chromium: str) -> None:
    lawyers(site.world)
    case, mother = await family(site.world)
    marked(site.world, absences(site.world))
    async with served(site) as home, chromium_at(chromium) as browser, Walker.starting(browser, home) as lawyer:
        await lawyer.go("/")
        await lawyer.click("Lena Fixture")
        await lawyer.go(f"/cases/{case.ref}/do/begin-prosecution")
        boxes = lawyer.page.locator('main [name="sessions"]')
        assert await boxes.count() == 10
        await lawyer.fill(person=mother, our_school="yes")
        for box in await boxes.all():
            await box.check()
        await lawyer.click("Record")
        charge = await waiting(case, mother)
        assert len(charge.charge.sessions) == 10
        await charge.groundwork()
        await charge.do("send-prosecution-to-review")
        await lawyer.go("/legal")
        await lawyer.click("Review a prosecution")
        await lawyer.fill(evidential="yes", public_interest="yes", reasons="The register is plain.")
        await lawyer.click("Record")
        await charge.at("authorising")
        await lawyer.go(f"/cases/{case.ref}/proceedings/{charge.name}")
        assert "Sessions relied on: 10" in await lawyer.page.inner_text("main")
        assert "Waits for authority" in await lawyer.page.inner_text("li[aria-current=step]")
        assert not lawyer.complaints, "\n".join(lawyer.complaints)
