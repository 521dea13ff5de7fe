"""A world for process tests: a fresh database, the run's Temporal server, a worker, and a case that can be moved in time."""

import asyncio
import base64
import os
import uuid
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from pydantic import SecretStr
from temporalio.client import Client, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError
from temporalio.testing import WorkflowEnvironment

from domain.act import Act, Receipt
from domain.case_file import CaseFile
from domain.deadline import uk_day
from domain.entry import Entry
from records.database import transaction
from records.journal import entries_of
from records.recorder import load_case, open_case
from records.standing import processes_of
from records.tables import CalendarSpanRow, StaffRow
from rollcall.case_codec import sealed_converter
from rollcall.settings import Environment, Settings
from rollcall.wiring import House
from rollcall.worker import worker_of
from workflows.starting import start_journey

PEOPLE = {"officer": ["officer"], "officer2": ["officer"], "supervisor": ["supervisor"], "legal": ["legal"]}


class NotDone(Exception):
    """The process refused: its code, and the verdicts."""

    def __init__(self, error: ApplicationError) -> None:
        super().__init__(error.type)
        self.code = error.type
        self.verdicts = [verdict["code"] for verdict in error.details[0]] if error.type == "REFUSED" else []


@dataclass
class World:
    house: House
    client: Client
    env: WorkflowEnvironment
    queue: str
    counter: int = 0
    refs: list[str] = field(default_factory=list)

    async def open(self, **data: Any) -> "Case":
        self.counter += 1
        ref = f"RC-2026-{uuid.uuid4().int % 1_000_000:06d}"
        child = {"given": "Kai", "surname": "Example", "date_of_birth": "2015-03-04", "school": "800/4001"}
        body = {"channel": "school", "child": child, "owner": "officer", "team": "north", **data}
        now = datetime.now(UTC)
        with transaction(self.house.engine) as session:
            self.house.keys.make(session, ref, now)
            act = Act(key=f"{ref}:referral", action="referral-received", actor="officer", role="officer", data=body)
            open_case(session, act, ref, now, self.house.letters.desk(session))
        case = Case(self, ref)
        await start_journey(self.client, case.file(), task_queue=self.queue)
        await case.until(lambda: bool(case.rings()))
        return case


@dataclass
class Case:
    world: World
    ref: str

    async def do(
        self,
        action: str,
        *,
        by: str = "officer",
        key: str | None = None,
        overrides: dict[str, str] | None = None,
        **data: Any,
    ) -> Receipt:
        key = key or uuid.uuid4().hex
        role = PEOPLE[by][0]
        act = Act(key=key, action=action, actor=by, role=role, data=data, overrides=overrides or {})
        handle = self.world.client.get_workflow_handle(self.ref)
        while True:
            try:
                receipt: Receipt = await handle.execute_update("act", act, id=key, result_type=Receipt)
            except WorkflowUpdateFailedError as failed:
                assert isinstance(failed.cause, ApplicationError)
                if failed.cause.type == "TRY_AGAIN":
                    await asyncio.sleep(0.05)
                    continue
                raise NotDone(failed.cause) from None
            return receipt

    async def refused(self, action: str, **more: Any) -> list[str]:
        """The codes with which this is refused. Fails where it is not."""
        with pytest.raises(NotDone) as refusal:
            await self.do(action, **more)
        return refusal.value.verdicts or [str(refusal.value.code)]

    def file(self) -> CaseFile:
        with transaction(self.world.house.engine) as session:
            return load_case(session, self.ref)

    def journal(self) -> list[Entry]:
        with transaction(self.world.house.engine) as session:
            return entries_of(session, self.ref)

    def actions(self) -> list[str]:
        return [entry.action for entry in self.journal()]

    async def now(self) -> datetime:
        return await self.world.env.get_current_time(self.world.client.get_workflow_handle(self.ref))

    async def today(self) -> date:
        return uk_day(await self.now())

    async def forward(self, days: float) -> None:
        """Move every open process of the case through time together, earliest clock first."""
        target = await self.now() + timedelta(days=days)
        while True:
            rings = self.rings()
            clocks = {process: await self._time(process) for process in rings}
            ahead = [
                ring + timedelta(seconds=30)
                for ring in rings.values()
                if ring and ring + timedelta(seconds=30) > min(clocks.values())
            ]
            stop = min([target, *ahead])
            for process, clock in clocks.items():
                if clock < stop:
                    handle = self.world.client.get_workflow_handle(process)
                    await asyncio.wait_for(self.world.env.fast_forward(handle, stop - clock), 10)
            if stop >= target:
                return
            await self._settled(stop)

    def rings(self) -> dict[str, datetime | None]:
        with transaction(self.world.house.engine) as session:
            return {
                row.process: min((datetime.fromisoformat(each) for each in row.clocks.values()), default=None)
                for row in processes_of(session, self.ref)
            }

    async def _time(self, process: str) -> datetime:
        return await self.world.env.get_current_time(self.world.client.get_workflow_handle(process))

    async def _settled(self, instant: datetime) -> None:
        """Until what had to ring by this instant has been written."""
        await self.until(lambda: all(ring is None or ring > instant for ring in self.rings().values()))

    async def until(self, true: Callable[[], bool]) -> None:
        for _ in range(500):
            if true():
                return
            await asyncio.sleep(0.02)
        raise AssertionError("waited ten seconds for something that did not come")


@asynccontextmanager
async def world_of(database: str, env: WorkflowEnvironment, **settings: Any) -> AsyncIterator[World]:
    master = base64.b64encode(os.urandom(32)).decode()
    house = House(
        Settings(
            env=Environment.DEVELOPMENT,
            database_url=database,
            temporal_address=env.client.service_client.config.target_host,
            master_key=SecretStr(master),
            **settings,
        )
    )
    fill(house)
    client = await Client.connect(
        env.client.service_client.config.target_host,
        namespace=env.client.namespace,
        data_converter=sealed_converter(house.keys),
    )
    queue = f"test-{uuid.uuid4().hex[:8]}"
    with ThreadPoolExecutor(8) as threads:
        async with worker_of(house, client, threads, task_queue=queue):
            yield World(house, client, env, queue)
    house.engine.dispose()


def fill(house: House) -> None:
    """The people, and terms around today whatever year it is: twelve weeks of school, two of holiday."""
    house.make_service_key()
    with transaction(house.engine) as session:
        for person, roles in PEOPLE.items():
            session.add(StaffRow(id=person, name=person.title(), job_title="Officer", roles=roles, team="north"))
        day = date(datetime.now(UTC).year - 2, 9, 1)
        for _ in range(8 * 4):
            session.add(
                CalendarSpanRow(school="", kind="term", first=day, last=day + timedelta(weeks=12, days=-1), version=1)
            )
            day += timedelta(weeks=14)
