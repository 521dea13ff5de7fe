"""A Rollcall to measure: the real one, as `rollcall up` runs it, on a folder of its own, with the demo authority."""

import asyncio
import contextlib
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from temporalio.client import Client

from rollcall.settings import Environment, Settings
from rollcall.wiring import House
from tests.bench.bare import QUEUE, Bare
from tests.bench.caller import Caller
from tests.rollcall.running import CHECKOUT, Up, eventually, up

TWENTY = 20


@dataclass
class Rollcall:
    up: Up
    first_pages: list[float]  # seconds from the command to the first page: from nothing, then on what is there

    @property
    def house(self) -> House:
        """The same house as the server's, for a client that uses no HTTP."""
        running = self.up.running
        return House(
            Settings(
                env=Environment.DEVELOPMENT,
                data_dir=self.up.data,
                database_url=running.database_url,
                temporal_address=running.temporal_address,
            )
        )

    @property
    def temporal(self) -> str:
        address = self.up.running.temporal_address
        assert address is not None
        return address

    def caller(self) -> Caller:
        return Caller(self.up.port)

    @contextlib.asynccontextmanager
    async def twenty_callers(self) -> AsyncIterator[list[Caller]]:
        async with contextlib.AsyncExitStack() as stack:
            yield [await stack.enter_async_context(self.caller()) for _ in range(TWENTY)]

    @contextlib.asynccontextmanager
    async def twenty_bare(self) -> AsyncIterator[tuple[Client, list[str]]]:
        """Twenty bare workflows, waiting, with their own worker, on the same two servers."""
        database = self.up.database_url.replace("/rollcall?", "/bare?")
        with psycopg.connect(self.up.database_url, autocommit=True) as connection:
            connection.execute("create database bare")
        command = ["-m", "tests.bench.bare", self.temporal, database]
        worker = await asyncio.create_subprocess_exec(
            sys.executable, *command, cwd=CHECKOUT, stdout=asyncio.subprocess.PIPE
        )
        try:
            assert worker.stdout is not None
            await worker.stdout.readline()
            client = await Client.connect(self.temporal)
            names = [f"bare-{number}" for number in range(TWENTY)]
            for name in names:
                await client.start_workflow(Bare.run, id=name, task_queue=QUEUE)
            yield client, names
        finally:
            worker.terminate()
            await worker.wait()


@contextlib.contextmanager
def started() -> Iterator[Rollcall]:
    """Started twice: on an empty folder, and again on what that left."""
    home = Path(tempfile.mkdtemp(prefix="rollcall-bench-"))
    home.chmod(0o711)
    try:
        with _started_once(home) as (_, from_nothing):
            pass
        with _started_once(home) as (running, again):
            yield Rollcall(running, [from_nothing, again])
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextlib.contextmanager
def _started_once(home: Path) -> Iterator[tuple[Up, float]]:
    began = time.monotonic()
    with up(home / ".rollcall", DEMO_USERS="true") as running:
        eventually(running.page_answers, 30, "the first page")
        yield running, time.monotonic() - began
