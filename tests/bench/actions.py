"""An officer's action: how long one takes, and how many go through at once against what a bare workflow does."""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from temporalio.client import Client

from domain.act import Act
from tests.bench.bare import Bare
from tests.bench.caller import Caller
from tests.bench.figures import Figure, at_most, percentile, ratio
from tests.bench.server import TWENTY, Rollcall
from workflows.asking import ask

REFERRAL = {
    "channel": "school",
    "owner": "officer",
    "child": {"given": "Kai", "surname": "Example", "date_of_birth": "2017-03-04", "school": "800/2001"},
    "adults": [
        {
            "name": "Ms R Example",
            "relation": "mother",
            "address": {"lines": ["1 Fixture Road", "Sampleton"], "postcode": "BA1 1AA"},
        }
    ],
}
# What officers do most: a call that nobody took, and a note.
DEEDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("record-contact", {"how": "telephone", "answered": False, "said": "Rang out twice."}),
    ("add-note", {"note": "The school will ring back on Thursday."}),
)
_ONE_USER, _WARM_UP = 300, 40
_ROUNDS, _EACH = 12, 12  # pairs of batches; updates that each of twenty makes in one batch

One = Callable[[int, int], Awaitable[object]]  # of which user, and the how manieth
Batch = Callable[[], Awaitable[float]]


async def one_user(rollcall: Rollcall) -> AsyncIterator[Figure]:
    """One officer, one action after another."""
    async with rollcall.caller() as caller:
        ref = await opened(caller)
        milliseconds = [await _milliseconds(caller, ref, number) for number in range(_WARM_UP + _ONE_USER)][_WARM_UP:]
    spread = f"{min(milliseconds):.0f}-{max(milliseconds):.0f} ms, {_ONE_USER} actions"
    for part, target in ((0.5, 80), (0.95, 150)):
        name = f"an action through the API, one user, p{part * 100:.0f}"
        yield at_most(name, target, percentile(milliseconds, part), "ms", spread)


async def twenty_users(rollcall: Rollcall) -> AsyncIterator[Figure]:
    """Batches of ours and of the bare workflow in turn, so that whatever else the machine does meets both."""
    async with (
        rollcall.twenty_callers() as callers,
        rollcall.twenty_bare() as (bare_client, bare),
        _ours(rollcall) as client,
    ):
        refs = [await opened(caller) for caller in callers]

        def kind(one: One) -> Batch:
            return lambda: _batch(one)

        batches = {
            "bare": kind(lambda user, _: _bare_update(bare_client, bare[user])),
            "update": kind(lambda user, number: _update(client, refs[user], number)),
            "api": kind(lambda user, number: _milliseconds(callers[user], refs[user], number)),
        }
        for batch in batches.values():  # warm-up
            await batch()
        rates: dict[str, list[float]] = {name: [] for name in batches}
        for turn in range(_ROUNDS):
            for name in list(batches) if turn % 2 else reversed(batches):
                rates[name].append(await batches[name]())
    for name, target, ours in (
        ("twenty users, actions without HTTP : bare updates", 0.6, "update"),
        ("twenty users, actions through the API : bare updates", 0.5, "api"),
    ):
        yield ratio(name, target, rates[ours], rates["bare"])


async def opened(caller: Caller, **more: Any) -> str:
    """A case in the contact stage, as officers know them: told, checked, and not reached yet."""
    answer = await caller.post("/api/referrals", REFERRAL | more)
    ref = str(answer.json()["reference"])
    for action, form in (
        ("acknowledge-referral", {"how": "By e-mail"}),
        ("decide-triage", {"route": "missing-education", "reasons": "On no roll."}),
        ("record-enquiry", {"subject": "admissions", "result": "no-trace"}),
        ("complete-checks", {"found": "nowhere", "summary": "No trace anywhere."}),
    ):
        answer = await caller.post(f"/api/cases/{ref}/actions/{action}", form)
        if answer.status != 200:
            raise RuntimeError(f"{action}: {answer.body.decode()}")
    return ref


@asynccontextmanager
async def _ours(rollcall: Rollcall) -> AsyncIterator[Client]:
    house = rollcall.house
    yield await house.client()
    house.engine.dispose()


async def _batch(one: One) -> float:
    """Twenty at once, each one after another: how many a second."""

    async def user(number: int) -> None:
        for count in range(_EACH):
            await one(number, count)

    began = time.perf_counter()
    await asyncio.gather(*(user(number) for number in range(TWENTY)))
    return TWENTY * _EACH / (time.perf_counter() - began)


async def _milliseconds(caller: Caller, ref: str, number: int) -> float:
    action, form = DEEDS[number % len(DEEDS)]
    answer = await caller.post(f"/api/cases/{ref}/actions/{action}", form)
    if answer.status != 200:
        raise RuntimeError(f"{action}: {answer.status} {answer.body.decode()}")
    return answer.seconds * 1000


async def _update(client: Client, ref: str, number: int) -> None:
    action, form = DEEDS[number % len(DEEDS)]
    await ask(client, ref, Act(key=uuid.uuid4().hex, action=action, actor="officer", role="officer", data=form))


async def _bare_update(client: Client, name: str) -> None:
    handle = client.get_workflow_handle(name)
    await handle.execute_update(Bare.act, "The school will ring back on Thursday.", id=uuid.uuid4().hex)
