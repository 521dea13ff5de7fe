"""Somebody at a browser without scripts: signs in, follows links, fills in forms."""

import re
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from sqlmodel import select

from api.identity import COOKIE, begin_session
from api.services import Services
from records.database import transaction
from records.tables import SchoolRow, StaffRow
from tests.api.site import Site
from tests.pages.html import Reader

NAMES = {
    "officer": "Amina Okafor",
    "officer2": "Bryn Placeholder",
    "supervisor": "Sam Grey",
    "legal": "Lena Fixture",
    "admin": "Ade Sample",
}
MOST_HTML = 50_000  # bytes of any page
MOST_ON_PAPER = 150_000  # of one that is made to be printed whole


def services_of(site: Site) -> Services:
    services: Services = site.app.state.services
    return services


def populate(site: Site) -> None:
    """The people of the world by the names of the demo, and two schools."""
    with transaction(site.world.house.engine) as session:
        for row in session.exec(select(StaffRow)):
            row.name, row.demo, row.telephone = NAMES.get(row.id, row.id), row.id in NAMES, "01632 960 100"
        session.add(SchoolRow(number="800/4001", name="Fixture Academy", status="Open"))
        session.add(SchoolRow(number="800/2001", name="Fixture Primary", status="Open"))


@dataclass
class Answer:
    response: httpx.Response

    def __post_init__(self) -> None:
        kind = self.response.headers.get("content-type", "")
        self.page = Reader(self.response.text) if kind.startswith("text/html") else Reader("")
        if kind.startswith("text/html"):
            most = MOST_ON_PAPER if self.response.url.path.endswith("/print") else MOST_HTML
            assert len(self.response.content) <= most, f"{self.response.url}: {len(self.response.content)} bytes"
            assert len(set(self.page.ids)) == len(self.page.ids), "an id twice"

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def text(self) -> str:
        return self.page.text

    @property
    def goes_to(self) -> str:
        return str(self.response.headers.get("location", ""))


@dataclass
class Visitor:
    site: Site
    client: httpx.AsyncClient

    @classmethod
    @asynccontextmanager
    async def signed_in(cls, site: Site, who: str = "") -> "AsyncIterator[Visitor]":
        headers = {"Accept": "text/html,application/xhtml+xml", "Sec-Fetch-Site": "same-origin"}
        transport = httpx.ASGITransport(site.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers) as client:
            visitor = cls(site, client)
            if who:
                visitor.become(who)
            yield visitor

    def become(self, who: str) -> None:
        self.client.cookies.clear()
        self.client.cookies.set(COOKIE, begin_session(services_of(self.site), who), domain="test.local")

    async def get(self, path: str, **more: Any) -> Answer:
        return Answer(await self.client.get(path, **more))

    async def page(self, path: str) -> Reader:
        """A page that must be there."""
        answer = await self.get(path)
        assert answer.status == 200, (path, answer.status, answer.text[:300])
        return answer.page

    async def post(self, path: str, sent: Mapping[str, Any], **more: Any) -> Answer:
        return Answer(await self.client.post(path, data=dict(sent), **more))

    async def send(self, path: str, **answers: str | list[str]) -> Answer:
        """Open the form at this address, fill it in and send it."""
        form = (await self.page(path)).form()
        return await self.post(form.action or path, form.filled(**answers))

    async def do(self, ref: str, action: str, **answers: str | list[str]) -> Answer:
        """Fill in the form of an action; it must be taken."""
        answer = await self.send(f"/cases/{ref}/do/{action}", **answers)
        assert answer.status == 303, (action, answer.status, answer.text[:600])
        return answer


def sound(answer: Answer) -> None:
    """What every page has, also one that refuses: a title, one first heading and none left out below it, nothing that
    runs or styles in the page itself, and the policy that would stop it. Its size is looked at wherever it is read.
    """
    where, html = str(answer.response.url), answer.response.text
    assert answer.page.title, where
    levels = [int(tag[1]) for tag in answer.page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1, (where, levels)
    first = levels.index(1)
    steps = zip(levels[first:], levels[first + 1 :], strict=False)
    assert all(below - above <= 1 for above, below in steps), (where, levels)
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! type=.module. src=./assets/)", html), where
    policy = answer.response.headers["content-security-policy"]
    assert "default-src 'none'" in policy, where
    assert "unsafe" not in policy, where
    assert "no-store" in answer.response.headers["cache-control"], where


def nonsense() -> str:
    return secrets.token_hex(8)
