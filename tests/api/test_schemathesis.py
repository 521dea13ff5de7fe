"""Everything that the API's own description allows, and what it does not, made by schemathesis and sent by two people:
no answer is an error of ours.
"""

import asyncio
import random
import re
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode
from schemathesis.config import GenerationConfig, ProjectConfig, ProjectsConfig, SchemathesisConfig

from tests.api.site import Site


@pytest.fixture
def site(files_site: Site) -> Site:
    return files_site


SECONDS = 12.0  # of sending; on a slow machine fewer are sent, always the same ones first
EACH = 2  # requests of each operation, right and wrong
SEED = 20_261_124
IN_A_CASE = re.compile(r"^(http://test/api/cases/)[^/?]+")
WHO = ("supervisor", "officer")


async def test_no_answer_to_what_the_description_allows_is_an_error_of_ours(site: Site) -> None:
    chance = random.Random(SEED)
    made = await asyncio.to_thread(lambda: list(requests_of(site.app.openapi())))  # the worker is on this loop
    ref = await site.refer()
    operations = {(method, path) for method, path, _ in made}
    assert len(operations) > 80
    chance.shuffle(made)
    ends, tried, answers, wrong = time.monotonic() + SECONDS, set[tuple[str, str]](), dict[int, int](), list[str]()
    for number, (method, path, asked) in enumerate(made):
        if time.monotonic() > ends:
            break
        who = WHO[number % len(WHO)]
        answer = await send(site, asked, ref if chance.random() < 0.7 else "", who)
        tried.add((method, path))
        answers[answer.status_code] = answers.get(answer.status_code, 0) + 1
        # Out of reach is an answer of ours only where something is; here everything is.
        if answer.status_code >= 500:
            wrong.append(f"{method} {path} by {who}: {asked.url} {asked.body!r:.400} -> {answer.text[:400]}")
    assert wrong == []
    assert answers.get(200, 0) > 5, answers
    assert sum(answers.get(each, 0) for each in (400, 403, 404, 409, 422)) > 5, answers
    assert len(tried) > 25
    assert (await site.get(f"/api/cases/{ref}", "supervisor")).status_code == 200


def requests_of(description: dict[str, Any]) -> Iterator[tuple[str, str, requests.PreparedRequest]]:
    """Method, path and request: `EACH` of every operation, made from its own schema."""
    generation = GenerationConfig(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE], deterministic=True)
    projects = ProjectsConfig(default=ProjectConfig(generation=generation))
    schema = schemathesis.openapi.from_dict(description, config=SchemathesisConfig(projects=projects))
    for found in schema.get_all_operations():
        operation = found.ok()
        for case in drawn(operation.as_strategy())[:EACH]:
            kinds = case.as_transport_kwargs(base_url="http://test")
            kinds.pop("timeout", None)
            try:
                prepared = requests.Request(**kinds).prepare()
            except (ValueError, requests.RequestException):
                continue  # no client could send it
            yield operation.method.upper(), operation.path, prepared


def drawn(strategy: SearchStrategy[Any]) -> list[Any]:
    """A few of what it makes, always the same; sent later, by whoever may wait."""
    made: list[Any] = []

    @seed(SEED)
    @settings(
        max_examples=EACH,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        derandomize=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def make(case: Any) -> None:
        made.append(case)

    make()
    return made


async def send(site: Site, asked: requests.PreparedRequest, ref: str, who: str) -> httpx.Response:
    """With a case that there is, where its path names one and `ref` is given."""
    url = str(asked.url)
    if ref:
        url = IN_A_CASE.sub(rf"\g<1>{ref}", url)
    headers = {
        name: value
        for name, value in asked.headers.items()
        if name.lower() not in ("authorization", "user-agent", "content-length")
    }
    body = asked.body if isinstance(asked.body, bytes) else (asked.body or "").encode()
    async with site.as_(who) as client:
        return await client.request(asked.method or "GET", url, content=body, headers=headers)
