"""Somebody who is kept out of a case finds nothing of it, whatever their role; a restricted one opens for a day with a
reason, and its officer and the supervisors are told at once.
"""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.api.site import Site, problem
from tests.pages.visitor import Visitor, services_of

WHY = "The police ask tonight, and its officer is away."


@pytest.fixture
async def restricted(site: Site) -> str:
    ref = await site.refer(child={"given": "Kai", "surname": "Hiddenname"}, adults=[])
    form = next(each for each in (await site.case(ref))["actions"] if each["name"] == "protect-details")["example"]
    await site.do(ref, "protect-details", **{**form, "why": "adoption"})
    problem(await site.get(f"/api/cases/{ref}", "officer2"), 404, "NO_SUCH_CASE")
    return ref


async def tasks(site: Site, ref: str) -> dict[str, dict[str, Any]]:
    for _ in range(100):
        found = [each for each in (await site.case(ref))["tasks"] if each["name"] == "look-at-glass"]
        if found:
            break
        await asyncio.sleep(0.05)
    return {each["audience"]: each for each in found}


async def test_the_glass_is_broken_for_a_day_and_those_who_answer_for_it_are_told(site: Site, restricted: str) -> None:
    async with Visitor.signed_in(site, "officer2") as other:
        short = await other.send("/glass", case=restricted, reason="Need it")
        assert short.status == 422
        done = await other.send("/glass", case=restricted, reason=WHY)
        assert (done.status, done.goes_to) == (303, f"/cases/{restricted}")
        assert "Hiddenname" in (await other.page(f"/cases/{restricted}")).text
        assert "Hiddenname" not in (await other.page("/cases?text=hiddenname")).text, "it is in no list"
    told = await tasks(site, restricted)
    assert set(told) == {"owner", "supervisor"}
    assert told["supervisor"]["why"] == WHY
    async with Visitor.signed_in(site, "supervisor") as supervisor:
        page = await supervisor.page(f"/cases/{restricted}/access")
        assert "Bryn Placeholder" in page.text
        assert WHY in page.text
    services = services_of(site)
    later = services.now() + timedelta(hours=25)
    site.app.state.services = replace(services, now=lambda: later)
    problem(await site.get(f"/api/cases/{restricted}", "officer2"), 404, "NO_SUCH_CASE")


async def test_the_glass_is_only_for_what_is_restricted_and_says_nothing_else(site: Site, restricted: str) -> None:
    plain = await site.refer()
    body = {"case": plain, "reason": WHY}
    problem(await site.post("/api/glass", body, "officer2"), 409, "OPEN_TO_YOU")
    problem(await site.post("/api/glass", {**body, "case": "RC-2026-000000"}, "officer2"), 404, "NO_SUCH_CASE")
    problem(await site.post("/api/glass", {**body, "case": restricted}, "supervisor"), 409, "OPEN_TO_YOU")
    problem(await site.post("/api/glass", {**body, "case": restricted}, "admin"), 403, "ROLE")
    await site.post(f"/api/cases/{restricted}/barred", {"person": "officer2", "reason": "An aunt."}, "supervisor")
    problem(await site.post("/api/glass", {**body, "case": restricted}, "officer2"), 404, "NO_SUCH_CASE")


async def test_whoever_is_kept_out_finds_nothing_whatever_their_role(site: Site, supervisor: Visitor) -> None:
    ref = await site.refer(child={"given": "Kai", "surname": "Hiddenname"}, owner="officer")
    for person in ("legal", "officer2"):
        forms = (await supervisor.page(f"/cases/{ref}/access")).forms
        form = next(form for form in forms if form.action == f"/cases/{ref}/access")
        sent = await supervisor.post(form.action, form.filled(person=person, reason="An aunt of the child."))
        assert sent.status == 303, sent.text
    for person in ("legal", "officer2"):
        for path in ("", "/timeline", "/letters", "/proof", "/entries/1", "?as_at=2026-11-24"):
            problem(await site.get(f"/api/cases/{ref}{path}", person), 404, "NO_SUCH_CASE")
        found = (await site.get("/api/cases?text=hiddenname", person)).json()
        assert (found["total"], found["cases"]) == (0, [])
        async with Visitor.signed_in(site, person) as visitor:
            assert (await visitor.get(f"/cases/{ref}")).status == 404
            assert "Hiddenname" not in (await visitor.page("/")).text
    problem(await site.act(ref, "add-note", {"note": "The school rang."}, "legal"), 404, "NO_SUCH_CASE")
    assert (await site.get(f"/api/cases/{ref}")).status_code == 200
    assert (await site.get("/api/cases?text=hiddenname", "supervisor")).json()["total"] == 1
    assert (await site.post(f"/api/cases/{ref}/barred/legal/end", {}, "supervisor")).status_code == 200
    assert (await site.get(f"/api/cases/{ref}", "legal")).status_code == 200


async def test_who_may_be_kept_out_and_by_whom(site: Site) -> None:
    ref = await site.refer(owner="officer")

    async def bar(person: str, who: str = "supervisor") -> Any:
        return await site.post(f"/api/cases/{ref}/barred", {"person": person, "reason": "A relative."}, who)

    problem(await bar("supervisor"), 409, "OWN")
    problem(await bar("left"), 422, "INVALID", "person")
    assert (await bar("officer2")).status_code == 201
    problem(await bar("officer2"), 409, "KEPT_OUT")
    problem(await site.post(f"/api/cases/{ref}/barred/legal/end", {}, "supervisor"), 404, "NOT_KEPT_OUT")
    for who in ("officer", "legal", "admin"):
        problem(await bar("officer2", who), 403, "ROLE")
