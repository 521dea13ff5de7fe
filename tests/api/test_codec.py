"""The engine's own pages open a payload only through a signed-in supervisor, and each opening is written down."""

import base64
from dataclasses import replace
from typing import Any

from sqlalchemy import text

from records.database import transaction
from tests.api.site import Site, problem
from tests.pages.visitor import services_of

UI = "https://engine.sample.example"


async def payloads(site: Site, ref: str) -> list[dict[str, Any]]:
    """What the engine stores of how the case began."""
    history = (await site.world.client.get_workflow_handle(ref).fetch_history()).events
    sealed = history[0].workflow_execution_started_event_attributes.input.payloads
    return [
        {
            "metadata": {name: base64.b64encode(value).decode() for name, value in each.metadata.items()},
            "data": base64.b64encode(each.data).decode(),
        }
        for each in sealed
    ]


async def test_a_supervisor_opens_a_payload_and_that_is_written_down(site: Site) -> None:
    ref = await site.refer()
    body = {"payloads": await payloads(site, ref)}
    for who in ("officer", "legal", "admin"):
        problem(await site.post("/api/codec/decode", body, who), 403, "ROLE")
    problem(await site.post("/api/codec/decode", body, ""), 401, "SIGN_IN")
    answer = await site.post("/api/codec/decode", body, "supervisor")
    (opened,) = answer.json()["payloads"]
    assert base64.b64decode(opened["metadata"]["encoding"]) == b"json/plain"
    assert ref in base64.b64decode(opened["data"]).decode()
    with transaction(site.world.house.engine) as session:
        rows = session.execute(
            text("select who, case_ref, what, item, allowed from looked where what = 'engine'")
        ).all()
    assert [tuple(row) for row in rows] == [("supervisor", ref, "engine", "payload", True)]
    clear = {"payloads": [{"metadata": {"encoding": base64.b64encode(b"json/plain").decode()}, "data": "e30="}]}
    assert (await site.post("/api/codec/decode", clear, "supervisor")).json() == clear
    problem(await site.post("/api/codec/decode", {"payloads": [{"data": "???"}]}, "supervisor"), 422, "INVALID")


async def test_of_a_case_that_is_not_there_for_one_nothing_is_opened(site: Site) -> None:
    ref = await site.refer(owner="officer")
    body = {"payloads": await payloads(site, ref)}
    with transaction(site.world.house.engine) as session:
        session.execute(
            text(
                """insert into barred (case_ref, staff_id, reason, barred_by, barred_at)
                   values (:ref, 'supervisor', '', 'head', now())"""
            ),
            {"ref": ref},
        )
    assert (await site.post("/api/codec/decode", body, "supervisor")).json() == body
    with transaction(site.world.house.engine) as session:
        assert session.execute(text("select allowed from looked where what = 'engine'")).scalars().all() == [False]


async def test_only_the_engines_own_pages_may_read_the_answer(site: Site) -> None:
    services = services_of(site)
    site.app.state.services = replace(services, public=replace(services.public, temporal_ui=UI))
    async with site.as_("supervisor") as client:
        for origin, allowed in ((UI, UI), ("https://elsewhere.example", None), ("", None)):
            headers = {"Origin": origin} if origin else {}
            asked = await client.options("/api/codec/decode", headers=headers)
            answer = await client.post("/api/codec/decode", json={"payloads": []}, headers=headers)
            assert (asked.status_code, answer.status_code) == (204, 200)
            for each in (asked, answer):
                assert each.headers.get("access-control-allow-origin") == allowed
