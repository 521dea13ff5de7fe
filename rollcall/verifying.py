"""`rollcall verify`: every hash chain, every projection rebuilt, every standing row against its process, every anchor
against the chains.
"""

import asyncio

from temporalio.client import Client
from temporalio.service import RPCError

from domain.act import Standing
from records import anchors, archives
from records.verify import About, Difference, VerifyReport, verify
from records.waiting import processes
from rollcall.anchoring import folder_of, signer_of
from rollcall.settings import Settings
from rollcall.wiring import House

_AT_ONCE = 50


def run(settings: Settings) -> VerifyReport:
    house = House(settings)
    report = verify(house.engine, asyncio.run(_ask_all(house)))
    report.differences += [Difference(case, About.ANCHOR, cause) for case, cause in against_anchors(house)]
    return report


def against_anchors(house: House) -> list[tuple[str, str]]:
    """What the anchors say and the chains do not; and kept histories that were exchanged."""
    with house.engine.connect() as connection:
        kept = archives.at_odds(connection)
        return [*anchors.at_odds(connection, folder_of(house.settings), signer_of(house.settings).public), *kept]


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
