"""A school refers its own pupils by its key, and can do nothing else with it."""

import json
import random
import uuid
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from api.referrer import who_referred
from api.routes.school_referrals import SchoolReferral
from domain.vocabulary import Channel
from records import school_keys
from records.database import transaction
from records.recorder import load_case
from records.tables import SchoolRow
from tests.api.nonsense import body as nonsense
from tests.api.site import Site, problem
from tests.api.test_routes import API, address_of

CHILD = {"given": "Plantedgiven", "surname": "Plantedsurname", "date_of_birth": "2016-03-04"}
BODY = {"child": CHILD, "reason": "ceased", "visits": "Nobody answered.", "referrer": {"name": "Ms Planted Referrer"}}


@pytest.fixture
def site(files_site: Site) -> Site:
    with transaction(files_site.world.house.engine) as session:
        for number, name in (("800/2001", "Fixture Primary"), ("800/4001", "Fixture Academy")):
            session.merge(SchoolRow(number=number, name=name, status="Open"))
    return files_site


async def new_key(site: Site, school: str = "800/2001") -> tuple[str, str]:
    made = await site.post("/api/school-keys", {"school": school}, "admin")
    assert made.status_code == 201, made.text
    return made.json()["id"], made.json()["key"]


async def refer(
    site: Site, key: str, body: dict[str, Any] | None = None, once: str | None = None, **more: Any
) -> httpx.Response:
    async with site.as_("") as client:
        headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": once or uuid.uuid4().hex}
        return await client.post("/api/school/referrals", json={**(body or BODY), **more}, headers=headers)


def rows(site: Site, query: str) -> list[tuple[Any, ...]]:
    with transaction(site.world.house.engine) as session:
        return [tuple(row) for row in session.execute(text(query))]


async def test_a_school_refers_its_pupil_once(site: Site) -> None:
    _, key = await new_key(site)
    first, again = [await refer(site, key, once="the-same") for _ in range(2)]
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert set(first.json()) == {"reference"}
    ref = first.json()["reference"]
    with transaction(site.world.house.engine) as session:
        case = load_case(session, ref)
    assert case.channel is Channel.SCHOOL
    assert (case.child.given, case.child.school) == ("Plantedgiven", "800/2001")
    ((account, actor),) = rows(
        site, f"select entry -> 'data' ->> 'account', actor from journal where case_ref = '{ref}' and seq = 1"
    )
    assert account == "Home visits by the school: Nobody answered."
    assert actor == "school-key"
    assert who_referred(site.app.state.services, ref).name == "Ms Planted Referrer"
    history = (await site.get(f"/api/cases/{ref}/timeline")).json()
    assert history[-1]["by"] == "A school, by its key"


async def test_two_schools_may_choose_the_same_idempotency_key(site: Site) -> None:
    (_, one), (_, other) = await new_key(site), await new_key(site, "800/4001")
    refs = {(await refer(site, key, once="chosen-by-both")).json()["reference"] for key in (one, other)}
    assert len(refs) == 2


async def test_a_school_does_not_refer_the_pupils_of_another(site: Site) -> None:
    _, key = await new_key(site)
    before = site.written()
    refused = await refer(site, key, child={**CHILD, "school": "800/4001"})
    problem(refused, 403, "NOT_YOUR_PUPIL", "child.school")
    assert site.written() == before
    assert (await refer(site, key, child={**CHILD, "school": "800/2001"})).status_code == 201


async def test_the_key_opens_nothing_else(site: Site, subtests: pytest.Subtests) -> None:
    _, key = await new_key(site)
    ref = (await refer(site, key)).json()["reference"]
    for (method, path), way in API.items():
        if path == "/api/school/referrals" or not {"officer", "admin"} & way.may:
            continue
        if path in ("/healthz", "/readyz", "/metrics", "/api/openapi.json") or method == "OPTIONS":
            continue
        address = address_of(path, ref)
        with subtests.test(f"{method} {path}"):
            async with site.as_("") as client:
                headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": uuid.uuid4().hex}
                problem(await client.request(method, address, json=way.body, headers=headers), 401, "SIGN_IN")


async def test_a_revoked_or_made_up_key_is_nobody(site: Site) -> None:
    key_id, key = await new_key(site)
    assert (await site.post(f"/api/school-keys/{key_id}/revoke", {}, "admin")).status_code == 200
    for said in (key, key[:-1] + "x", "", "dev-nobody"):
        problem(await refer(site, said), 401, "SIGN_IN")
    problem(await refer(site, "dev-officer"), 403, "ROLE")


async def test_keys_are_listed_without_the_keys_and_every_step_is_written_down(site: Site) -> None:
    key_id, key = await new_key(site)
    await refer(site, key)
    await site.post(f"/api/school-keys/{key_id}/revoke", {}, "admin")
    listed = await site.get("/api/school-keys", "admin")
    assert key.rpartition("_")[2] not in listed.text
    (line,) = [each for each in listed.json() if each["id"] == key_id]
    assert (line["school_name"], line["made_by"], line["revoked_by"]) == ("Fixture Primary", "admin", "admin")
    assert line["last_used_at"]
    did = rows(site, f"select who, did, what from door_audit where '{key_id}' in (who, what) order by id")
    assert did == [
        ("admin", "made-school-key", key_id),
        (key_id, "referred-by-school-key", "800/2001"),
        ("admin", "revoked-school-key", key_id),
    ]
    problem(await site.post("/api/school-keys", {"school": "800/9999"}, "admin"), 422, "INVALID", "school")


async def test_danger_told_by_a_school_goes_to_the_duty_address(site: Site) -> None:
    _, key = await new_key(site)
    safe = (await refer(site, key, indicators=["social-worker"])).json()["reference"]
    red = (await refer(site, key, indicators=["threat-to-life"])).json()["reference"]
    waiting = {each["reference"] for each in (await site.get("/api/danger")).json()}
    assert red in waiting
    assert safe not in waiting
    done = await site.post(f"/api/danger/{red}/acknowledgement", {})
    assert done.json() == {"reference": red, "acknowledged_by": "officer"}
    problem(await site.post(f"/api/danger/{red}/acknowledgement", {}), 404, "NO_SUCH_ALERT")


async def test_in_confidence_the_account_is_sealed(site: Site) -> None:
    _, key = await new_key(site)
    ref = (await refer(site, key, confidential=True, account="Planted words.")).json()["reference"]
    ((entry,),) = rows(site, f"select entry::text from journal where case_ref = '{ref}'")
    assert "Planted words" not in entry
    assert "Nobody answered" not in entry
    assert "Planted words." in who_referred(site.app.state.services, ref).account


async def test_more_than_a_school_may_send_is_refused_clearly(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(school_keys, "MOST_AN_HOUR", 1)
    _, key = await new_key(site)
    assert (await refer(site, key, once="first")).status_code == 201
    refused = await refer(site, key)
    problem(refused, 429, "TOO_MANY")
    assert refused.headers["retry-after"] == "3600"
    assert (await refer(site, key, once="first")).status_code == 201, "what was saved is answered again"


async def test_bad_bodies_are_refused_and_nothing_is_written(site: Site, subtests: pytest.Subtests) -> None:
    _, key = await new_key(site)
    before = site.written()
    for field, body in (
        ("child", {"child": None}),
        ("child.given", {"child": {"surname": "X"}}),
        ("owner", {**BODY, "owner": "officer"}),
        ("channel", {**BODY, "channel": "public"}),
        ("account", {**BODY, "account": "x" * 4_001}),
        ("child.school", {"child": {**CHILD, "school": "Fixture"}}),
    ):
        with subtests.test(field):
            answer = await refer(site, key, body) if "child" in body else None
            assert answer is not None
            problem(answer, 422, "INVALID", field)
    early = await refer(site, key, child={**CHILD, "date_of_birth": "2199-01-01"})
    problem(early, 409, "FUTURE_DATE", "child.date_of_birth")
    assert site.written() == before


async def test_a_report_held_back_is_decided_by_the_api_too(site: Site) -> None:
    problem(await site.get("/api/quarantine/RC-2026-000000"), 404, "NO_SUCH_REPORT")
    said = {"released": False, "reason": "x"}
    problem(await site.post("/api/quarantine/RC-2026-000000/decision", said), 422, "INVALID", "reason")
    assert (await site.get("/api/quarantine")).json() == []


async def test_no_body_is_an_error_of_ours(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(school_keys, "MOST_AN_HOUR", 10_000)
    _, key = await new_key(site)
    chance, seen = random.Random(20_261_124), set()
    for _ in range(120):
        sent = nonsense(SchoolReferral.model_json_schema(), BODY, chance)
        async with site.as_("") as client:
            headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": uuid.uuid4().hex}
            answer = await client.post(
                "/api/school/referrals",
                content=json.dumps(sent),
                headers={**headers, "Content-Type": "application/json"},
            )
        assert answer.status_code in (201, 403, 409, 422), f"{json.dumps(sent)[:1000]} -> {answer.text[:500]}"
        seen.add(answer.status_code)
    assert {201, 422} <= seen
