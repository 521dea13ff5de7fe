"""Processes whose every payload is sealed: all that the engine does with them still works, and shows nothing."""

import asyncio

import pytest

from tests.workflows.world import World


@pytest.fixture
def world(shared_world: World) -> World:
    return shared_world


async def test_refusals_failures_queries_and_lists_work_sealed(world: World) -> None:
    case = await world.open()
    codes = await case.refused("decide-triage", route="missing-education", reasons="")
    assert codes == ["INVALID"]  # the verdicts came back whole
    assert (await case.says()).stage == "referral"
    listed: list[str] = []
    for _ in range(100):  # the engine's list lags a little behind
        listed = [found.id async for found in world.client.list_workflows(f"WorkflowId = '{case.ref}'")]
        if listed:
            break
        await asyncio.sleep(0.05)
    assert listed == [case.ref]
    plain = world.env.client.get_workflow_handle(case.ref)
    said = [str(event) async for event in plain.fetch_history_events()]
    assert any("Encoded failure" in event for event in said)
    assert any('type: "REFUSED"' in event for event in said)  # a code is never sealed
    assert not any("Your reasons" in event or "reasons" in event for event in said)


async def test_a_client_without_the_keys_reads_nothing(world: World) -> None:
    case = await world.open()
    plain = world.env.client.get_workflow_handle(case.ref)
    with pytest.raises(KeyError, match="binary/encrypted"):
        await plain.query("stands")
