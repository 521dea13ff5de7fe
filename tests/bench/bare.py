"""What our actions are compared with: the least that Temporal and PostgreSQL can do for a durable, recorded update.

A workflow that waits, an update of it that has one activity insert one row, and a worker of the same kind as ours, in
a process of its own: `python -m tests.bench.bare TEMPORAL DATABASE`.
"""

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.worker import Worker

with workflow.unsafe.imports_passed_through():
    from sqlalchemy import Engine, text

    from records.database import engine_of

QUEUE = "bare"
_INSERT = "insert into bare (words) values (:words) returning id"


@workflow.defn(name="Bare")
class Bare:
    @workflow.run
    async def run(self) -> None:
        await workflow.wait_condition(lambda: False)

    @workflow.update
    async def act(self, words: str) -> int:
        row: int = await workflow.execute_activity(
            "insert", words, result_type=int, start_to_close_timeout=timedelta(seconds=20)
        )
        return row


class Inserting:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @activity.defn(name="insert")
    def insert(self, words: str) -> int:
        with self._engine.begin() as connection:
            return int(connection.execute(text(_INSERT), {"words": words}).scalar_one())


async def _work(temporal: str, database: str) -> None:
    engine = engine_of(database)
    with engine.begin() as connection:
        connection.execute(text("create table if not exists bare (id bigserial primary key, words text not null)"))
    client = await Client.connect(temporal)
    with ThreadPoolExecutor(20) as threads:
        inserting = Inserting(engine)
        async with Worker(
            client, task_queue=QUEUE, workflows=[Bare], activities=[inserting.insert], activity_executor=threads
        ):
            print("ready", flush=True)
            await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_work(sys.argv[1], sys.argv[2]))
