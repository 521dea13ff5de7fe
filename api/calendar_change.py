"""A calendar that was confirmed moves the running clocks: each is an entry of its own case, recorded by its process."""

import asyncio
from collections.abc import Iterable

from temporalio.client import Client

from domain.act import Act
from domain.actions.clocks import CalendarMoved
from domain.facts import PROCESS
from records.calendar_impact import Move


async def tell_moved(client: Client, moved: Iterable[Move], confirmed_by: str) -> None:
    """One that is away takes it when it is back. What cannot be worked out moves nothing."""
    await asyncio.gather(*(_tell(client, move, confirmed_by) for move in moved if move.to is not None))


async def _tell(client: Client, move: Move, confirmed_by: str) -> None:
    data = {"clock": move.clock, "confirmed_by": confirmed_by, "was": move.was.isoformat()}
    key = f"{move.case}:{move.clock}:calendar:{move.was}:{move.to}"
    act = Act(key=key, action=CalendarMoved.name, actor=PROCESS.id, data=data)
    await client.get_workflow_handle(move.case).signal("report", act)
