"""The application over a real database, a real Temporal server and a worker; asked through HTTP as anybody would."""

import dataclasses
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from copy import copy
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text
from starlette.datastructures import State
from temporalio.testing import WorkflowEnvironment

from api.app import create_app
from api.services import Services
from records.database import transaction
from records.tables import StaffRow
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
    _kept: dict[str, httpx.AsyncClient] = dataclasses.field(default_factory=dict)

    def as_(self, who: str = "officer") -> httpx.AsyncClient:
        headers = {"Authorization": f"Bearer dev-{who}"} if who else {}
        return httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://test", headers=headers)

    def _client(self, who: str) -> httpx.AsyncClient:
        """The same client again: making one takes longer than what it asks. There is no connection to close."""
        if who not in self._kept:
            self._kept[who] = self.as_(who)
        return self._kept[who]

    async def get(self, path: str, who: str = "officer", **more: Any) -> httpx.Response:
        return await self._client(who).get(path, **more)

    async def post(
        self, path: str, body: Any, who: str = "officer", key: str | None = None, **headers: str | bytes
    ) -> httpx.Response:
        """`body` as JSON; bytes as they are."""
        sent: dict[str, str | bytes] = {"Idempotency-Key": key or uuid.uuid4().hex, **headers}
        if isinstance(body, bytes):
            headers = _bytes({"Content-Type": "application/json", **sent})
            return await self._client(who).post(path, content=body, headers=headers)
        return await self._client(who).post(path, json=body, headers=_bytes(sent))

    async def act(self, ref: str, action: str, form: Any, who: str = "officer", **more: Any) -> httpx.Response:
        return await self.post(f"/api/cases/{ref}/actions/{action}", form, who, **more)

    async def upload(
        self, ref: str, content: bytes, name: str = "record.pdf", kind: str = "application/pdf", **form: str
    ) -> httpx.Response:
        async with self.as_("officer") as client:
            return await client.post(
                f"/api/cases/{ref}/documents",
                files={"file": (name, content, kind)},
                data={"title": "School's record", **form},
                headers={"Idempotency-Key": uuid.uuid4().hex},
            )

    def written(self) -> dict[str, int]:
        """How much is recorded, of every kind: what a refusal leaves as it was."""
        tables = ("case_file", "journal", "confidence", "document", "work_item")
        with transaction(self.world.house.engine) as session:
            return {table: session.execute(text(f"select count(*) from {table}")).scalar_one() for table in tables}

    async def refer(self, **more: Any) -> str:
        body = {"channel": "school", "child": CHILD, "adults": [MOTHER], "owner": "officer", **more}
        answer = await self.post("/api/referrals", body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["reference"])

    async def do(self, ref: str, action: str, who: str = "officer", **form: Any) -> dict[str, Any]:
        answer = await self.act(ref, action, form, who)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def case(self, ref: str, who: str = "officer") -> dict[str, Any]:
        answer = await self.get(f"/api/cases/{ref}", who)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


def _bytes(headers: dict[str, str | bytes]) -> dict[bytes, bytes]:
    return {name.encode(): value if isinstance(value, bytes) else value.encode() for name, value in headers.items()}


@cache
def _routes() -> FastAPI:
    """Putting all routes together takes a second: once for the run."""

    async def connect() -> Services:
        raise AssertionError("the services of a test are its own")

    return create_app(connect)


def _app_over(services: Services) -> FastAPI:
    """The application with the run's routes and services of its own: sites stand side by side."""
    app = copy(_routes())
    app.state, app.middleware_stack = State(), None
    app.state.services = services
    return app


@asynccontextmanager
async def site_of(
    database: str, env: WorkflowEnvironment, monkeypatch: pytest.MonkeyPatch, **settings: Any
) -> AsyncIterator[Site]:
    async with world_of(database, env, **settings) as world:
        with transaction(world.house.engine) as session:
            session.add(StaffRow(id="admin", name="Admin", job_title="Administrator", roles=["admin"], team="office"))
            session.add(StaffRow(id="left", name="Lee Gone", roles=["supervisor"], team="north", active=False))
        # Each test has its own worker on the run's one server, so its cases start on that worker's queue.
        monkeypatch.setattr(starting.start_journey, "__kwdefaults__", {"task_queue": world.queue})

        services = world.house.services(world.client)
        tokens = {**services.public.tokens, "dev-officer2": "officer2", "dev-left": "left"}
        yield Site(
            _app_over(dataclasses.replace(services, public=dataclasses.replace(services.public, tokens=tokens))), world
        )


def problem(answer: httpx.Response, status: int, code: str, field: str | None = None) -> dict[str, Any]:
    """The one clear problem that this answer is; `field` is the first that it names."""
    assert answer.status_code == status, (answer.status_code, answer.text)
    assert answer.headers["content-type"] == "application/problem+json"
    said = dict(answer.json())
    assert (said["status"], said["code"]) == (status, code), said
    assert said["title"]
    assert said["detail"]
    named = [error["field"] for error in said["errors"]]
    assert named[:1] == ([field] if field else []), said
    assert len(set(named)) == len(named), "a field is named once"
    return said
