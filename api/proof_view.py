"""Whether anything of a case was lost or changed: its chain, what is folded from it, its processes. Asked when read."""

from datetime import datetime

from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel
from temporalio.service import RPCError

from activities.three_ways import ThreeWays
from api.acting import case_of
from api.identity import Signed
from api.problems import Problem
from api.services import Services
from domain.case_file import CaseFile
from records.database import transaction
from records.verify import About, verify
from workflows.restarting import restart

_AWAY = "The processes could not be asked: the engine is out of reach"


class Difference(BaseModel):
    """`restart` is a process that should run and does not; a supervisor can start it again."""

    cause: str
    restart: str = ""


class Proof(BaseModel):
    """`whole` says that the chain of hashes holds; `agree` that journal, case file and processes tell the same."""

    case: str
    checked_at: datetime
    entries: int
    head: str
    whole: bool
    agree: bool
    differences: list[Difference]


async def proof(services: Services, ref: str) -> Proof:
    """Raises Problem 404."""
    report = await run_in_threadpool(verify, services.engine, settle_seconds=0.2, only=[ref])
    head = await run_in_threadpool(_head, services, ref)
    differences = [Difference(cause=each.cause) for each in report.differences if each.about is not About.STANDING]
    try:
        found = await ThreeWays(services.engine, services.client).one(ref)
    except RPCError:
        differences.append(Difference(cause=_AWAY))
    else:
        differences += [Difference(cause=each.cause, restart=each.process if each.missing else "") for each in found]
    return Proof(
        case=ref,
        checked_at=services.now(),
        entries=report.entries,
        head=head,
        whole=not any(each.about is About.JOURNAL for each in report.differences),
        agree=not differences,
        differences=differences,
    )


async def start_again(services: Services, signed: Signed, ref: str, process: str) -> None:
    """Start a process that should run and does not. Raises Problem 404, and 409 where there is none to start."""
    case = await run_in_threadpool(_file, services, ref)
    found = await ThreeWays(services.engine, services.client).one(ref)
    if process not in {each.process for each in found if each.missing}:
        raise Problem(409, "NOTHING_MISSING", "This process runs: there is nothing to start")
    await restart(services.client, case, process, asked_by=signed.staff.id)


def _head(services: Services, ref: str) -> str:
    return _file(services, ref).head


def _file(services: Services, ref: str) -> CaseFile:
    with transaction(services.engine) as session:
        return case_of(session, ref)
