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


async def _ask_all(house: House) -> dict[str, Standing | None]:
    """What each process that ever published says is open; None where it does not answer, and `verify` says so."""
    client, gate = await house.client(), asyncio.Semaphore(_AT_ONCE)
    asked = processes(house.engine)
    return dict(zip(asked, await asyncio.gather(*(_ask(client, gate, process) for process in asked)), strict=True))


async def _ask(client: Client, gate: asyncio.Semaphore, process: str) -> Standing | None:
    async with gate:
        try:
            said: Standing = await client.get_workflow_handle(process).query("stands", result_type=Standing)
        except RPCError:
            return None
        return said
