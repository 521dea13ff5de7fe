"""Bugs, outages and wrong ways: what cannot be recorded is answered, what was accepted is recorded once, and the case
goes on.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import text
from temporalio.client import WorkflowHandle
from temporalio.testing import WorkflowEnvironment

from records.database import engine_of, transaction
from records.journal import entries_of
from tests.workflows.faults import BreakingDesk, Line
from tests.workflows.world import Case, World, world_of

TRIAGE = {"route": "missing-education", "reasons": "On no roll."}


@pytest.fixture
def broken(world: World) -> BreakingDesk:
    """The world's recorder, with a bug in what it prepares for the actions named in it."""
    desk = BreakingDesk(world.house.letters)
    world.house.__dict__["letters"] = desk  # where the house keeps its own, once made
    return desk


async def test_a_bug_in_the_recorder_records_nothing_is_answered_and_the_case_goes_on(
    world: World, broken: BreakingDesk, caplog: pytest.LogCaptureFixture
) -> None:
    await world.stop()
    world.start()
    case = await world.open()
    broken.actions = {"decide-triage"}
    assert await case.refused("decide-triage", **TRIAGE) == ["FAULT"]
    assert broken.broke == 1  # asked once: a bug is not an outage
    assert case.actions() == ["referral-received"]
    assert (await case.do("add-note", note="The case goes on.")).seq == 2
    broken.actions = set()
    assert (await case.do("decide-triage", **TRIAGE)).stage == "checks"
    await case.check()
    assert "BrokenOnPurpose in faults.py" in caplog.text  # kind and place
    assert "Kai" not in caplog.text  # never its words


async def test_a_bug_in_what_publishes_holds_up_nobody(world: World) -> None:
    case = await world.open()
    with transaction(world.house.engine) as session:
        session.execute(text("alter table standing rename to standing_elsewhere"))
    receipt = await asyncio.wait_for(case.do("decide-triage", **TRIAGE), 10)
    assert receipt.stage == "checks"
    with transaction(world.house.engine) as session:
        session.execute(text("alter table standing_elsewhere rename to standing"))
    await case.do("add-note", note="Published again.")
    await case.check()


async def test_a_clock_that_cannot_be_recorded_does_not_run_hot(world: World, broken: BreakingDesk) -> None:
    await world.stop()
    world.start()
    case = await world.open()
    broken.actions = {"clock-passed"}
    await world.env.fast_forward(case.handle, await seconds_until(case, "acknowledge-referral"))
    await case.until(lambda: broken.broke > 0)
    before = await events(case.handle)
    await asyncio.sleep(0.5)
    assert broken.broke == 1
    assert await events(case.handle) == before
    broken.actions = set()
    await world.env.fast_forward(case.handle, 3700)
    await case.until(lambda: case.passed() == ["acknowledge-referral"])
    await case.check()


async def test_a_stage_that_cannot_be_entered_is_no_end(world: World, broken: BreakingDesk) -> None:
    await world.stop()
    world.start()
    case = await world.open()
    broken.actions = {"stage-entered"}
    await case.do("decide-triage", **TRIAGE)
    broken.actions = set()
    await case.do("add-note", note="The case goes on.")
    assert case.file().stage == (await case.says()).stage == "checks"
    await case.check()


async def test_a_bug_in_reading_where_a_process_stands_ends_nothing(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    case = await world.open()
    with transaction(world.house.engine) as session:
        session.execute(text("alter table case_file rename to elsewhere"))
    await case.handle.signal("look_again")
    await case.until(lambda: "place fault" in caplog.text)
    with transaction(world.house.engine) as session:
        session.execute(text("alter table elsewhere rename to case_file"))
    assert (await case.do("add-note", note="The case goes on.")).seq == 2
    await case.check()


@pytest.fixture
async def line(database: str) -> AsyncIterator[Line]:
    with Line(database) as made:
        yield made


async def test_what_was_accepted_while_the_database_was_away_is_recorded_once(
    line: Line, database: str, temporal_env: WorkflowEnvironment
) -> None:
    directly = engine_of(database, connections=1)
    async with world_of(line.url, temporal_env) as world:
        case = await world.open()
        line.cut()
        asked = [
            asyncio.create_task(case.do("decide-triage", key="step", **TRIAGE)),
            asyncio.create_task(case.do("decide-triage", key="step", **TRIAGE)),
            asyncio.create_task(case.do("add-note", key="note", note="Rang the school.")),
        ]
        done, _ = await asyncio.wait(asked, timeout=1.5)
        assert not done
        line.mend()
        first, again, note = await asyncio.wait_for(asyncio.gather(*asked), 30)
        assert first == again
        assert (first.stage, note.seq) in {("checks", 2), ("checks", 4)}
        with transaction(directly) as session:
            keys = [entry.key.partition(":")[2] for entry in entries_of(session, case.ref)]
        assert sorted(key for key in keys if key in ("step", "note")) == ["note", "step"]
        await case.check()
    directly.dispose()


async def seconds_until(case: Case, clock: str) -> float:
    return float((case.clocks()[clock] - await case.now()).total_seconds() + 1)


async def events(handle: WorkflowHandle[Any, Any]) -> int:
    return len([event async for event in handle.fetch_history_events()])
