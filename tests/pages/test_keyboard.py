"""Without a mouse, and at 400 % zoom: whole ways through the service, and no page that must be scrolled sideways."""

from datetime import date

import pytest
from playwright.async_api import Page

from tests.api.site import Site
from tests.pages.browser import Walker, chromium_at, served
from tests.pages.telling import NEIGHBOUR
from tests.pages.visitor import services_of

pytestmark = pytest.mark.browser
_MOST_TABS = 250
_HERE = """() => { const e = document.activeElement; return {
  name: e.name || "", value: e.value || "", type: e.type || e.tagName.toLowerCase(),
  text: (e.innerText || e.textContent || "").trim(),
  seen: getComputedStyle(e).outlineStyle !== "none" || getComputedStyle(e).boxShadow !== "none"
        || getComputedStyle(e).backgroundColor === "rgb(255, 221, 0)"
        || (e.nextElementSibling && getComputedStyle(e.nextElementSibling, "::before").boxShadow !== "none")} }"""


class Keys:
    """Somebody who has nothing but a keyboard. Wherever the focus comes to, it must be seen."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def to(self, **wanted: str) -> dict[str, str]:
        """Tab until the focus is on what is called so."""
        for _ in range(_MOST_TABS):
            await self.page.keyboard.press("Tab")
            here: dict[str, str] = await self.page.evaluate(_HERE)
            if all(
                here[part].startswith(value) if part == "text" else here[part] == value
                for part, value in wanted.items()
            ):
                assert here["seen"], f"the focus on {wanted} is not seen"
                return here
        raise AssertionError(f"{self.page.url}: no way to {wanted} by Tab")

    async def follow(self, text: str) -> None:
        await self.to(text=text)
        async with self.page.expect_navigation():
            await self.page.keyboard.press("Enter")

    async def fill(self, **answers: str) -> None:
        """In the order of the form, from where the focus is."""
        for said, answer in answers.items():
            await self.answer(said.replace("__", "."), answer)

    async def answer(self, name: str, answer: str) -> None:
        here = await self.to(name=name)
        if here["type"] == "radio":
            await self.page.keyboard.press("Space")
            await self._arrow_to(answer)
        elif here["type"] == "checkbox":
            if here["value"] != answer:
                await self.to(name=name, value=answer)
            await self.page.keyboard.press("Space")
        elif here["type"] == "select-one":
            await self.page.keyboard.press("Home")
            await self._arrow_to(answer)
        elif here["type"] == "textarea" or not here["value"]:
            await self.page.keyboard.type(answer)
        else:  # what stands there already is typed over
            await self.page.keyboard.press("Control+A")
            await self.page.keyboard.type(answer)

    async def _arrow_to(self, answer: str) -> None:
        for _ in range(60):
            if (await self.page.evaluate("document.activeElement.value")) == answer:
                return
            await self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{self.page.url}: no answer {answer}")

    async def into(self) -> None:
        """By the link that skips what stands above every page."""
        await self.page.keyboard.press("Tab")
        assert "Skip to main content" in (await self.page.evaluate(_HERE))["text"]
        await self.page.keyboard.press("Enter")


def on(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


async def test_a_whole_journey_by_keyboard_alone(site: Site, chromium: str) -> None:
    """From the referral to the case closed, with the child back in school."""
    today = services_of(site).today
    steps: list[tuple[str, dict[str, str]]] = [
        ("Decide what this case is", {"route": "missing-education", "reasons": "On no roll."}),
        ("Record an enquiry", {"subject": "admissions", "result": "no-trace"}),
        ("Complete the checks", {"found": "nowhere", "summary": "No trace."}),
        ("Record a home visit", {"outcome": "child-seen", "at": "16.10", "where": "At home", "alone": "yes"}),
        ("Record that the family has been reached", {"how": "in-person", "said": "They moved."}),
        ("Agree a plan of support", {"needs": "A place.", "plan": "Apply."}),
        ("Record that a place is offered", {"school_name": "Fixture Academy"}),
        ("Record that the place is accepted", {**on("starts_on", today), "agreed_with": "The mother"}),
        ("Record the first day the child attended", {**on("attended_on", today), "said_by": "The office"}),
        ("Review attendance", {"attending": "sustained", "seen": "In every day."}),
        ("Record that no other children live there", {"who_said": "The mother, and the housing record."}),
        (
            "Close the case",
            {
                "outcome": "ON_ROLL",
                "proof": "first-attendance",
                "evidence": "The register shows the child in class.",
                **on("attended_on", today),
            },
        ),
    ]
    async with served(site) as home, chromium_at(chromium) as browser, Walker.starting(browser, home) as officer:
        keys = Keys(officer.page)
        await officer.page.goto("/sign-in")
        await keys.follow("Amina Okafor")
        await keys.follow("Record a referral")
        await keys.into()
        await keys.fill(channel="school", child__given="Kai", child__surname="Example")
        await keys.fill(**{"adults.0.name": "Ms R Example", "adults.0.relation": "mother"})
        await keys.fill(owner="officer")
        await keys.follow("Record the referral")
        assert "Kai Example" in await officer.page.inner_text("h1")
        for link, answers in steps:
            await keys.follow(link)  # from what was recorded last, where the page has put the focus
            await keys.into()
            await keys.fill(**answers)
            await keys.follow("Record")
            assert "Recorded:" in await officer.page.inner_text("main"), link
        assert "closed" in await officer.page.inner_text("main")
        await keys.to(text="Reopen the case")
        await keys.follow("Sign out")
        assert officer.page.url.endswith("/sign-in")
        assert not officer.complaints, "\n".join(officer.complaints)


async def test_somebody_tells_of_a_child_by_keyboard_alone(site: Site, chromium: str) -> None:
    """The public form from its first page to the reference."""
    async with served(site) as home, chromium_at(chromium) as browser, Walker.starting(browser, home) as neighbour:
        keys, page = Keys(neighbour.page), neighbour.page
        await page.goto("/refer")
        await keys.follow("Go on")
        while (name := page.url.rpartition("/")[2]) != "check":
            for field, answer in NEIGHBOUR[name].items():
                for each in answer if isinstance(answer, list) else [answer]:
                    await keys.answer(field, each)
            await keys.follow("Continue")
        await keys.follow("Change")
        assert page.url.startswith(f"{home}/refer/who")
        await keys.follow("Continue")
        while not page.url.endswith("/check"):
            await keys.follow("Continue")
        await keys.follow("Send")
        assert "RC-" in await page.inner_text(".govuk-panel")
        await keys.to(text="Emergency")  # Exit this page
        assert not neighbour.complaints, "\n".join(neighbour.complaints)


WHAT_IF = "/cases/{ref}/what-if?event=post-437&on-day=6&on-month=11&on-year=2026"
PAGES = (
    *("/policy", "/policy/standards", "/policy/standards/checks", "/policy/wordings", "/policy/wordings/L03"),
    *(
        "/",
        "/?whose=team",
        "/more",
        "/views",
        "/team",
        "/team/reassign?officer=officer",
        "/charts",
        "/calendar",
        "/cases",
    ),
    *("/legal", "/inbox", "/matches", "/post-room", "/danger", "/quarantine", "/rules", "/rules/print", "/dates"),
    *("/authorisations", "/authorisations/new", "/refer/new", "/cases/{ref}", "/cases/{ref}/history"),
    *(
        "/cases/{ref}/history/1",
        "/cases/{ref}/letters/{letter}",
        "/cases/{ref}/matches",
        "/cases/{ref}/acknowledgement",
    ),
    WHAT_IF,
    *(f"/cases/{{ref}}/do/{name}" for name in ("record-visit", "decide-triage", "add-person", "file-document")),
    *("/refer", "/refer/about/law", "/refer/who", "/nowhere"),
)
# Looked at by axe when they are narrow: one of each shape, as each takes a second.
LOOKED_AT = ("/", "/team", "/charts", "/policy", "/calendar", "/views", "/more", "/refer/about/law", WHAT_IF)


async def test_at_400_per_cent_nothing_is_scrolled_sideways(site: Site, chromium: str) -> None:
    """1280 pixels at 400 % are 320 (WCAG 2.2, 1.4.10), with and without the pages' scripts."""
    ref = await site.refer(indicators=["threat-to-life"], account="w" * 200)
    await site.do(ref, "decide-triage", route="missing-education", reasons="x" * 120)
    letter = f"L{(await site.do(ref, 'draft-letter', template='L02', person='P1-1'))['seq']}"
    async with served(site) as home, chromium_at(chromium) as browser:
        for scripts in (True, False):
            async with Walker.starting(browser, home, scripts=scripts) as walker:
                await walker.page.goto("/sign-in")
                await walker.page.get_by_role("button").filter(has_text="Sam Grey").click()
                await walker.page.set_viewport_size({"width": 320, "height": 700})
                wide = {}
                for path in PAGES:
                    await walker.page.goto(path.format(ref=ref, letter=letter))
                    over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                    if (by := await walker.page.evaluate(over)) > 0:
                        wide[path] = by
                    if path in LOOKED_AT and scripts is (LOOKED_AT.index(path) % 2 == 0):
                        await walker.look()
                assert not wide, wide
                assert not walker.complaints, "\n".join(walker.complaints)
