"""Keeping and erasing: what is due, what is held, and an erasure that one person asks for and another one confirms."""

import contextlib
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, StringConstraints
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.workflowservice.v1 import DeleteWorkflowExecutionRequest
from temporalio.service import RPCError, RPCStatusCode

from api.acting import case_of
from api.identity import Signed
from api.problems import Problem
from api.services import Services
from domain.case_file import CaseFile
from domain.retention import kept_until
from records import erasing, holds
from records.database import transaction
from records.recorder import load_case
from records.roster import roster

SOON = timedelta(days=90)
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=1_000)]


class Holding(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"reason": "A public inquiry asks."}]})

    reason: Reason


class DueCase(BaseModel):
    """`until` is the last day on which it is kept."""

    case: str
    closed_on: date | None
    rule: str
    source: str
    until: date | None
    over: bool
    held: bool
    asked_by: str


class Erased(BaseModel):
    """`left_over` names the tables in which a search still found something; `backups_until` when the last backup that
    holds the case has expired.
    """

    case: str
    rule: str
    asked_by: str
    confirmed_by: str
    done_at: datetime
    backups_until: date
    left_over: list[dict[str, Any]]


class RetentionView(BaseModel):
    due: list[DueCase]
    erased: list[Erased]


def retention(services: Services) -> RetentionView:
    with transaction(services.engine) as session:
        due = holds.due(session, services.today, SOON)
        gone = holds.erased(session)
        people = roster(session, services.today).staff

    def name(who: str) -> str:
        return people[who].name if who in people else who

    return RetentionView(
        due=[
            DueCase(
                case=each.case.ref,
                closed_on=each.case.closed_on,
                rule=each.kept.rule,
                source=each.kept.source,
                until=each.kept.until,
                over=each.kept.until is not None and each.kept.until < services.today,
                held=each.held,
                asked_by=name(each.asked_by),
            )
            for each in due
        ],
        erased=[
            Erased(
                case=row["case_ref"],
                rule=row["rule"],
                asked_by=name(row["asked_by"]),
                confirmed_by=name(row["confirmed_by"]),
                done_at=row["done_at"],
                backups_until=row["backups_until"],
                left_over=row["left_over"],
            )
            for row in gone
        ],
    )


def hold(services: Services, signed: Signed, ref: str, asked: Holding) -> None:
    """Raises Problem 404 and 409."""
    with transaction(services.engine) as session:
        _file(services, ref)
        if not holds.hold(session, services.keys, ref, asked.reason, signed.staff.id, services.now()):
            raise Problem(409, "HELD", "This case is held already")


def end_hold(services: Services, signed: Signed, ref: str) -> None:
    """Raises Problem 404."""
    with transaction(services.engine) as session:
        if not holds.end_hold(session, ref, signed.staff.id, services.now()):
            raise Problem(404, "NOT_HELD", "This case is not held")


def ask(services: Services, signed: Signed, ref: str) -> None:
    """Raises Problem 404, and 409 where it may not be erased."""
    with transaction(services.engine) as session:
        case = _file(services, ref)
        kept = _erasable(services, case)
        if not erasing.ask(session, ref, kept, services.today, signed.staff.id, services.now()):
            raise Problem(409, "ASKED", "Somebody has asked for this already: another person confirms it")


async def confirm(services: Services, signed: Signed, ref: str) -> list[dict[str, Any]]:
    """By somebody else than whoever asked. The processes end first: nothing is written of the case after that. Returns
    what a search still finds. Raises Problem 404 and 409.
    """
    await run_in_threadpool(_confirmable, services, signed, ref)
    await _end_processes(services, ref)

    def erase() -> list[dict[str, Any]]:
        with transaction(services.engine) as session:
            case = load_case(session, ref)
            until = services.today + timedelta(days=services.public.backup_days)
            return erasing.erase(session, services.keys, case, signed.staff.id, services.now(), until)

    return await run_in_threadpool(erase)


def _confirmable(services: Services, signed: Signed, ref: str) -> None:
    _erasable(services, _file(services, ref))
    with transaction(services.engine) as session:
        who = erasing.asked_by(session, ref)
    if who is None:
        raise Problem(409, "NOT_ASKED", "Nobody has asked for this case to be erased")
    if who == signed.staff.id:
        raise Problem(409, "OWN", "Another person confirms what you asked for")


def _erasable(services: Services, case: CaseFile) -> str:
    """The rule by which its time is over. Raises Problem 409."""
    kept = kept_until(case)
    if kept.until is None:
        raise Problem(409, "STILL_OPEN", "An open case is not erased")
    if any(each.open for each in case.proceedings):
        raise Problem(409, "PROCEEDING_OPEN", "A proceeding of this case has not ended")
    if kept.until >= services.today:
        raise Problem(409, "KEPT", f"This case is kept until {kept.until:%-d %B %Y}: {kept.rule}")
    with transaction(services.engine) as session:
        if holds.held(session, case.ref):
            raise Problem(409, "HELD", "This case is held: nothing of it is erased until the hold ends")
    return kept.rule


async def _end_processes(services: Services, ref: str) -> None:
    """Every run of every process of the case: ended, and taken out of the engine."""
    client = services.client
    async for run in client.list_workflows(f"WorkflowId STARTS_WITH '{ref}'"):
        with contextlib.suppress(RPCError):
            await client.get_workflow_handle(run.id, run_id=run.run_id).terminate("erased")
        request = DeleteWorkflowExecutionRequest(
            namespace=client.namespace, workflow_execution=WorkflowExecution(workflow_id=run.id, run_id=run.run_id)
        )
        with contextlib.suppress(RPCError):  # an older one that the engine has dropped by itself
            await client.workflow_service.delete_workflow_execution(request)
    try:
        await client.get_workflow_handle(ref).terminate("erased")
    except RPCError as fault:
        if fault.status is not RPCStatusCode.NOT_FOUND:
            raise


def _file(services: Services, ref: str) -> CaseFile:
    with transaction(services.engine) as session:
        return case_of(session, ref)
