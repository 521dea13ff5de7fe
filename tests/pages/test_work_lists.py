"""The lists beside one's own work: the team's, nobody's, what waits for others, for whom one acts; kept by name."""

from datetime import timedelta

import pytest
from sqlmodel import select

from records.acting_tables import ActingRow
from records.database import transaction
from records.tables import StaffRow, WorkItemRow
from tests.api.site import Site
from tests.pages.visitor import Visitor, services_of, sound


def acts_for(site: Site, deputy: str, absent: str) -> None:
    today = services_of(site).today
    with transaction(site.world.house.engine) as session:
        last = today + timedelta(days=9)
        session.add(ActingRow(deputy=deputy, absent=absent, valid_from=today, valid_to=last, granted_by="supervisor"))


def same_team(site: Site) -> None:
    with transaction(site.world.house.engine) as session:
        for row in session.exec(select(StaffRow)):
            row.team = "north"


async def test_the_team_sees_whose_each_thing_is_and_what_is_nobodys(site: Site, officer: Visitor) -> None:
    same_team(site)
    others, loose = await site.refer(owner="officer2"), await site.refer(owner="")
    team = await officer.page("/?whose=team")
    assert "Bryn Placeholder" in team.text
    assert any(href.startswith(f"/cases/{others}/do/") for href, _ in team.links)
    assert not any(loose in href for href, _ in team.links)
    nobodys = await officer.page("/?whose=nobody")
    assert any(href.startswith(f"/cases/{loose}/do/") for href, _ in nobodys.links)
    assert not any(others in href for href, _ in nobodys.links)
    narrowed = await officer.page("/?whose=team&officer=officer2&risk=red")
    assert not any(others in href for href, _ in narrowed.links)
    assert "Nothing waits here." in narrowed.text
    assert not any(others in href for href, _ in (await officer.page("/")).links)


async def test_of_another_team_and_of_a_case_with_two_identities_nothing_is_listed(site: Site) -> None:
    same_team(site)
    ref = await site.refer(owner="officer2")
    await site.do(ref, "protect-details", why="adoption", source="The adoption team")
    async with Visitor.signed_in(site, "officer") as officer:
        team = await officer.page("/?whose=team")
        assert not any(ref in href for href, _ in team.links)
        assert "My team (0)" not in team.text
    plain = await site.refer(owner="officer2")
    with transaction(site.world.house.engine) as session:
        session.get_one(StaffRow, "officer").team = "south"
    async with Visitor.signed_in(site, "officer") as officer:
        assert not any(plain in href for href, _ in (await officer.page("/?whose=team")).links)


async def test_what_waits_for_others_stands_last(site: Site, officer: Visitor) -> None:
    ref = await site.refer(indicators=["threat-to-life"])
    await site.do(ref, "record-enquiry", subject="health", result="no-answer", asked="Is she registered?")
    work = await officer.page("/")
    assert "Waiting for others" in work.text
    assert "No answer yet" in work.text
    assert "With a supervisor" in work.text
    answered = work.link("No answer yet")
    assert answered == f"/cases/{ref}/do/record-enquiry?subject=health"
    assert (await officer.page(answered)).form().values["subject"] == "health"
    await site.do(ref, "record-enquiry", subject="health", result="no-trace")
    assert "No answer yet" not in (await officer.page("/")).text


async def test_whoever_acts_for_somebody_has_their_work_too(site: Site, officer: Visitor) -> None:
    ref = await site.refer(owner="officer2")
    assert "For Bryn Placeholder" not in (await officer.page("/")).text
    acts_for(site, "officer", "officer2")
    work = await officer.page("/")
    assert "For Bryn Placeholder" in work.text
    assert any(href.startswith(f"/cases/{ref}/do/") for href, _ in work.links)


async def test_a_list_is_kept_by_its_address_and_shared_with_the_team(site: Site, officer: Visitor) -> None:
    same_team(site)
    address = "/cases?stage=checks&due=overdue"
    page = await officer.page(address)
    form = page.form("/views")
    kept = await officer.post("/views", form.filled(name="  Late   checks ", shared="yes"))
    assert (kept.status, kept.goes_to) == (303, address)
    assert (await officer.page("/")).link("Late checks") == address
    async with Visitor.signed_in(site, "officer2") as colleague:
        shared = await colleague.get("/views")
        sound(shared)
        assert shared.page.link("Late checks") == address
        assert not [form for form in shared.page.forms if form.action.endswith("/drop")]
        token = shared.page.form("/sign-out").values["csrf"]
        assert (await colleague.post("/views/1/drop", {"csrf": token})).status == 404
    for wrong in ({"name": ""}, {"name": "x" * 61}):
        assert (await officer.post("/views", form.filled(**wrong))).status == 422
    for elsewhere in ("https://elsewhere.example/", "/authorisations", "/cases?text=Kai"):
        sent = {**form.filled(name="Odd"), "address": elsewhere}
        assert (await officer.post("/views", sent)).goes_to in ("", "/"), elsewhere
    assert (await officer.page("/views")).link("Odd") == "/", "an address elsewhere is the start"
    for number in (1, 2):
        drop = (await officer.page("/views")).form(f"/views/{number}/drop")
        assert (await officer.post(drop.action, drop.filled())).status == 303
    assert "None yet" in (await officer.page("/views")).text


async def test_a_long_day_is_still_a_small_page(
    site: Site, officer: Visitor, supervisor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The visitor refuses a page of more than 50 kB: as many things as a page shows, with long names."""
    ref = await site.refer(
        child={"given": "Annabella Wilhelmina Placeholderina", "surname": "Example-Specimen-Fixture"}
    )
    with transaction(site.world.house.engine) as session:
        due = services_of(site).today
        for number in range(150):
            title = f"Ask the school again, the {number}th time, whether the child has been there"
            session.add(
                WorkItemRow(case_ref=ref, id=f"X{number}", title=title, why="w" * 60, action="finish-task", due_on=due)
            )
    work = await officer.page("/")
    assert "106 more in the list of cases" in work.text
    await supervisor.page("/team")
    await supervisor.page("/?whose=team")
