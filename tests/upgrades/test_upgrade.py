"""An upgrade, rehearsed: the database and the running processes of an early release, with the code and the migrations
of this one. No case is lost, every chain holds, and each case goes on.

`first/` is what that release wrote itself, at migration 0003: its database as `pg_dump` gave it, the histories of the
processes that were running, and the test's keys. It is never made again; the family in it is invented.
"""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import psycopg
import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, text
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Replayer

from domain.entry import Entry
from domain.fold import fold
from records.database import engine_of, migrate, transaction
from records.journal import entries_of
from records.keys import CaseKeys
from records.recorder import load_case
from records.refolding import refold
from records.verify import About, Difference, verify
from rollcall.backing_up import NotBackedUp, backup, restore
from rollcall.case_codec import sealed_converter
from rollcall.embedded_postgres import EmbeddedPostgres
from rollcall.settings import Environment, Settings
from rollcall.wiring import House
from rollcall.worker import PROCESSES, sandbox
from tests.histories.recorded import TestKeys, read
from tests.workflows.world import Case, World
from workflows.restarting import restart

FIRST = Path(__file__).parent / "first"
MADE = json.loads((FIRST / "made.json").read_text())
KEY = base64.b64decode(MADE["test_master_key"])
REFS: list[str] = MADE["open"]
AS_IT_WAS = "select case_ref, seq, key, hash, action, actor, entry from journal order by case_ref, seq"


@pytest.fixture
def old(postgres: EmbeddedPostgres) -> Iterator[str]:
    """The address of that release's database, as it stood."""
    postgres.create_database("upgraded")
    address = postgres.url("upgraded")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute((FIRST / "database.sql").read_text().encode())
    yield address
    with psycopg.connect(postgres.url(), autocommit=True) as connection:
        connection.execute("drop database upgraded with (force)")


async def test_an_early_releases_database_and_processes_go_on_under_this_code(
    old: str, temporal_env: WorkflowEnvironment
) -> None:
    with psycopg.connect(old) as connection:
        assert connection.execute("select version_num from alembic_version").fetchone() == ("0003",)
        before = connection.execute(AS_IT_WAS).fetchall()
        cases = connection.execute("select ref, stage, child_name from case_file order by ref").fetchall()
    assert {row[0] for row in cases} == set(REFS)

    migrate(old)
    migrate(old)  # again, as two processes that start at once do

    engine = engine_of(old)
    try:
        nothing_is_lost(engine, before, cases)
        # What a process of that release published is its own: it says anew what is open when it goes on.
        assert [each.words for each in of_the_records(engine)] == []
        await histories_go_on(CaseKeys(engine, (KEY,)))
    finally:
        engine.dispose()
    await cases_go_on(old, temporal_env)


def nothing_is_lost(engine: Engine, before: list[tuple[object, ...]], cases: list[tuple[object, ...]]) -> None:
    with engine.connect() as connection:
        assert [tuple(row) for row in connection.execute(text(AS_IT_WAS))] == before, "the journal is as it was"
        now = connection.execute(text("select ref, stage, child_name from case_file order by ref"))
        assert [tuple(row) for row in now] == cases
    for ref in REFS:
        entries = journal(engine, ref)
        with transaction(engine) as session:
            assert fold(ref, entries) == load_case(session, ref)


async def histories_go_on(keys: CaseKeys) -> None:
    """What was running goes on from its history; and the keys in the upgraded database are those that sealed it."""
    for file in sorted(FIRST.glob("journey-*.json")):
        recorded = read(file)
        (ref,) = recorded.keys
        assert keys.get(ref) == recorded.keys[ref]
        converter = sealed_converter(cast("CaseKeys", TestKeys(recorded.keys)))
        replayer = Replayer(workflows=PROCESSES, data_converter=converter, workflow_runner=sandbox())
        result = await replayer.replay_workflow(recorded.as_history(), raise_on_replay_failure=False)
        assert result.replay_failure is None, file.name


async def cases_go_on(address: str, env: WorkflowEnvironment) -> None:
    """On an engine that knows nothing of them, as after a restore; an act of that release's form, then one of this."""
    given = {"database_url": address, "temporal_address": env.client.service_client.config.target_host}
    house = House(Settings(env=Environment.DEVELOPMENT, master_key=SecretStr(MADE["test_master_key"]), **given))
    world = World(house, await house.client(), env)
    world.start()
    try:
        for ref in REFS:
            case = Case(world, ref)
            written = len(case.journal())
            await restart(world.client, case.file(), ref, asked_by="command line", task_queue=world.queue)
            await case.until(lambda case=case: "process-restarted" in case.actions())  # type: ignore[misc]
            await case.do("add-note", note="It goes on.")
            await case.do("record-child-seen", where="At home", seen_by="professional", by_name="A", by_role="Officer")
            assert case.actions()[:written] == [entry.action for entry in case.journal()[:written]]
            assert {"add-note", "record-child-seen"} <= set(case.actions()[written:])
            assert case.file().sightings
        assert of_the_records(house.engine) == []
    finally:
        await world.stop()
        world.threads.shutdown()
        house.engine.dispose()


def of_the_records(engine: Engine) -> list[Difference]:
    """Chains, case files, work, likenesses, what returns count, documents."""
    return [each for each in verify(engine, settle_seconds=0).differences if each.about is not About.STANDING]


def journal(engine: Engine, ref: str) -> list[Entry]:
    with transaction(engine) as session:
        return entries_of(session, ref)


def test_a_way_back_is_the_backup_that_was_made_before(old: str, folder: Path) -> None:
    """Nothing is migrated downwards: what was written since would be lost. The backup of before is restored instead,
    and the newest code makes one of a database that is still to be migrated.
    """
    settings = Settings(
        env=Environment.DEVELOPMENT, database_url=old, master_key=SecretStr(MADE["test_master_key"]), data_dir=folder
    )
    made = backup(settings, folder / "backups")
    migrate(old)
    assert (made.cases, made.entries) == (2, len(psycopg.connect(old).execute("select 1 from journal").fetchall()))
    with pytest.raises(NotBackedUp, match="holds cases"):
        restore(settings, made.folder)


def test_a_case_file_that_is_not_of_its_journal_is_left_for_the_check(old: str) -> None:
    """An upgrade hides no tampering: what it reads again is of the same chain."""
    migrate(old)
    engine = engine_of(old)
    with transaction(engine) as session:
        session.execute(
            text("update case_file set state = jsonb_set(state, '{stage}', '\"closed\"') where ref = :ref"),
            {"ref": REFS[0]},
        )
        assert refold(session) == 1, "of the same chain, read again"
        session.execute(text("update case_file set head = 'f' where ref = :ref"), {"ref": REFS[0]})
        assert refold(session) == 0
    assert {each.case for each in of_the_records(engine)} == {REFS[0]}
    engine.dispose()
