"""The description of the API is valid, whole, and true of what the API takes."""

from typing import Any

import httpx
import jsonschema
import pytest
from openapi_spec_validator import validate

from api.app import create_app
from api.services import Services
from domain.actions import JOURNEY
from tests.api.routes import every_route

ACTION = "/api/cases/{ref}/actions/{action}"


async def nothing() -> Services:
    raise AssertionError("the description needs no services")


APP = create_app(nothing)


@pytest.fixture
async def described() -> dict[str, Any]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(APP), base_url="http://test") as client:
        answer = await client.get("/api/openapi.json")
    assert answer.status_code == 200
    return dict(answer.json())


def operations(described: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(path, method, each) for path, ways in described["paths"].items() for method, each in ways.items()]


async def test_it_is_valid_openapi(described: dict[str, Any]) -> None:
    validate(described)
    assert described["openapi"].startswith("3.1")


async def test_every_operation_says_what_it_does(described: dict[str, Any], subtests: pytest.Subtests) -> None:
    for path, method, operation in operations(described):
        with subtests.test(f"{method} {path}"):
            assert operation["summary"]
            assert not operation["summary"].endswith(".")
            assert len(operation["description"]) >= len(operation["summary"]) > 8
            assert operation["tags"]
            assert operation["operationId"]


async def test_every_json_body_has_an_example_that_fits_its_schema(
    described: dict[str, Any], subtests: pytest.Subtests
) -> None:
    bodies = 0
    for path, method, operation in operations(described):
        json_body = operation.get("requestBody", {}).get("content", {}).get("application/json")
        if json_body is None:
            continue
        with subtests.test(f"{method} {path}"):
            bodies += 1
            schema = json_body["schema"]
            if "$ref" in schema:
                schema = described["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
            examples = [each["value"] for each in json_body.get("examples", {}).values()] or schema.get("examples")
            assert examples, "a body without an example"
            whole = {**json_body["schema"], "components": described["components"]}
            for example in examples:
                jsonschema.Draft202012Validator(whole).validate(example)
    assert bodies >= 4


async def test_every_action_has_an_example_that_its_form_takes(described: dict[str, Any]) -> None:
    body = described["paths"][ACTION]["post"]["requestBody"]["content"]["application/json"]
    assert list(body["examples"]) == [action.name for action in JOURNEY]
    for action in JOURNEY:
        shown = body["examples"][action.name]
        assert shown["summary"] == action.label
        action.model_validate(shown["value"])
    parameter = next(each for each in described["paths"][ACTION]["post"]["parameters"] if each["name"] == "action")
    assert parameter["schema"]["enum"] == [action.name for action in JOURNEY]
    assert len(body["schema"]["anyOf"]) == len(JOURNEY)


async def test_problems_are_described_as_what_they_are(described: dict[str, Any], subtests: pytest.Subtests) -> None:
    for path, method, operation in operations(described):
        with subtests.test(f"{method} {path}"):
            problems = {status: each for status, each in operation["responses"].items() if status[0] in "45"}
            if not path.startswith("/api/"):
                assert not problems
                continue
            expected = {"401", "403"} | ({"409", "413", "415", "422"} if method == "post" else set())
            assert expected <= set(problems)
            assert "security" in operation
            for each in problems.values():
                assert list(each["content"]) == ["application/problem+json"]
                assert each["content"]["application/problem+json"]["schema"]["$ref"].endswith("/ProblemBody")


async def test_every_route_of_the_api_is_described(described: dict[str, Any]) -> None:
    named = {(method.upper(), path) for path, method, _ in operations(described)}
    shown = {(method, path.replace(":path}", "}")) for method, path in every_route(APP) if path.startswith("/api/")}
    # A browser's own question before it asks is no call that anybody writes.
    assert shown - named == {("GET", "/api/openapi.json"), ("OPTIONS", "/api/codec/decode")}
