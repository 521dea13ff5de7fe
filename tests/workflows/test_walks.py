"""Harm 5 of PRACTICE 8, a child in no queue: whatever people, clocks and accidents do, in whatever order, an open case
has a next dated thing and somebody whose it is, and journal, case file, standing row and process tell the same.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr
from sqlalchemy import text
from temporalio.service import RPCError
from temporalio.testing import WorkflowEnvironment

from domain.actions import ACTIONS, STEPS
from records.database import transaction
from tests.fake_notify import API_KEY, FakeNotify
from tests.workflows.post import MOTHER
from tests.workflows.world import Case, World, world_of
from workflows.asking import Refusal

LENGTH = 40


@pytest.fixture
async def posting(database: str, temporal_env: WorkflowEnvironment) -> AsyncIterator[World]:
    with FakeNotify() as notify:
        notify.fail(10_000, 503)  # a letter's own process stays, to be terminated
        async with world_of(database, temporal_env, notify_api_key=SecretStr(API_KEY), notify_url=notify.url) as made:
            yield made


class Walk:
    """One case, and what may happen to it. `went` is the way it took, for a failure's message."""

    def __init__(self, case: Case, seed: int) -> None:
        self.case, self.random = case, random.Random(seed)
        self.went: list[str] = []

    async def go(self, steps: int) -> None:
        events: list[tuple[Callable[[], Awaitable[str]], int]] = [
            (self.somebody_acts, 24),
            (self.somebody_takes_a_step, 9),
            (self.time_passes, 8),
            (self.two_act_at_once, 3),
            (self.somebody_leaves_or_comes_back, 2),
            (self.a_child_process_is_terminated, 2),
            (self.the_process_is_terminated_and_begins_again, 1),
        ]
        kinds, weights = zip(*events, strict=True)
        for _ in range(steps):
            [event] = self.random.choices(kinds, weights)
            self.went.append(await event())
            try:
                await self.case.check()
            except AssertionError as wrong:
                wrong.add_note(" > ".join(self.went))
                raise

    async def somebody_acts(self) -> str:
        return await self.act(self.random.choice((await self.case.says()).open))

    async def somebody_takes_a_step(self) -> str:
        steps = [step.name for step in STEPS[self.case.file().stage] if step.name != "close-case"]
        return await self.act(self.random.choice(steps))

    async def act(self, name: str) -> str:
        by = self.random.choice(["officer", "officer2", "supervisor"])
        body = ACTIONS[name].example(self.case.file(), await self.case.today())
        try:
            await self.case.do(name, by=by, overrides={"NO_ENQUIRY": "Asked by hand."}, **body)
        except Refusal as refusal:
            if refusal.code not in ("REFUSED", "NOT_A_STEP"):
                refusal.add_note(" > ".join([*self.went, name]))
                raise
            return f"{name} refused"
        return name

    async def two_act_at_once(self) -> str:
        open_now = (await self.case.says()).open
        return " & ".join(await asyncio.gather(*(self.act(self.random.choice(open_now)) for _ in range(2))))

    async def time_passes(self) -> str:
        days = self.random.choice([0.3, 1, 2, 5, 9, 20])
        await self.case.forward(days)
        return f"{days} days"

    async def somebody_leaves_or_comes_back(self) -> str:
        with transaction(self.case.world.house.engine) as session:
            session.execute(text("update staff set active = not active where id = 'officer'"))
        return "somebody leaves or comes back"

    async def a_child_process_is_terminated(self) -> str:
        for letter in self.case.file().letters:
            child = self.case.world.client.get_workflow_handle(f"{self.case.ref}/letter-{letter.id}")
            try:
                await child.terminate("by Temporal's own command")
            except RPCError:
                continue  # it never ran, or ended before
            return "a child is terminated"
        return "no child to terminate"

    async def the_process_is_terminated_and_begins_again(self) -> str:
        now = await self.case.now()
        await self.case.handle.terminate("by Temporal's own command")
        # A fresh process has a fresh virtual clock: move it to where the case's time is.
        await self.case.start(late=max(now - datetime.now(UTC), timedelta(0)))
        return "begins again"


@pytest.mark.parametrize("seed", [20, 31])
async def test_no_way_through_a_case_leaves_it_in_no_queue(posting: World, seed: int) -> None:
    case = await posting.open(run_turns=12)
    await case.do("add-person", **MOTHER)
    await Walk(case, seed).go(LENGTH)
