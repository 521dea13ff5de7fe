"""The nightly sweep on the real server: it finds what does not agree, says it by reference, and changes nothing."""

from datetime import timedelta
from typing import Any

from sqlalchemy import text
from sqlmodel import col, select

from activities.sweeping import Sweeping
from activities.three_ways import ThreeWays
from records.database import transaction
from records.standing import standing_of
from records.tables import SweepRow
from rollcall.worker import schedule_sweep
from tests.workflows.world import Case, World
from workflows.sweep import SCHEDULE_ID, NightlySweep


async def swept(world: World, answer_within: float = 10) -> list[tuple[str, str]]:
    """What one sweep finds: references and causes."""
    asking = ThreeWays(world.house.engine, world.client, answer_within=timedelta(seconds=answer_within))
    await Sweeping(world.house.engine, world.client, three_ways=asking).sweep()
    return [(finding["case"], finding["cause"]) for finding in last(world).findings]


def last(world: World) -> SweepRow:
    with transaction(world.house.engine) as session:
        return session.exec(select(SweepRow).order_by(col(SweepRow.id).desc())).first()  # type: ignore[return-value]


def change(world: World, statement: str, **values: Any) -> None:
    with transaction(world.house.engine) as session:
        session.execute(text(statement), values)


async def test_where_all_agrees_nothing_is_found_and_nothing_is_changed(world: World) -> None:
    cases = [await world.open() for _ in range(3)]
    await cases[1].do("decide-triage", route="missing-education", reasons="On no roll.")
    await cases[2].close()
    before = [(case.file(), case.journal(), await case.says()) for case in cases]
    found = await world.client.execute_workflow(
        NightlySweep.run, id=f"service/{world.queue}", task_queue=world.queue, execution_timeout=timedelta(seconds=20)
    )
    assert (found, last(world).checked, last(world).findings) == (0, 3, [])
    after = [(case.file(), case.journal(), await case.says()) for case in cases]
    assert [(file, journal) for file, journal, _ in after] == [(file, journal) for file, journal, _ in before]


async def test_an_open_case_whose_process_was_terminated_is_found(world: World) -> None:
    case, other = await world.open(), await world.open()
    await case.handle.terminate("by Temporal's own command")
    assert await swept(world) == [(case.ref, "an open case has no running process")]
    await case.start()
    await case.until(lambda: standing_of_case(case) == case.file().seq)
    assert await swept(world) == []
    await case.do("decide-triage", route="missing-education", reasons="On no roll.")
    await case.check()
    await other.check()


async def test_an_open_case_whose_process_was_never_started_is_found(world: World) -> None:
    case = await world.open(start=False)
    assert await swept(world) == [(case.ref, "an open case has no running process")]


async def test_a_standing_row_that_says_something_else_is_found(world: World) -> None:
    case = await world.open()
    change(world, "update standing set open = '{add-note}' where process = :ref", ref=case.ref)
    assert await swept(world) == [(case.ref, "what stands open differs from what its process says")]
    change(world, "delete from standing where process = :ref", ref=case.ref)
    assert await swept(world) == [(case.ref, "its process runs but has published nothing")]
    await case.do("add-note", note="Published again.")
    assert await swept(world) == []


async def test_a_stage_that_differs_is_found(world: World) -> None:
    case = await world.open()
    change(world, "update case_file set stage = 'support' where ref = :ref", ref=case.ref)
    assert await swept(world) == [
        (case.ref, "its process is in referral, its journal in support"),
        (case.ref, "the case file says otherwise than the journal, in stage"),
    ]


async def test_a_clock_that_the_process_does_not_wait_for_is_found(world: World) -> None:
    case = await world.open()
    change(world, "update case_file set state = jsonb_set(state, '{clocks}', '[]') where ref = :ref", ref=case.ref)
    found = await swept(world)
    assert found[0] == (case.ref, "its process waits for other clocks than the journal has running")
    assert (case.ref, "the case file's state says otherwise than the journal, in clocks") in found


async def test_a_process_that_does_not_answer_is_found(world: World) -> None:
    case = await world.open()
    await world.stop()
    assert await swept(world, 0.5) == [(case.ref, "its process does not answer")]


async def test_the_sweep_is_scheduled_once_whoever_starts_first(world: World) -> None:
    await schedule_sweep(world.client)
    await schedule_sweep(world.client)
    schedule = world.client.get_schedule_handle(SCHEDULE_ID)
    try:
        described = await schedule.describe()
        assert described.schedule.spec.time_zone_name == "Europe/London"
        [next_run, *_] = described.info.next_action_times
        assert next_run.tzinfo is not None
    finally:
        await schedule.delete()


def standing_of_case(case: Case) -> int:
    with transaction(case.world.house.engine) as session:
        row = standing_of(session, case.ref)
        return row.turn if row else 0
