"""Histories of runs that have ended, kept before the engine drops them."""

import asyncio
from datetime import UTC, datetime, timedelta

from temporalio.client import Client, WorkflowExecution
from temporalio.service import RPCError, RPCStatusCode

from records import archives
from records.archives import EndedRun
from records.database import transaction
from rollcall.wiring import House

_OVERLAP = timedelta(hours=2)  # the engine's list lags, and two clocks may differ
_MOST = 500  # at one look


async def keep_ended(house: House, client: Client) -> None:
    """Keep each run of a case's processes that has ended since the last look, some at a time."""
    since = await asyncio.to_thread(_newest, house)
    when = f" and CloseTime > '{(since - _OVERLAP).isoformat()}'" if since else ""
    ended = client.list_workflows(f"ExecutionStatus != 'Running'{when}", limit=_MOST)
    runs = [run async for run in ended if run.id.startswith("RC-")]
    for run in await asyncio.to_thread(_unknown, house, runs):
        handle = client.get_workflow_handle(run.id, run_id=run.run_id)
        try:
            history = (await handle.fetch_history()).to_json()
        except RPCError as fault:
            if fault.status is RPCStatusCode.NOT_FOUND:
                continue
            raise
        await asyncio.to_thread(_keep, house, run, history)


def _newest(house: House) -> datetime | None:
    with transaction(house.engine) as session:
        return archives.newest(session)


def _unknown(house: House, runs: list[WorkflowExecution]) -> list[WorkflowExecution]:
    with transaction(house.engine) as session:
        kept = archives.known(session, sorted({run.id for run in runs}))
    # Oldest first: where the engine stops answering on the way, the next look begins there.
    return sorted((run for run in runs if run.run_id not in kept), key=lambda run: run.close_time or run.start_time)


def _keep(house: House, run: WorkflowExecution, history: str) -> None:
    now = datetime.now(UTC)
    status = run.status.name.lower() if run.status else "unknown"
    ended = EndedRun(run.id, run.run_id, run.workflow_type, status, run.close_time or now)
    with transaction(house.engine) as session:
        archives.keep(session, ended, history, now)
