"""The application over a real database, a real Temporal server and a worker; asked through HTTP as anybody would."""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from temporalio.testing import WorkflowEnvironment

from api.app import create_app
from api.services import Services
from tests.workflows.world import World, world_of
from workflows import starting

CHILD = {"given": "Kai", "surname": "Example", "date_of_birth": "2015-03-04", "school": "800/4001"}
MOTHER = {
    "name": "Ms R Example",
    "relation": "mother",
    "address": {"lines": ["1 Fixture Road", "Sampleton"], "postcode": "BA1 1AA"},
    "telephone": "01632 960 123",
}


@dataclass
class Site:
    """The site and the world behind it. `as_` gives a client that is signed in by token."""

    app: FastAPI
    world: World

    def as_(self, who: str = "officer") -> httpx.AsyncClient:
        headers = {"Authorization": f"Bearer dev-{who}"} if who else {}
        return httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://test", headers=headers)

    async def get(self, path: str, who: str = "officer", **more: Any) -> httpx.Response:
        async with self.as_(who) as client:
            return await client.get(path, **more)

    async def post(
        self, path: str, body: Any, who: str = "officer", key: str | None = None, **headers: str
    ) -> httpx.Response:
        async with self.as_(who) as client:
            return await client.post(path, json=body, headers={"Idempotency-Key": key or uuid.uuid4().hex, **headers})

    async def refer(self, **more: Any) -> str:
        body = {"channel": "school", "child": CHILD, "adults": [MOTHER], "owner": "officer", **more}
        answer = await self.post("/api/referrals", body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["reference"])

    async def do(self, ref: str, action: str, who: str = "officer", **form: Any) -> dict[str, Any]:
        answer = await self.post(f"/api/cases/{ref}/actions/{action}", form, who)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def case(self, ref: str, who: str = "officer") -> dict[str, Any]:
        answer = await self.get(f"/api/cases/{ref}", who)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


@asynccontextmanager
async def site_of(database: str, env: WorkflowEnvironment, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Site]:
    async with world_of(database, env) as world:
        # Each test has its own worker on the run's one server, so its cases start on that worker's queue.
        monkeypatch.setattr(starting.start_journey, "__kwdefaults__", {"task_queue": world.queue})

        async def connect() -> Services:
            return world.house.services(world.client)

        app = create_app(connect)
        async with app.router.lifespan_context(app):
            yield Site(app, world)
