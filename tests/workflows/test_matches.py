"""A child that may be known already: proposed to a person, on the right case, and to nobody who may not know of it."""

from typing import Any

from sqlmodel import select

from activities.sweeping import Sweeping
from domain.case_file import Task
from records.database import transaction
from records.identities import tie
from records.matches import half_merges, how_many_wait, waiting_for
from records.roster import staff_member
from records.tables import LikenessRow, SweepRow
from rollcall.comparing import compare_waiting
from tests.workflows.world import Case, World

TWIN = {"given": "Kit", "surname": "Example", "date_of_birth": "2015-03-04", "school": "800/4001"}
UPN = "X800400126001"
NOBODY_ELSE = {"given": "Ottoline", "surname": "Placeholder", "date_of_birth": "2011-11-30"}


async def compared(world: World, *cases: Case) -> None:
    """Compare what waits, and wait until each of these has recorded what it was told."""
    await compare_waiting(world.house, world.client)
    for case in cases:
        await case.says()
    for case in cases:
        seen = case.file().seq
        await case.do("add-note", note="The school will ring back.")  # the desk is taken in order
        assert case.file().seq > seen


def matches(case: Case) -> list[Task]:
    return [task for task in case.file().open_tasks() if task.name == "compare-cases"]


def asked(case: Case) -> list[tuple[str, str]]:
    return [(task.subject, task.audience) for task in matches(case)]


def waits(world: World, case: Case) -> bool:
    with transaction(world.house.engine) as session:
        return session.get_one(LikenessRow, case.ref).compare_at is not None


async def test_a_child_whom_nobody_found_and_somebody_reports_is_a_task_on_both_cases(world: World) -> None:
    lost = await world.open()
    await lost.do("decide-triage", route="missing-education", reasons="On no roll.")
    await lost.do("record-enquiry", subject="admissions", result="no-trace")
    await lost.do("complete-checks", found="nowhere", summary="No trace.")
    await lost.do("record-not-found", why="no-trace", tried="Everything.")
    await compared(world, lost)
    told = await world.open(channel="public")
    await compared(world, told, lost)
    assert (asked(told), asked(lost)) == ([(lost.ref, "owner")], [(told.ref, "owner")])
    assert "Somebody has told us" in matches(lost)[0].title
    assert (lost.file().stage, told.file().open) == ("dormant", True), "a match closes nothing and opens nothing again"
    await told.do("decide-not-same", other=lost.ref, reason="Two birth certificates seen.")
    await compared(world, told, lost)
    assert (asked(told), asked(lost)) == ([], []), "decided on one, it is over on both"


async def test_of_two_cases_of_one_child_the_later_one_asks_once(world: World) -> None:
    first, twin, other = [await world.open(**more) for more in ({}, {"child": TWIN}, {"child": NOBODY_ELSE})]
    again = await world.open()
    await compared(world, first, twin, other, again)
    assert asked(again) == [(first.ref, "owner")]
    assert (asked(first), asked(twin), asked(other)) == ([], [], []), "a twin is nobody's task"
    assert not any(waits(world, case) for case in (first, twin, other, again))
    await compare_waiting(world.house, world.client)
    with transaction(world.house.engine) as session:
        officer, supervisor, stranger = [_staff(session, who) for who in ("officer", "supervisor", "officer2")]
        assert [(each.case, each.other) for each in waiting_for(session, officer)] == [(again.ref, first.ref)]
        assert [how_many_wait(session, who) for who in (officer, supervisor, stranger)] == [1, 1, 0]
    # The name was wrong: corrected, the two are alike no more.
    await again.do("correct-entry", entry=1, field="child.given", old="Kai", new="Ottilie", reason="Misread.")
    await again.do("correct-entry", entry=1, field="child.date_of_birth", old="2015-03-04", new="2011-05-06",
                   reason="The birth certificate.")  # fmt: skip
    await compared(world, again)
    assert (asked(again), again.actions().count("match-withdrawn")) == ([], 1)
    # And right after all: proposed anew, then decided, and never again.
    await again.do("correct-entry", entry=1, field="child.given", old="Ottilie", new="Kai", reason="Right before.")
    await again.do("correct-entry", entry=1, field="child.date_of_birth", old="2011-05-06", new="2015-03-04",
                   reason="Another certificate.")  # fmt: skip
    await compared(world, again)
    assert asked(again) == [(first.ref, "owner")]
    await again.do("decide-not-same", other=first.ref, reason="Two birth certificates seen.")
    for case in (again, first):
        await case.do("give-child-details", upn=UPN, evidence="The school")
    await compared(world, again, first)
    assert (asked(again), asked(first)) == ([], [])
    assert (first.file().open, again.file().open) == (True, True)
    await again.check()


async def test_a_child_who_comes_back_is_proposed_and_its_case_stays_closed(world: World) -> None:
    earlier = await world.open()
    await earlier.close()
    back = await world.open()
    await compared(world, back)
    (task,) = matches(back)
    assert (task.subject, "Decide whether to reopen it" in task.title) == (earlier.ref, True)
    assert not earlier.file().open
    assert await back.refused("merge-case", other=earlier.ref, reason="The same child.") == ["OTHER_CLOSED"]
    await back.do("record-earlier-case", other=earlier.ref, reason="The mother said so.")
    await compared(world, back)
    assert (asked(back), back.file().earlier, earlier.file().open) == ([], [earlier.ref], False)


async def test_nothing_tells_of_a_restricted_child_but_to_who_may_know(world: World) -> None:
    """With and without the hidden child the new case's journal reads alike (PRACTICE 8.9)."""
    hidden = await world.open(owner="officer2")
    await hidden.do("protect-details", by="supervisor", why="adoption", source="The court order")
    seen = await world.open(), await world.open(child=NOBODY_ELSE)
    await compared(world, hidden, *seen)
    assert seen[0].actions() == seen[1].actions()
    assert asked(hidden) == [(seen[0].ref, "supervisor")]
    with transaction(world.house.engine) as session:
        counts = {who: how_many_wait(session, _staff(session, who)) for who in ("officer", "officer2", "supervisor")}
    assert counts == {"officer": 0, "officer2": 0, "supervisor": 1}
    # Two open cases of one child, the older of which becomes restricted: the other's officer has the task no more.
    older = await world.open(child=TWIN, owner="officer2")
    newer = await world.open(child=TWIN)
    await compared(world, newer)
    assert asked(newer) == [(older.ref, "owner")]
    await older.do("protect-details", by="supervisor", why="witness", source="The police")
    await compared(world, older, newer)
    await compared(world, older, newer)
    assert (asked(newer), asked(older)) == ([], [(newer.ref, "owner")]), "whose own officer knows of both"


async def test_two_identities_of_one_child_are_never_proposed_as_one(world: World) -> None:
    before = await world.open()
    after = await world.open()
    with transaction(world.house.engine) as session:
        tie(session, world.house.keys, before.ref, after.ref)
        tie(session, world.house.keys, after.ref, before.ref)
    await compared(world, before, after)
    assert (asked(before), asked(after)) == ([], [])
    other = await world.open()
    await compared(world, other)
    assert len(asked(other)) == 1, "of the two, one is shown and never both"


async def test_half_a_merge_is_found(world: World) -> None:
    survivor, other = await world.open(), await world.open()
    await other.handle.terminate("so that it hears nothing")
    await survivor.do("merge-case", other=other.ref, reason="Both schools confirm one child.")
    with transaction(world.house.engine) as session:
        assert half_merges(session) == [(survivor.ref, other.ref)]
    await Sweeping(world.house.engine, world.client).sweep()
    with transaction(world.house.engine) as session:
        findings = session.exec(select(SweepRow)).one().findings
    assert {"case": other.ref, "cause": "its merge with another case is recorded on one of the two only"} in findings


def _staff(session: Any, who: str) -> Any:
    found = staff_member(session, who)
    assert found
    return found
