"""A world for process tests: a fresh database, the run's Temporal server, a worker, a case that moves in time."""

import asyncio
import base64
import os
import tempfile
import uuid
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import text
from temporalio.client import Client, WorkflowHandle
from temporalio.service import RPCError
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from activities.letter_desk import LetterDesk
from domain.act import Act, Receipt, Standing
from domain.case_file import CaseFile, Task
from domain.deadline import uk_day
from domain.entry import Entry, broken_links
from domain.fold import fold
from records.database import transaction
from records.journal import entries_of
from records.recorder import clocks_of, load_case, open_case
from records.roster import roster
from records.standing import processes_of
from records.tables import CalendarSpanRow, StaffRow, StandingRow
from rollcall.case_codec import sealed_converter
from rollcall.settings import Environment, Settings
from rollcall.spans import Linked
from rollcall.wiring import House
from rollcall.worker import worker_of
from workflows.asking import Refusal, ask
from workflows.journey import Journey
from workflows.starting import state_of

PEOPLE = {"officer": ["officer"], "officer2": ["officer"], "supervisor": ["supervisor"], "legal": ["legal"]}
_FOLDERS = tempfile.TemporaryDirectory(prefix="rollcall-worlds-")  # goes when the run ends
_WORLDS = count(1)  # made in this run


@dataclass
class World:
    """A house with a database of its own, on a task queue of its own; `start` and `stop` its worker at will."""

    house: House
    client: Client
    env: WorkflowEnvironment
    queue: str = field(default_factory=lambda: f"test-{uuid.uuid4().hex[:8]}")
    opened: int = 0
    threads: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(8))
    worker: Worker | None = None
    working: "asyncio.Task[None] | None" = None

    def start(self) -> None:
        self.worker = worker_of(self.house, self.client, self.threads, task_queue=self.queue)
        self.working = asyncio.create_task(self.worker.run())

    async def stop(self) -> None:
        if self.worker is not None and self.working is not None:
            await self.worker.shutdown()
            await self.working
        self.worker = self.working = None

    async def open(self, *, start: bool = True, run_turns: int = 400, **data: Any) -> "Case":
        """A case from a referral, with its journey waiting in the first stage; `start=False` leaves it unstarted."""
        self.opened += 1
        child = {"given": "Kai", "surname": "Example", "date_of_birth": "2015-03-04", "school": "800/4001"}
        body = {"channel": "school", "child": child, "owner": "officer", "team": "north", **data}
        now = datetime.now(UTC)
        with transaction(self.house.engine) as session:
            number = session.execute(text("select nextval('case_number')")).scalar_one()
            ref = f"RC-2026-{number:06d}"
            self.house.keys.make(session, ref, now)
            act = Act(key=f"{ref}:referral", action="referral-received", actor="officer", role="officer", data=body)
            open_case(session, act, ref, now, self.house.letters.desk(session))
        case = Case(self, ref)
        if start:
            await case.start(run_turns=run_turns)
        return case


@dataclass
class Case:
    world: World
    ref: str

    async def start(self, *, run_turns: int = 400, late: timedelta | None = None) -> None:
        """Start its journey now; or `late`, as after a time in which nothing ran here, and move time to that point."""
        state = state_of(self.file()).model_copy(update={"run_turns": run_turns})
        await self.world.client.start_workflow(
            Journey.run, state, id=self.ref, task_queue=self.world.queue, start_delay=late
        )
        if late is not None:
            await asyncio.wait_for(self.world.env.fast_forward(self.handle, late + timedelta(seconds=30)), 10)
        await self.says()
        await self.until(lambda: bool(self.rings()))

    def act(
        self,
        action: str,
        *,
        by: str = "officer",
        key: str | None = None,
        overrides: dict[str, str] | None = None,
        **data: Any,
    ) -> Act:
        key = f"{self.ref}:{key or uuid.uuid4().hex}"  # a key is one act's, whatever the case
        return Act(key=key, action=action, actor=by, role=PEOPLE[by][0], data=data, overrides=overrides or {})

    async def do(self, action: str, **more: Any) -> Receipt:
        try:
            return await ask(self.world.client, self.ref, self.act(action, **more))
        except Refusal as refusal:
            refusal.add_note(", ".join(str(verdict["code"]) for verdict in refusal.verdicts))
            raise

    async def refused(self, action: str, **more: Any) -> list[str]:
        """The codes with which this is refused. Fails where it is not."""
        with pytest.raises(Refusal) as refusal:
            await self.do(action, **more)
        return [verdict["code"] for verdict in refusal.value.verdicts] or [refusal.value.code]

    async def close(self, **more: Any) -> Receipt:
        """Close it from wherever it is: another authority has the child."""
        if not self.file().household_asked:
            await self.do("record-no-other-children", who_said="The other authority")
        if not self.file().sightings:
            seen = {"seen_by": "professional", "by_name": "A Nurse", "by_role": "School nurse"}
            await self.do("record-child-seen", where="At the new school", **seen)
        urgent = {task.name for task in self.file().open_tasks() if task.urgent}
        for task, form in (("safeguarding-referral", "safeguarding"), ("police-referral", "police")):
            if task in urgent:
                await self.do(f"decide-no-{form}-referral", reason="Seen by their nurse; safe and well.")
        proof = {"proof": "authority-acknowledged", "evidence": "Their letter.", "confirmed_by": "Their officer"}
        return await self.do("close-case", outcome="OTHER_LA_CONFIRMED", **proof, **more)

    @property
    def handle(self) -> WorkflowHandle[Any, Any]:
        return self.world.client.get_workflow_handle(self.ref)

    async def says(self) -> Standing:
        """What the process itself says stands open; a run that has just begun is waited for."""
        for _ in range(500):
            with suppress(RPCError):
                standing: Standing = await self.handle.query("stands", result_type=Standing)
                if standing.open:
                    return standing
            await asyncio.sleep(0.02)
        raise AssertionError("the process said nothing for ten seconds")

    def clocks(self) -> dict[str, datetime]:
        """What the journal says runs, and when it rings."""
        return clocks_of(self.file(), self.ref)

    def last_day(self, clock: str) -> date:
        known = self.file().clock(clock)
        assert known is not None
        return known.last_day

    async def check(self) -> None:
        """What must hold after whatever happened: journal, case file, standing row and process tell the same, and
        nothing is forgotten (PRACTICE 2.4).
        """
        await self.looked_again()
        for _ in range(100):  # what a sending reports may be taken in between one of these looks and the next
            case, entries, says = self.file(), self.journal(), await self.says()
            with transaction(self.world.house.engine) as session:
                row = session.get_one(StandingRow, self.ref)
            if case.seq == len(entries) == self.file().seq and row.turn == says.turn:
                break
            await asyncio.sleep(0.02)
        assert broken_links(entries) == []
        assert fold(self.ref, entries) == case
        with transaction(self.world.house.engine) as session:
            people = roster(session, await self.today())
        assert says.clocks == clocks_of(case, self.ref)
        assert {name: datetime.fromisoformat(at) for name, at in row.clocks.items()} == says.clocks
        assert (row.turn, row.stage, row.open) == (says.turn, says.stage, says.open)
        assert says.stage == case.stage
        if case.open:
            assert case.next_due is not None
            assert people.active(case.owner) or people.team_has_someone(case.team)

    async def looked_again(self) -> None:
        """Until the journey has taken the clocks that an act of a proceeding moved: it is told by signal."""
        for _ in range(100):
            if (await self.says()).clocks == clocks_of(self.file(), self.ref):
                return
            await asyncio.sleep(0.02)

    def passed(self) -> list[str]:
        """The clocks that have rung, in order."""
        return [entry.data["clock"] for entry in self.journal() if entry.action == "clock-passed"]

    def task(self, name: str) -> Task | None:
        return next((task for task in self.file().open_tasks() if task.name == name), None)

    def file(self) -> CaseFile:
        with transaction(self.world.house.engine) as session:
            return load_case(session, self.ref)

    def journal(self) -> list[Entry]:
        with transaction(self.world.house.engine) as session:
            return entries_of(session, self.ref)

    def actions(self) -> list[str]:
        return [entry.action for entry in self.journal()]

    async def now(self) -> datetime:
        return await self.world.env.get_current_time(self.handle)

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
            over = {f"{self.ref}/{each.name}" for each in load_case(session, self.ref).proceedings if not each.open}
            return {
                row.process: min((datetime.fromisoformat(each) for each in row.clocks.values()), default=None)
                for row in processes_of(session, self.ref)
                if row.process not in over  # proceedings that have ended run no more
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
async def world_of(
    database: str, env: WorkflowEnvironment, *, letters: LetterDesk | None = None, **settings: Any
) -> AsyncIterator[World]:
    house = house_of(database, env.client.service_client.config.target_host, **settings)
    if letters is not None:
        house.__dict__["letters"] = letters  # where the house keeps its own, once made
    fill(house)
    traced = [Linked()] if house.settings.traces_url else []
    client = await env.connect_client(data_converter=sealed_converter(house.keys), interceptors=traced)
    made = World(house, client, env)
    made.start()
    try:
        yield made
    finally:
        await made.stop()
        made.threads.shutdown()
        house.engine.dispose()


def house_of(database: str, temporal: str, **settings: Any) -> House:
    master = base64.b64encode(os.urandom(32)).decode()
    # A folder of its own: what a service that runs in this checkout keeps is nothing of the tests'.
    given = {"master_key": SecretStr(master), "data_dir": Path(_FOLDERS.name) / uuid.uuid4().hex, **settings}
    return House(Settings(env=Environment.DEVELOPMENT, database_url=database, temporal_address=temporal, **given))


def fill(house: House) -> None:
    """The people, and terms around today whatever year it is: twelve weeks of school, two of holiday."""
    house.make_service_key()
    with transaction(house.engine) as session:
        # The server outlives a test's database: a reference must not meet the case of an earlier test, so that each
        # world has a thousand numbers of its own.
        session.execute(text("select setval('case_number', :at)"), {"at": 1_000 * next(_WORLDS)})
        for person, roles in PEOPLE.items():
            session.add(StaffRow(id=person, name=person.title(), job_title="Officer", roles=roles, team="north"))
        day = date(datetime.now(UTC).year - 2, 9, 1)
        for _ in range(8 * 4):
            session.add(
                CalendarSpanRow(school="", kind="term", first=day, last=day + timedelta(weeks=12, days=-1), version=1)
            )
            day += timedelta(weeks=14)
