"""What was confirmed in the inbox is taken in here, and the processes of cases are told what schools say of them."""

import asyncio

from temporalio.client import Client
from temporalio.service import RPCError

from api.taking_in import take_some
from domain.act import Act
from domain.actions.returns import ReturnReceived
from domain.facts import PROCESS
from records import inbox
from records.database import transaction
from records.inbox_tables import UploadLineRow
from rollcall.wiring import House


async def take_in(house: House, client: Client) -> None:
    """Everything that is confirmed, a few lines at a time, so that what is done is done whatever happens next."""
    services = house.services(client)
    while await asyncio.to_thread(take_some, services):
        pass


async def tell_cases(house: House, client: Client) -> None:
    """Each line is one entry of its case, however often it is told."""
    for row in await asyncio.to_thread(_to_tell, house):
        key = f"{row.case_ref}:return:{row.upload_id}:{row.line}"
        act = Act(key=key, action=ReturnReceived.name, actor=PROCESS.id, data={"told": row.told})
        try:
            await client.get_workflow_handle(str(row.case_ref)).signal("report", act)
        except RPCError:
            continue  # not started yet, or the engine is away: at the next look
        await asyncio.to_thread(_told, house, row)


def _to_tell(house: House) -> list[UploadLineRow]:
    with transaction(house.engine) as session:
        return inbox.to_tell(session)


def _told(house: House, row: UploadLineRow) -> None:
    with transaction(house.engine) as session:
        inbox.was_told(session, row)
