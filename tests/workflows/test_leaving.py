"""Somebody leaves: their cases go to a team that is there, though nobody acts on any of them (harm 5)."""

from datetime import UTC, datetime

from sqlalchemy import text

from records.case_access import bar
from records.database import transaction
from rollcall.leaving import hand_on
from tests.workflows.world import World


def change(world: World, statement: str) -> None:
    with transaction(world.house.engine) as session:
        session.execute(text(statement))


async def test_a_case_of_somebody_who_has_left_is_handed_on_once(world: World) -> None:
    left, kept = await world.open(owner="officer"), await world.open(owner="officer2")
    await hand_on(world.house, world.client)
    change(world, "update staff set active = false where id = 'officer'")
    for _ in range(2):
        await hand_on(world.house, world.client)
        await left.until(lambda: left.file().owner == "")
    assert left.actions().count("hand-on") == 1
    assert left.task("unowned") is not None
    assert "hand-on" not in kept.actions()
    await left.check()


async def test_a_case_whose_officer_is_kept_out_of_it_is_handed_on_once(world: World) -> None:
    case, house = await world.open(owner="officer"), world.house
    with transaction(house.engine) as session:
        assert bar(session, house.keys, case.ref, "officer", "An aunt of the child.", "supervisor", datetime.now(UTC))
    for _ in range(2):
        await hand_on(house, world.client)
        await case.until(lambda: case.file().owner == "")
    assert case.actions().count("hand-on") == 1
    assert case.task("unowned") is not None
    assert await case.refused("assign-case", owner="officer") == ["MAY_NOT_HAVE_IT"]
    await case.check()


async def test_where_nobody_could_take_it_nothing_is_written_again_and_again(world: World) -> None:
    case = await world.open(owner="officer")
    change(world, "update staff set active = false")
    for _ in range(3):
        await hand_on(world.house, world.client)
        await case.says()
    await case.until(lambda: case.file().owner == "")
    assert case.actions().count("hand-on") == 1
