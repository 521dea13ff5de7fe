"""Somebody leaves: their cases go to a team that is there, though nobody acts on any of them (harm 5)."""

from sqlalchemy import text

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


async def test_where_nobody_could_take_it_nothing_is_written_again_and_again(world: World) -> None:
    case = await world.open(owner="officer")
    change(world, "update staff set active = false")
    for _ in range(3):
        await hand_on(world.house, world.client)
        await case.says()
    await case.until(lambda: case.file().owner == "")
    assert case.actions().count("hand-on") == 1
