"""An entry closely: from what to what, by which rule; one click away what the engine did for it, read from its own
history; runs of entries that the clock wrote are folded, and none is left out.
"""

from typing import Any

from sqlalchemy import text

from api.pages.presenters.headlines import events
from api.pages.presenters.history import folded
from api.timeline import Happening
from domain.act import Act
from records.database import transaction
from rollcall.archiving import keep_ended
from tests.api.site import Site, problem
from tests.pages.visitor import Visitor


async def test_an_entry_says_what_it_changed_and_by_which_rule(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    await site.do(ref, "decide-triage", route="missing-education", reasons="On no roll.")
    await site.do(ref, "assign-case", "supervisor", owner="officer2", reason="She knows the school.")
    told = (await site.get(f"/api/cases/{ref}/timeline")).json()
    seq = {each["action"]: each["seq"] for each in told}
    stage = (await site.get(f"/api/cases/{ref}/entries/{seq['stage-entered']}")).json()
    assert {"what": "Stage", "before": "Referral", "after": "Checks"} in stage["changes"]
    assert any(rule.startswith("Checks") or "heck" in rule for rule in stage["rules"])
    given = (await site.get(f"/api/cases/{ref}/entries/{seq['assign-case']}")).json()
    assert {"what": "Officer", "before": "Amina Okafor", "after": "Bryn Placeholder"} in given["changes"]
    page = await officer.page(f"/cases/{ref}/history/{seq['assign-case']}")
    assert "Officer: Amina Okafor → Bryn Placeholder" in page.text
    assert not [href for href, _ in page.links if "/engine" in href]
    first = (await site.get(f"/api/cases/{ref}/entries/1")).json()
    assert {"what": "Officer", "before": "", "after": "Amina Okafor"} in first["changes"]
    problem(await site.get(f"/api/cases/{ref}/entries/99"), 404, "NO_SUCH_ENTRY")


async def test_what_is_protected_stands_in_no_change(site: Site) -> None:
    ref = await site.refer()
    form = next(each for each in (await site.case(ref))["actions"] if each["name"] == "protect-details")["example"]
    await site.do(ref, "protect-details", **form)
    for seq in range(1, 4):
        said = (await site.get(f"/api/cases/{ref}/entries/{seq}")).text
        assert "1 Fixture Road" not in said
        assert "Fixture Academy" not in said


async def test_the_engine_says_what_it_did_for_an_entry_and_nothing_of_the_child(
    site: Site, supervisor: Visitor
) -> None:
    ref = await site.refer()
    seq = (await site.do(ref, "add-note", note="Planted words of the aunt."))["seq"]
    await site.do(ref, "decide-triage", route="missing-education", reasons="On no roll.")
    view = (await site.get(f"/api/cases/{ref}/engine?entry={seq}", "supervisor")).json()
    said = [each["says"] for run in view["runs"] for each in run["did"]]
    assert said[0] == "Asked Add a note, by officer"
    assert "To record it: Add a note, by officer" in said
    assert "What is open now was published" in said
    assert not any("triage" in each.casefold() for each in said), "of this entry alone"
    whole = (await site.get(f"/api/cases/{ref}/engine", "supervisor")).json()
    assert whole["under_way"] == []
    lines = [each for run in whole["runs"] for each in run["did"]]
    assert any(each["says"] == "A clock was set" and each["more"].startswith("for ") for each in lines)
    assert all("Planted" not in str(each) for each in lines)
    link = (await supervisor.page(f"/cases/{ref}/history/{seq}")).link("What the engine did for it")
    page = await supervisor.page(link)
    assert "To record it: Add a note" in page.text
    assert "Planted" not in page.text
    for path in ("engine?process=RC-2026-000000", "engine?process=nonsense", "engine?entry=99"):
        assert (await site.get(f"/api/cases/{ref}/{path}", "supervisor")).status_code == 404


async def test_a_run_that_has_ended_is_read_from_what_was_kept(site: Site) -> None:
    world = site.world
    case = await world.open(run_turns=2)
    act: Act = case.act("add-note", note="Planted words.")
    await world.client.get_workflow_handle(case.ref).execute_update("act", act)
    await case.do("add-note", note="Again.")
    await case.do("add-note", note="And again.")

    async def engine() -> Any:
        await keep_ended(world.house, world.client)
        return (await site.get(f"/api/cases/{case.ref}/engine", "supervisor")).json()

    for _ in range(100):
        view = await engine()
        if any(run["kept"] for run in view["runs"]):
            break
    kept = next(run for run in view["runs"] if run["kept"])
    assert kept["ended"] == "continued as new"
    assert any(each["says"].startswith("Asked Add a note") for each in kept["did"])
    assert kept["did"][-1]["says"] == "Handed over to a fresh run"
    with transaction(world.house.engine) as session:
        session.execute(text("delete from case_key where case_ref = :ref"), {"ref": case.ref})
    world.house.keys.forget(case.ref)
    again = await engine()
    assert not any("Add a note" in each["says"] for run in again["runs"] if run["kept"] for each in run["did"])


async def test_what_the_clock_wrote_in_a_row_is_folded_and_none_is_left_out(site: Site, officer: Visitor) -> None:
    ref = await site.refer()
    for _ in range(2):
        await site.do(ref, "add-note", note="The school will ring back.")
    page = await officer.page(f"/cases/{ref}/history")
    assert page.link("As it stood on a day") == f"/cases/{ref}/as-it-stood"
    told = (await site.get(f"/api/cases/{ref}/timeline")).json()
    one = Happening.model_validate(told[0])
    quiet = one.model_copy(update={"action": "clock-passed"})
    groups = folded(events([one, quiet, quiet, one, quiet, quiet, quiet, one]))
    assert [len(group) for group in groups] == [1, 1, 1, 1, 3, 1]
