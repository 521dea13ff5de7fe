"""The public form in a real browser: every page without scripts and with axe looking; and what a browser remembers."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from records.database import transaction
from tests.api.site import Site
from tests.pages.browser import Walker, chromium_at, served
from tests.pages.telling import NEIGHBOUR, Telling
from tests.pages.visitor import Visitor, services_of

pytestmark = pytest.mark.browser

SAID = {
    "who": {"who": "public"},
    "danger": {"danger": "yes"},
    "signs": {"signs": "forced-marriage"},
    "child": {"given": "Plantedgiven", "surname": "Plantedsurname", "looks": "Plantedlooks"},
    "born": {"date_of_birth": "4/3/2016", "age": "Plantedage"},
    "school": {"school": "Plantedschool"},
    "since": {"since_about": "Plantedsince"},
    "why": {"why": "home"},
    "adult": {"name": "Plantedadult", "relation": "step-parent"},
    "home": {"line1": "1 Plantedroad", "postcode": "BA1 1AA"},
    "others": {"others": "Plantedsister"},
    "account": {"account": "Plantedwords"},
    "you": {"name": "Plantedme", "relation": "Plantedaunt", "email": "planted@here.example"},
    "confidence": {"confidence": "yes"},
}
# One page for each kind of question; axe takes a second for each.
LOOKED_AT = ("call", "signs", "child", "born", "why", "adult", "account", "confidence")
ANSWERS = ("planted", "forced-marriage", "step-parent", "2016-03-04", "4 march", "ba1 1aa", "ba1%201aa")


async def looked(walker: Walker) -> None:
    walker.looked_at.clear()  # the pages' titles are alike
    await walker.look()


async def filled(walker: Walker, *, looking: bool) -> list[str]:
    """Answer everything; `looking` has axe look. Returns what the browser's bar and history showed."""
    shown = []
    await walker.page.goto("/refer/who")
    while (name := walker.page.url.rpartition("/")[2]) != "check":
        shown += [walker.page.url, await walker.page.title()]
        if looking and name in LOOKED_AT:
            await looked(walker)
        if name == "call":
            await walker.page.get_by_role("button", name="Go on").click()
            continue
        await walker.fill(**SAID[name])
        await walker.page.get_by_role("button", name="Continue").click()
    if looking:
        await looked(walker)
    return [*shown, walker.page.url, await walker.page.title()]


async def test_every_page_without_scripts(site: Site, chromium: str) -> None:
    assert list(SAID) == list(NEIGHBOUR)
    async with (
        served(site) as home,
        chromium_at(chromium) as browser,
        Walker.starting(browser, home, scripts=False) as neighbour,
    ):
        services = services_of(site)
        elsewhere = replace(services.public, exit_website=f"{home}/healthz")
        site.app.state.services = replace(services, public=elsewhere)
        await neighbour.go("/refer")
        await neighbour.click("Go on")
        neighbour.looked_at.clear()
        await neighbour.click("Continue")  # a fault
        assert "choose one of the answers" in await neighbour.page.inner_text(".govuk-error-summary")
        await filled(neighbour, looking=True)
        neighbour.looked_at.clear()
        await neighbour.click("Send")
        assert "RC-" in await neighbour.page.inner_text(".govuk-panel")
        await neighbour.page.emulate_media(media="print")
        assert await neighbour.page.locator(".govuk-panel").is_visible()
        for unwanted in (".rc-escape", ".rc-danger", ".rc-foot"):
            assert not await neighbour.page.locator(unwanted).is_visible()
        await neighbour.page.emulate_media(media="screen")
        for path in ("/refer/ended", "/refer/sent"):
            neighbour.looked_at.clear()
            await neighbour.go(path)
        await neighbour.page.get_by_role("button", name="Exit this page").click()
        assert neighbour.page.url == f"{home}/healthz"
        assert await neighbour.page.context.cookies() == []
        await neighbour.page.go_back()
        assert "RC-" not in await neighbour.page.inner_text("body")
        neighbour.looked_at.clear()
        await neighbour.click("Clear my answers")
        assert "Your answers are cleared" in await neighbour.page.inner_text("main")
        faults = [each for each in neighbour.complaints if not each.startswith("410")]
        assert not faults, "\n".join(faults)


async def test_no_answer_is_anywhere_but_on_the_page(site: Site, chromium: str) -> None:
    """Not in an address, a title, a log, a cookie, a store of the browser, nor readable in the database."""
    with capture_logs() as logs:
        async with served(site) as home, chromium_at(chromium) as browser, Walker.starting(browser, home) as neighbour:
            shown = await filled(neighbour, looking=False)
            page = neighbour.page
            cookies = await page.context.cookies()
            stores = await page.evaluate(
                """async () => JSON.stringify([{...localStorage}, {...sessionStorage}, history.state, window.name,
                   document.cookie, await caches.keys(), (await indexedDB.databases()).map(each => each.name)])"""
            )
            with transaction(services_of(site).engine) as session:
                held = session.execute(text("select * from held_answers")).all()
            assert len(held) == 1
            assert "Plantedwords" in await page.inner_text("main"), "it is on the page"
            await neighbour.click("Send")
            shown += [page.url, await page.title(), await page.inner_text("body")]
            with transaction(services_of(site).engine) as session:
                after = session.execute(text("select * from held_answers")).all()
            assert "localhost" not in stores
            assert not neighbour.complaints, "\n".join(neighbour.complaints)
    assert [(each["name"], each["httpOnly"], each["path"], each["expires"]) for each in cookies] == [
        ("rollcall-form", True, "/refer", -1)
    ]
    places = {
        "addresses, titles and the last page": shown,
        "cookies": json.dumps(cookies),
        "stores": stores,
        "logs": repr(logs),
        "database before": repr([bytes(row.sealed) for row in held]) + repr(held),
        "database after": repr(after),
    }
    assert logs
    for place, everything in places.items():
        found = [planted for planted in ANSWERS if planted in str(everything).casefold()]
        assert not found, (place, found)


async def test_the_pages_of_those_who_mind_the_door_without_scripts(site: Site, chromium: str) -> None:
    async with Visitor.signed_in(site) as neighbour:
        ref = await Telling(neighbour, {**NEIGHBOUR, "danger": {"danger": "yes"}}).tell(website="x")
    async with (
        served(site) as home,
        chromium_at(chromium) as browser,
        Walker.starting(browser, home, scripts=False) as somebody,
    ):
        await somebody.go("/sign-in")
        await somebody.click("Sam Grey")
        await somebody.click("Danger reported")
        await somebody.click("I have it")
        assert "No report of danger waits" in await somebody.page.inner_text("main")
        await somebody.go("/quarantine")
        await somebody.click(ref)
        await somebody.click("Decide")  # a fault
        assert await somebody.page.locator(".govuk-error-summary li").count() == 2
        await somebody.fill(decision="reject", reason="An advertisement.")
        await somebody.click("Decide")
        assert "An advertisement." in await somebody.page.inner_text("main")
        await somebody.click("Sign out")
        await somebody.click("Ade Sample")
        await somebody.click("School keys")
        await somebody.fill(school="Fixture Primary")
        await somebody.click("Make a key")
        assert "it cannot be shown again" in await somebody.page.inner_text("main")
        assert not somebody.complaints, "\n".join(somebody.complaints)
