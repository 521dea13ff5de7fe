"""The services of the test run are the real ones."""

from datetime import timedelta

import psycopg
from temporalio import workflow
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker


@workflow.defn
class _Sleeper:
    @workflow.run
    async def run(self) -> str:
        started = workflow.now()
        await workflow.sleep(timedelta(days=15))
        return str((workflow.now() - started).days)


def test_postgresql_is_version_18_with_what_search_needs(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        row = connection.execute("select current_setting('server_version_num')::int").fetchone()
        assert row is not None
        assert row[0] // 10000 == 18
        found = connection.execute(
            "select name from pg_available_extensions where name in ('pg_trgm', 'unaccent', 'fuzzystrmatch')"
        ).fetchall()
    assert len(found) == 3


async def test_fifteen_days_pass_at_once(temporal_env: WorkflowEnvironment) -> None:
    async with Worker(temporal_env.client, task_queue="sleepers", workflows=[_Sleeper]):
        handle = await temporal_env.client.start_workflow(_Sleeper.run, id="sleeper", task_queue="sleepers")
        await temporal_env.fast_forward(handle, timedelta(days=16))
        assert await handle.result() == "15"
