"""What the engine did for a case: its runs, those that have ended as they were kept, and what is under way now."""

import json
from datetime import UTC, datetime

from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel
from temporalio.client import WorkflowHistory
from temporalio.service import RPCError, RPCStatusCode

from api.engine_words import Did, in_words, of_entry
from api.problems import Problem
from api.services import Services
from records import archives
from records.database import transaction
from records.journal import entries_of
from records.standing import processes_of


class UnderWay(BaseModel):
    """Something that the engine is trying: what, how often, with which code it failed last and when it tries again."""

    what: str
    tries: int
    last_code: str
    next_try_at: datetime | None


class Run(BaseModel):
    """`ended` is empty for the one that runs; `kept` says that it is read from what was kept."""

    run: str
    ended: str
    kept: bool
    did: list[Did]


class EngineView(BaseModel):
    case: str
    process: str
    processes: list[str]
    entry: int | None
    under_way: list[UnderWay]
    runs: list[Run]


async def engine(services: Services, ref: str, process: str, seq: int | None) -> EngineView:
    """Of one process of the case, or of the entry's where one is named. Raises Problem 404 and 503."""
    processes, entry = await run_in_threadpool(_known, services, ref, seq)
    if seq is not None:
        if entry is None:
            raise Problem(404, "NO_SUCH_ENTRY", "There is no entry of this number")
        process, key = entry
    else:
        process, key = process or ref, ""
    if process not in processes:
        raise Problem(404, "NO_SUCH_PROCESS", "This case has no such process")
    try:
        runs, under_way = await _runs(services, process)
    except RPCError as fault:
        if fault.status is not RPCStatusCode.NOT_FOUND:
            raise Problem(503, "OUT_OF_ORDER", "The engine is out of reach now. Try again in a minute") from None
        runs, under_way = await _kept(services, process), []
    if key:
        runs = [run.model_copy(update={"did": of_entry(run.did, key)}) for run in runs]
        runs = [run for run in runs if run.did]
    return EngineView(case=ref, process=process, processes=processes, entry=seq, under_way=under_way, runs=runs)


def _known(services: Services, ref: str, seq: int | None) -> tuple[list[str], tuple[str, str] | None]:
    """The processes of a case, and of the entry its process and key."""
    with transaction(services.engine) as session:
        processes = sorted({ref, *(row.process for row in processes_of(session, ref))})
        if seq is None:
            return processes, None
        found = next((each for each in entries_of(session, ref) if each.seq == seq), None)
        return processes, (found.process, found.key) if found else None


async def _runs(services: Services, process: str) -> tuple[list[Run], list[UnderWay]]:
    """Those that were kept, and the one that the engine has now."""
    kept = await _kept(services, process)
    handle = services.client.get_workflow_handle(process)
    described = await handle.describe()
    if described.run_id in {run.run for run in kept}:
        return kept, []
    history = await handle.fetch_history()
    did = await in_words(history.events, services.client.data_converter)
    now = Run(run=described.run_id, ended="", kept=False, did=did)
    pending = described.raw_description.pending_activities
    under_way = [
        UnderWay(
            what=each.activity_type.name,
            tries=each.attempt,
            last_code=each.last_failure.application_failure_info.type,
            next_try_at=each.scheduled_time.ToDatetime(UTC) if each.HasField("scheduled_time") else None,
        )
        for each in pending
    ]
    return [*kept, now], under_way


async def _kept(services: Services, process: str) -> list[Run]:
    def read() -> list[tuple[str, str, dict[str, object]]]:
        with transaction(services.engine) as session:
            rows = archives.runs_of(session, process)
            return [(row.run_id, row.ended, archives.history_of(row)) for row in rows]

    return [
        Run(
            run=run_id,
            ended=ended.replace("_", " "),
            kept=True,
            did=await in_words(
                WorkflowHistory.from_json(process, json.dumps(history)).events, services.client.data_converter
            ),
        )
        for run_id, ended, history in await run_in_threadpool(read)
    ]
