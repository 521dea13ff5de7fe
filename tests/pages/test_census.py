"""The Department's return on pages and over the API: in full to the team, small numbers left out for others, frozen."""

import dataclasses
from datetime import timedelta

import pytest
from sqlalchemy import text

from records.database import transaction
from tests.api.site import Site, problem
from tests.pages.visitor import Visitor, services_of


@pytest.fixture
async def census(site: Site) -> str:
    """Three children who count today, one of them restricted and another officer's; and the day after that."""
    today = services_of(site).today
    refs = [await site.refer(child={"given": name, "surname": "Counted", "sex": "F"}) for name in ("Ava", "Bea", "Cat")]
    why = {"why": "awaiting", "since": (today - timedelta(days=42)).isoformat(), "plan": True, "known": "Admissions."}
    await site.do(refs[0], "record-return-details", **why)
    with transaction(site.world.house.engine) as session:
        session.execute(text("update likeness set guarded = 2 where ref = :ref"), {"ref": refs[2]})
        session.execute(text("update case_file set owner = 'officer2' where ref = :ref"), {"ref": refs[2]})
    services = services_of(site)
    site.app.state.services = dataclasses.replace(services, census_dates=(today,))
    return today.isoformat()


def later(site: Site) -> None:
    services = services_of(site)
    site.app.state.services = dataclasses.replace(services, now=lambda: services.now() + timedelta(days=1))


async def test_each_number_opens_its_list_and_a_restricted_child_is_in_neither(
    site: Site, census: str, officer: Visitor
) -> None:
    page = await officer.page(f"/census/{census}")
    assert "2 children missing education" in page.text
    lines = await officer.page(page.link("1 children: School application awaiting outcome"))
    assert "Ava Counted" in lines.text
    assert "4 to 8 weeks" in lines.text
    every = await officer.page(f"/census/{census}/lines")
    assert "Bea Counted" in every.text
    assert "Cat Counted" not in every.text
    seen = (await site.get(f"/api/census/{census}", "supervisor")).json()
    assert seen["total"] == 3
    assert [line["child_name"] for line in (await site.get(f"/api/census/{census}/lines", "supervisor")).json()] == [
        "Ava Counted", "Bea Counted", "Cat Counted",
    ]  # fmt: skip
    sums = {part["label"]: sum(number["children"] for number in part["numbers"]) for part in seen["parts"]}
    assert set(sums.values()) == {3}, sums


async def test_outside_the_team_small_numbers_are_left_out_and_no_list_opens(site: Site, census: str) -> None:
    for who in ("legal", "admin"):
        said = (await site.get(f"/api/census/{census}", who)).json()
        assert (said["total"], said["suppressed"]) == (None, True)
        assert {number["children"] for part in said["parts"] for number in part["numbers"]} == {None, 0}
        problem(await site.get(f"/api/census/{census}/lines", who), 403, "ROLE")
        content = await site.get(f"/api/census/{census}/file", who)
        assert content.headers["content-type"].startswith("text/csv")
        assert "Counted" not in content.text
        assert ",Total,Total,low" in content.text


async def test_it_is_submitted_once_after_the_day_and_then_frozen(site: Site, census: str, supervisor: Visitor) -> None:
    path = f"/census/{census}"
    assert "Submit and freeze" not in (await supervisor.page(path)).text, "the day is not over"
    problem(await site.post(f"/api/census/{census}/submit", {}, "supervisor"), 409, "CENSUS_TO_COME")
    later(site)
    problem(await site.post(f"/api/census/{census}/submit", {}, "officer"), 403, "ROLE")
    async with Visitor.signed_in(site, "supervisor") as next_day:
        form = (await next_day.page(path)).form()
        assert (await next_day.post(f"{path}/submit", form.filled())).goes_to == path
        page = await next_day.page(path)
        assert "frozen: nothing recorded since changes it" in page.text
        assert "Submit and freeze" not in page.text
        assert "Submitted on" in (await next_day.page("/census")).text
    problem(await site.post(f"/api/census/{census}/submit", {}, "supervisor"), 409, "ALREADY_SUBMITTED")
    problem(await site.get("/api/census/2020-01-01", "supervisor"), 404, "NO_SUCH_CENSUS")
    problem(await site.get(f"/api/census/{census}/lines?by=sex&value=X", "supervisor"), 404, "NO_SUCH_NUMBER")
