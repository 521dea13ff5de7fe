"""A calendar or standard that was approved moves the running clocks: each is an entry of its own case, recorded by its
process.
"""

import asyncio
from collections.abc import Iterable

from temporalio.client import Client

from domain.act import Act
from domain.actions.clocks import CalendarMoved
from domain.facts import PROCESS
from records.calendar_impact import Move


async def tell_moved(
    client: Client, moved: Iterable[Move], confirmed_by: str, number: int = 0, by: type[CalendarMoved] = CalendarMoved
) -> None:
    """`number` is the proposal's: a date may be moved there and back and there again. A process that is away takes it
    when it is back. What cannot be worked out moves nothing.
    """
    mark = f"{by.name}:{number}"
    await asyncio.gather(*(_tell(client, move, confirmed_by, mark, by) for move in moved if move.to is not None))


async def _tell(client: Client, move: Move, confirmed_by: str, mark: str, by: type[CalendarMoved]) -> None:
    data = {"clock": move.clock, "confirmed_by": confirmed_by, "was": move.was.isoformat()}
    key = f"{move.case}:{move.clock}:{mark}:{move.was}:{move.to}"
    act = Act(key=key, action=by.name, actor=PROCESS.id, data=data)
    await client.get_workflow_handle(move.case).signal("report", act)
