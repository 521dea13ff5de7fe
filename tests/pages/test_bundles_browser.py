"""A bundle assembled by dragging in a real browser, and by the buttons where no script runs."""

import pytest
from playwright.async_api import Page

from tests.api.site import Site
from tests.letters.bundles.hostile import statement
from tests.pages.browser import Walker, chromium_at, served
from tests.workflows.prosecuted import lawyers

pytestmark = pytest.mark.browser
TITLES = ("First paper", "Second paper", "Third paper")


async def test_a_document_is_dragged_to_where_it_belongs(site: Site, chromium: str) -> None:
    lawyers(site.world)
    ref = await site.refer()
    for title in TITLES:
        assert (await site.upload(ref, statement(title, 1), title=title)).status_code == 200
    for document in (await site.case(ref))["documents"]:
        await site.do(ref, "mark-document", document=document["id"], marking="EVIDENTIAL")
    await site.do(ref, "request-bundle", profile="legal-advice")
    bundle = (await site.get(f"/api/cases/{ref}/bundles", "legal")).json()[0]["id"]
    path = f"/legal/bundles/{ref}/{bundle}"
    async with served(site) as home, chromium_at(chromium) as browser, Walker.starting(browser, home) as lawyer:
        await lawyer.go("/")
        await lawyer.click("Lena Fixture")
        await lawyer.go(path)
        assert await order(lawyer.page) == list(TITLES)
        await dragged(lawyer.page, "Third paper", "First paper", below=False)
        assert await order(lawyer.page) == ["Third paper", "First paper", "Second paper"]
        await dragged(lawyer.page, "Third paper", "Second paper", below=True)
        assert await order(lawyer.page) == list(TITLES)
        await lawyer.look()
        assert not lawyer.complaints, "\n".join(lawyer.complaints)
    bodies = [
        {"do": "before", "document": "D0", "beside": "D1"},
        {"do": "after", "document": bundle, "beside": ""},
    ]
    for body in bodies:
        answer = await site.post(f"/api/cases/{ref}/bundles/{bundle}/arrangement", {"turn": 2, **body}, "legal")
        assert answer.status_code == 422, answer.text


async def order(page: Page) -> list[str]:
    return await page.locator("tr[data-move] td:first-child > b").all_inner_texts()


async def dragged(page: Page, title: str, onto: str, *, below: bool) -> None:
    """By the mouse: pressed, moved, let go."""
    one, other = (page.locator("tr[data-move]", has_text=each) for each in (title, onto))
    where = await other.bounding_box()
    assert where is not None
    at = {"x": 20.0, "y": where["height"] - 4 if below else 4.0}
    async with page.expect_navigation():
        await one.drag_to(other, source_position={"x": 20, "y": 12}, target_position=at)  # type: ignore[arg-type]
