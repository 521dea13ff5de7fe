"""Keeping and erasing, for supervisors."""

from typing import Any

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool

from api.erasing import Holding, RetentionView, ask, confirm, end_hold, hold, retention
from api.identity import Supervisor
from api.services import Use

router = APIRouter(prefix="/api", tags=["Keeping and erasing"])


@router.get("/retention")
async def what_is_due(services: Use, signed: Supervisor) -> RetentionView:
    """List closed cases whose time is over or will be within 90 days, and what was erased with what is left of it."""
    return await run_in_threadpool(retention, services)


@router.post("/cases/{ref}/hold", status_code=201)
async def hold_a_case(ref: str, asked: Holding, services: Use, signed: Supervisor) -> Any:
    """Hold a case: nothing of it is erased until the hold ends, whatever its time."""
    await run_in_threadpool(hold, services, signed, ref, asked)
    return {"case": ref}


@router.post("/cases/{ref}/hold/end")
async def end_a_hold(ref: str, services: Use, signed: Supervisor) -> Any:
    """End the hold of a case."""
    await run_in_threadpool(end_hold, services, signed, ref)
    return {"case": ref}


@router.post("/cases/{ref}/erasure", status_code=201)
async def ask_for_erasure(ref: str, services: Use, signed: Supervisor) -> Any:
    """Ask for a case whose time is over to be erased. Another supervisor confirms it."""
    await run_in_threadpool(ask, services, signed, ref)
    return {"case": ref}


@router.post("/cases/{ref}/erasure/confirmation")
async def confirm_erasure(ref: str, services: Use, signed: Supervisor) -> Any:
    """Erase a case for good, as another supervisor asked. Answers with what a search still finds of it."""
    return {"case": ref, "left_over": await confirm(services, signed, ref)}
