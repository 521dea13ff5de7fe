"""The team today, cases handed over, and acts of whoever covers for somebody."""

from datetime import timedelta

from records.case_access import bar
from records.database import transaction
from records.tables import StaffRow
from tests.api.site import Site
from tests.pages.telling import Rows
from tests.pages.test_forms import file
from tests.pages.test_work_lists import acts_for, same_team
from tests.pages.visitor import Visitor, services_of


async def test_what_a_supervisor_sees_agrees_with_the_lists_it_leads_to(site: Site, supervisor: Visitor) -> None:
    same_team(site)
    refs = [await site.refer(owner="officer2") for _ in range(2)]
    danger = await site.refer(indicators=["threat-to-life"])
    loose = await site.refer(owner="")
    await site.do(refs[0], "draft-letter", template="L02", person="P1-1")
    until = (services_of(site).today + timedelta(days=10)).isoformat()
    await site.do(refs[1], "pause-clocks", reason="Waiting for the hospital.", until=until)
    assert (await supervisor.page("/")).link("Team") == "/team"
    page = await supervisor.page("/team")
    assert "Waiting for the hospital." in page.text
    assert "Paused for 0 working days" in page.text
    assert any(href == f"/cases/{refs[0]}/letters/L2" for href, _ in page.links), page.links
    row = page.text.partition("Bryn Placeholder ")[2].split()
    assert row[0] == "2"
    listed = await supervisor.page("/cases?assignee=officer2")
    assert sum(href.startswith("/cases/RC-") for href, _ in listed.links) == 2
    assert any(danger in href for href, _ in page.links)
    assert loose in str((await supervisor.page("/?whose=nobody")).links)


async def test_many_cases_are_handed_over_at_once_and_each_once(site: Site, supervisor: Visitor) -> None:
    same_team(site)
    refs = [await site.refer(owner="officer2") for _ in range(3)]
    page = await supervisor.page("/team/reassign?officer=officer2")
    form = page.form("/team/reassign")
    assert form.choices["case"] == refs
    empty = await supervisor.post(form.action, form.filled())
    assert empty.status == 422
    assert {href for href, _ in empty.page.links if href in ("#cases", "#to", "#reason")} == {
        "#cases",
        "#to",
        "#reason",
    }
    filled = form.filled(case=refs[:2], to="officer", reason="He is leaving.")
    for _ in range(2):
        done = await supervisor.post(form.action, filled)
        assert done.status == 200
        assert done.text.count("Handed over") == 2
    assert [file(site, ref).owner for ref in refs] == ["officer", "officer", "officer2"]
    assert [file(site, ref).seq for ref in refs] == [2, 2, 1]
    gone = await supervisor.post(form.action, {**filled, "to": "left", "_key": "another"})
    assert gone.status == 409
    unknown = await supervisor.post(form.action, {**filled, "case": ["RC-0000-000000"], "_key": "third"})
    assert "There is no case of this reference" in unknown.text
    assert (await supervisor.get("/team/reassign?officer=nobody-of-this-name")).status == 404


async def test_leavers_stand_first_until_their_cases_have_gone(site: Site, supervisor: Visitor) -> None:
    same_team(site)
    ref = await site.refer(owner="officer2")
    with transaction(site.world.house.engine) as session:
        session.get_one(StaffRow, "officer2").active = False
    page = await supervisor.page("/team")
    assert "Bryn Placeholder Has left" in page.text
    assert page.text.index("Bryn Placeholder") < page.text.index("Amina Okafor")
    form = (await supervisor.page("/team/reassign?officer=officer2")).form("/team/reassign")
    await supervisor.post(form.action, form.filled(case=[ref], to="officer", reason="He has left."))
    assert "Has left" not in (await supervisor.page("/team")).text


async def test_an_act_for_somebody_who_is_away_stands_under_both_names(
    site: Site, officer: Visitor, rows: Rows
) -> None:
    ref, own = await site.refer(owner="officer2"), await site.refer()
    acts_for(site, "officer", "officer2")
    for each in (ref, own):
        await officer.do(each, "add-note", note="Rang; they will ring back.")
    said = (await officer.page(f"/cases/{ref}")).text
    assert "Amina Okafor for Bryn Placeholder" in said
    assert "for Bryn" not in (await officer.page(f"/cases/{own}")).text
    await officer.do(ref, "assign-case", reason="I know the family.")
    entries = rows(f"select entry ->> 'acting_for' from journal where case_ref = '{ref}' order by seq")
    assert entries == [("",), ("officer2",), ("",)], "taking the case over is an act of one's own"


async def test_whoever_is_kept_out_of_a_case_has_it_in_no_list_and_no_number(site: Site, supervisor: Visitor) -> None:
    same_team(site)
    ref = await site.refer(reason="no-place", indicators=["threat-to-life"], owner="officer2")
    await site.do(ref, "draft-letter", template="L02", person="P1-1")
    pages = ("/", "/?whose=team", "/team", "/team/reassign?officer=officer2", "/charts")
    seen = {path: (await supervisor.page(path)).html for path in pages}
    assert all(ref in seen[path] for path in pages[:4])
    assert "1 open, by the time" in seen["/charts"]
    services = services_of(site)
    with transaction(site.world.house.engine) as session:
        assert bar(session, services.keys, ref, "supervisor", "An aunt of the child.", "officer2", services.now())
    for path in pages:
        page = await supervisor.page(path)
        assert ref not in page.html, path
    assert "0 open, by the time" in (await supervisor.page("/charts")).text
    assert (await supervisor.page("/")).link("My work") == "/"
