"""A process that has ended is found for one case and for all, started again once, and that is recorded; a history that
this code would not follow is named with where it breaks.
"""

import asyncio

import pytest
from sqlalchemy import text

from activities.sweeping import Sweeping
from activities.three_ways import NOT_RUNNING, PROCEEDING_NOT_RUNNING, ThreeWays
from records.database import transaction
from rollcall.replaying import in_words, replayed
from tests.workflows.noticed import notice_for_a_week
from tests.workflows.world import World
from workflows.restarting import restart


def three_ways(world: World) -> ThreeWays:
    return ThreeWays(world.house.engine, world.client)


async def test_a_terminated_journey_is_started_again_once_and_recorded(world: World) -> None:
    case = await world.open()
    await case.do("decide-triage", route="missing-education", reasons="On no roll.")
    await case.handle.terminate("by Temporal's own command")
    (found,) = await three_ways(world).one(case.ref)
    assert (found.cause, found.process, found.missing) == (NOT_RUNNING, case.ref, True)
    file = case.file()
    for _ in range(2):
        await restart(world.client, file, case.ref, asked_by="supervisor", task_queue=world.queue)
    await case.until(lambda: case.actions()[-1] == "process-restarted")
    await case.check()
    assert case.actions().count("process-restarted") == 1
    assert case.journal()[-1].data == {**case.journal()[-1].data, "process": case.ref, "asked_by": "supervisor"}
    assert await three_ways(world).one(case.ref) == []
    await case.do("record-enquiry", subject="admissions", result="no-trace")
    await case.check()


async def test_the_missing_process_of_a_proceeding_is_started_again(world: World) -> None:
    notice = await notice_for_a_week(world)
    case, process = notice.case, f"{notice.case.ref}/{notice.name}"
    clocks = case.rings()[process]
    await world.client.get_workflow_handle(process).terminate("by Temporal's own command")
    (found,) = await three_ways(world).one(case.ref)
    assert (found.cause, found.process, found.missing) == (PROCEEDING_NOT_RUNNING, process, True)
    await restart(world.client, case.file(), process, asked_by="supervisor", task_queue=world.queue)
    await case.until(lambda: case.actions()[-1] == "process-restarted")
    for _ in range(100):
        if await three_ways(world).one(case.ref) == [] and case.rings()[process] == clocks:
            break
        await asyncio.sleep(0.05)
    assert await three_ways(world).one(case.ref) == []
    with pytest.raises(LookupError):
        await restart(world.client, case.file(), f"{case.ref}/order-9", asked_by="supervisor", task_queue=world.queue)


async def test_what_was_changed_in_the_record_is_in_the_nightly_findings(world: World) -> None:
    case = await world.open()
    with transaction(world.house.engine) as session:
        session.execute(text("set local session_replication_role = replica"))
        session.execute(
            text("update journal set entry = jsonb_set(entry, '{actor}', '\"legal\"') where case_ref = :ref"),
            {"ref": case.ref},
        )
    await Sweeping(world.house.engine, world.client).sweep()
    with transaction(world.house.engine) as session:
        findings = session.execute(text("select findings from sweep order by id desc limit 1")).scalar_one()
    assert {"case": case.ref, "cause": "entry 1 was changed after it was recorded"} in findings


async def test_each_history_is_played_again_and_one_that_breaks_is_named(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, other = await world.open(), await world.open()
    await case.do("decide-triage", route="missing-education", reasons="On no roll.")
    gone: list[str] = []
    asked = [case.ref, other.ref, "RC-2020-000000"]
    assert {process: why async for process, why in replayed(world.client, asked, gone=gone)} == {
        case.ref: "",
        other.ref: "",
    }
    assert gone == ["RC-2020-000000"]
    # a release that records under another name would stall both
    monkeypatch.setattr("workflows.process.RECORD", "remember")
    broken = {process: why async for process, why in replayed(world.client, asked, gone=gone)}
    says = "this code does something else there: 'record' was done there, 'remember' would be now"
    assert (broken[case.ref], broken[other.ref]) == (says, "")


def test_words_say_where_and_nothing_of_the_case() -> None:
    said = in_words(RuntimeError("[TMPRL1100] Nondeterminism error: no command for event 12 about Kai Example"))
    assert said == "this code does something else there, at event 12"
    assert in_words(ValueError("Kai Example")) == "it stopped (ValueError)"
