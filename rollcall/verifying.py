"""`rollcall verify`: every hash chain, every projection rebuilt, and every standing row against its process."""

import asyncio

from temporalio.client import Client
from temporalio.service import RPCError

from domain.act import Standing
from records.verify import VerifyReport, verify
from records.waiting import processes
from rollcall.settings import Settings
from rollcall.wiring import House

_AT_ONCE = 50


def run(settings: Settings) -> VerifyReport:
    house = House(settings)
    return verify(house.engine, asyncio.run(_ask_all(house)))


async def _ask_all(house: House) -> dict[str, Standing]:
    """What each running process says is open. One that does not answer is absent, and `verify` says so."""
    client, gate = await house.client(), asyncio.Semaphore(_AT_ONCE)
    asked = [_ask(client, gate, process) for process in processes(house.engine)]
    return {said.process: said for said in await asyncio.gather(*asked) if said is not None}


async def _ask(client: Client, gate: asyncio.Semaphore, process: str) -> Standing | None:
    async with gate:
        try:
            said: Standing = await client.get_workflow_handle(process).query("stands", result_type=Standing)
        except RPCError:
            return None
        return said
