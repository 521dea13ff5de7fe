"""A real Chromium on the site, served by a real server on a loopback port; what it complains of is kept."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from playwright.async_api import Browser, ConsoleMessage, Page, Request, Response, async_playwright

from tests.api.site import Site

AXE = (Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_RUN_AXE = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}});
  const where = each => each.nodes.map(node => node.html).slice(0, 3);
  return found.violations.map(each => ({id: each.id, help: each.help, where: where(each)}));
}"""


@asynccontextmanager
async def served(site: Site) -> AsyncIterator[str]:
    """The address of the site on this machine."""
    config = uvicorn.Config(site.app, host="127.0.0.1", port=0, lifespan="off", log_config=None, access_log=False)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn tells it by this alone
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await serving


@asynccontextmanager
async def chromium_at(path: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(_QUIET))
        try:
            yield browser
        finally:
            await browser.close()


@dataclass
class Walker:
    """Somebody who clicks. `complaints` are what the browser said, requests elsewhere, and faults of the server."""

    page: Page
    home: str
    complaints: list[str] = field(default_factory=list)
    looked_at: Counter[str] = field(default_factory=Counter)

    @classmethod
    @asynccontextmanager
    async def starting(cls, browser: Browser, home: str, *, scripts: bool = True) -> "AsyncIterator[Walker]":
        """Without `scripts` none of the pages' own is loaded; the page is as a browser without them shows it."""
        context = await browser.new_context(viewport={"width": 1280, "height": 900}, base_url=home)
        page = await context.new_page()
        if not scripts:
            await page.route("**/*.js", lambda route: route.abort())
        walker = cls(page, home)
        page.on("console", walker._said if scripts else lambda message: None)
        page.on("pageerror", lambda error: walker.complaints.append(f"script: {error}"))
        page.on("request", walker._asked)
        page.on("response", walker._answered)
        await page.add_init_script(
            "addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective))"
        )
        try:
            yield walker
        finally:
            await context.close()

    def _said(self, message: ConsoleMessage) -> None:
        refused = "the server responded with a status of 4" in message.text  # a form shown again is no fault
        if message.type in ("error", "warning") and not refused:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:")):
            self.complaints.append(f"asked another host: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.complaints.append(f"{response.status} from {response.url}")

    async def go(self, path: str) -> None:
        await self.page.goto(path)
        await self.look()

    async def click(self, text: str) -> None:
        """Follow the link or press the button that says this."""
        name = self.page.get_by_role("link", name=text).or_(self.page.get_by_role("button", name=text))
        await name.first.click()
        await self.page.wait_for_load_state()
        await self.look()

    async def fill(self, **answers: str) -> None:
        """By the field's own name: text, a day as 24/11/2026, a radio or tick by its value."""
        for said, answer in answers.items():
            name = said.replace("__", ".")
            day = self.page.locator(f'[name="{name}-day"]')
            if await day.count():
                for part, value in zip(("day", "month", "year"), answer.split("/"), strict=True):
                    await self.page.locator(f'[name="{name}-{part}"]').fill(value)
                continue
            control = self.page.locator(f'main [name="{name}"]')
            kind = await control.first.evaluate("each => each.type || each.tagName.toLowerCase()")
            if kind in ("radio", "checkbox"):
                await self.page.locator(f'main [name="{name}"][value="{answer}"]').check()
            elif kind == "select-one":
                await control.select_option(answer)
            else:
                await control.fill(answer)

    async def look(self) -> None:
        """What axe finds on this page is a complaint: WCAG 2.2 AA, the size of targets too, and its best practices.
        It takes a second, so each page is looked at twice at most.
        """
        title = await self.page.title()
        if self.looked_at[title] >= 2:
            return
        self.looked_at[title] += 1
        await self.page.evaluate(AXE())
        found: list[dict[str, Any]] = await self.page.evaluate(_RUN_AXE)
        self.complaints += [f"{self.page.url} ({title}): {json.dumps(each)[:600]}" for each in found]
