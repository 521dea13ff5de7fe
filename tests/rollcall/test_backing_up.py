"""A backup and a restore, together: everything is there again, the keys open it, and the processes go on."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import text
from temporalio.testing import WorkflowEnvironment

from activities.three_ways import ThreeWays
from records.database import transaction
from rollcall import anchoring, backing_up
from rollcall.backing_up import NotBackedUp
from rollcall.settings import Environment, Settings
from rollcall.wiring import House
from tests.databases import Databases
from tests.workflows.noticed import notice_for_a_week
from tests.workflows.world import Case, World, world_of
from workflows.restarting import restart


@pytest.fixture
def empty(databases: Databases) -> Iterator[str]:
    address = databases.take()
    yield address
    databases.give_back(address)


async def test_what_is_backed_up_is_restored_and_goes_on(
    database: str, empty: str, temporal_env: WorkflowEnvironment, folder: Path
) -> None:
    async with world_of(database, temporal_env, data_dir=folder / "first") as world:
        notice = await notice_for_a_week(world)
        case, other = notice.case, await world.open()
        await other.do("add-note", note="Planted words.")
        world.house.keys.seal(other.ref, b"x")
        settings = world.house.settings
        anchoring.anchor(world.house, await other.now())
        made = backing_up.backup(settings, folder / "backups")
        assert (made.cases, made.entries) == (2, len(case.journal()) + len(other.journal()))
        for process in (case.ref, other.ref, f"{case.ref}/{notice.name}"):
            await world.client.get_workflow_handle(process).terminate("the engine is lost")
        sealed = world.house.keys.seal(other.ref, b"opened again")
        with transaction(world.house.engine) as session:
            noted = session.execute(text("select cases, entries from backup_made")).all()
        assert [tuple(row) for row in noted] == [(made.cases, made.entries)], "for the alert that it is too old"
    assert [path.name for path in (folder / "backups").iterdir()] == [made.folder.name]
    assert {path.name for path in made.folder.iterdir()} == {"database.dump", "manifest.json", "anchors"}

    fresh = settings.model_copy(update={"database_url": empty, "data_dir": folder / "second"})
    again = backing_up.restore(fresh, made.folder)
    assert (again.cases, again.entries, again.heads) == (made.cases, made.entries, made.heads)
    house = House(fresh)
    assert house.keys.open(other.ref, sealed) == b"opened again"
    assert len(list(anchoring.folder_of(fresh).iterdir())) == 1

    client = await house.client()
    revived = World(house, client, temporal_env)
    revived.start()
    try:
        await goes_on(revived, [case.ref, other.ref])
    finally:
        await revived.stop()
        house.engine.dispose()


async def goes_on(world: World, refs: list[str]) -> None:
    three_ways = ThreeWays(world.house.engine, world.client)
    missing = [found for ref in refs for found in await three_ways.one(ref)]
    assert len(missing) == 3
    for found in missing:
        file = Case(world, found.case).file()
        await restart(world.client, file, found.process, asked_by="command line", task_queue=world.queue)
    for ref in refs:
        case = Case(world, ref)
        await case.until(lambda case=case: case.actions()[-1] == "process-restarted")  # type: ignore[misc]
        await case.do("add-note", note="It goes on.")
        await case.check()
        assert await three_ways.one(ref) == []


async def test_nothing_is_restored_over_cases_nor_with_another_key_nor_from_what_was_changed(
    world_with_a_case: World, folder: Path
) -> None:
    settings = world_with_a_case.house.settings
    made = backing_up.backup(settings, folder)
    with pytest.raises(NotBackedUp, match="holds cases"):
        backing_up.restore(settings, made.folder)
    key = SecretStr(base64.b64encode(bytes(32)).decode())
    other = Settings(env=Environment.DEVELOPMENT, database_url=settings.database_url, master_key=key)
    with pytest.raises(NotBackedUp, match="ROLLCALL_MASTER_KEY is another one"):
        backing_up.restore(other, made.folder)
    dump = made.folder / "database.dump"
    dump.write_bytes(dump.read_bytes()[:-1] + b"x")
    with pytest.raises(NotBackedUp, match="is not what was backed up"):
        backing_up.restore(settings, made.folder)
    (made.folder / "manifest.json").write_text(json.dumps({}))
    with pytest.raises(NotBackedUp, match="is no backup"):
        backing_up.restore(settings, made.folder)
    with transaction(world_with_a_case.house.engine) as session:
        assert session.execute(text("select count(*) from case_file")).scalar_one() == 1


@pytest.fixture
async def world_with_a_case(database: str, temporal_env: WorkflowEnvironment, folder: Path) -> Any:
    async with world_of(database, temporal_env, data_dir=folder / "data") as world:
        await world.open()
        yield world


def test_a_backup_that_fails_leaves_nothing_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch, database: str
) -> None:
    settings = Settings(env=Environment.DEVELOPMENT, database_url=database, data_dir=folder / "data")
    monkeypatch.setattr(backing_up, "_found", lambda program: "/bin/false")
    with pytest.raises(NotBackedUp, match="pg_dump failed"):
        backing_up.backup(settings, folder / "backups")
    assert list((folder / "backups").iterdir()) == []
