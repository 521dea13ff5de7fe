"""A visit written down without a signal: kept in the browser until it is confirmed sent, and for nobody else."""

import asyncio
import json

import pytest
from playwright.async_api import Page, Route

from api.pages.drafts import draft_of
from tests.api.site import Site
from tests.pages.browser import Walker, chromium_at, served
from tests.pages.test_forms import file
from tests.pages.visitor import services_of

pytestmark = pytest.mark.browser
SEEN = "Plantedwords: curtains open, a bicycle in the hall."
_KEPT = "JSON.stringify({...localStorage})"


async def so(page: Page, what: str) -> None:
    """Wait until the browser says so. The pages' own policy forbids Playwright's way of waiting for it."""
    for _ in range(100):
        if await page.evaluate(what):
            return
        await asyncio.sleep(0.05)
    raise AssertionError(what)


async def test_what_is_typed_at_a_door_is_kept_until_it_is_sent(site: Site, chromium: str) -> None:
    ref = await site.refer()
    form = f"/cases/{ref}/do/record-visit"
    async with served(site) as home, chromium_at(chromium) as browser, Walker.starting(browser, home) as officer:
        page = officer.page
        await officer.go("/")
        await officer.click("Amina Okafor")

        async def open_form() -> None:
            await page.goto(form)
            await page.wait_for_selector("form[data-draft-ready]")

        async def kept() -> str:
            return str(await page.evaluate(_KEPT))

        await open_form()
        assert len((await page.content()).encode()) < 20_000, "small enough for a poor signal"
        await officer.fill(outcome="no-reply", at="16.10", seen=SEEN)
        await so(page, "localStorage.length === 1")
        before = await kept()
        assert "Planted" not in before
        assert ref not in before
        assert "no-reply" not in before

        async def lost(route: Route) -> None:
            """What is sent comes to nobody, and no answer comes back."""
            await (route.fulfill(status=204) if route.request.method == "POST" else route.continue_())

        await page.route(f"**{form}", lost)
        await page.get_by_role("button", name="Record").click()
        await so(page, "Object.values(localStorage).some(each => JSON.parse(each).sent)")
        await page.unroute(f"**{form}")
        assert file(site, ref).seq == 1, "nothing came through"
        await open_form()
        assert await page.input_value("[name=seen]") == SEEN
        assert await page.is_checked("[name=outcome][value=no-reply]")
        assert "not confirmed as sent" in await page.inner_text("main")
        await page.locator(".rc-discard").focus()
        await officer.look()

        await page.context.set_offline(True)
        await page.get_by_role("button", name="Record").click()
        await page.get_by_text("There is no signal").wait_for()
        await page.context.set_offline(False)
        # The button itself takes no second click within a second.
        await page.evaluate("document.querySelector('form[data-draft]').requestSubmit()")
        await page.wait_for_url(f"**/cases/{ref}?done=2")
        await so(page, "localStorage.length === 0")
        assert file(site, ref).seq == 2

        await open_form()
        assert await page.input_value("[name=seen]") == "", "what is sent is not offered again"
        await officer.fill(seen=SEEN)
        await so(page, "localStorage.length === 1")
        mine = await kept()
        await page.goto("/")
        await officer.click("Sign out")
        assert await kept() == "{}", "gone at signing out"

        # Whoever copied the store has no key to it, and a draft of yesterday's hour is thrown away.
        await officer.click("Bryn Placeholder")
        await page.evaluate(
            "copied => Object.entries(copied).forEach(pair => localStorage.setItem(...pair))", json.loads(mine)
        )
        await open_form()
        assert await page.input_value("[name=seen]") == ""
        await page.evaluate(
            "Object.keys(localStorage).forEach(name => localStorage.setItem(name,"
            " JSON.stringify({...JSON.parse(localStorage.getItem(name)), until: Date.now() - 1})))"
        )
        await page.goto("/")
        assert await kept() == "{}"
        assert [each for each in officer.complaints if "ERR_FAILED" not in each and "OFFLINE" not in each] == []


async def test_another_person_and_another_day_have_another_key(site: Site) -> None:
    services = services_of(site)
    mine, yours = (draft_of(services, who, "/cases/x/do/record-visit") for who in ("officer", "officer2"))
    assert mine["name"] != yours["name"]
    keys = {*json.loads(mine["keys"]).values(), *json.loads(yours["keys"]).values()}
    assert len(keys) == 4
    assert not {each for each in keys if len(each) != 44}, "256 bits each"
