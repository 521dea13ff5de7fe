"""The register of authorisations: who holds which power from when to when, and who acts for whom (PRACTICE 6.15)."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.concurrency import run_in_threadpool

from api.authority_kept import (
    KEEPERS,
    Deputising,
    Ending,
    Entered,
    Grant,
    deputise,
    end_acting,
    end_power,
    grant,
)
from api.authority_view import RegisterView, register_view
from api.identity import Anyone, Signed, allowed
from api.services import Use

router = APIRouter(prefix="/api/authorisations", tags=["Authorisations"])
Keeper = Annotated[Signed, Depends(allowed(*KEEPERS))]


@router.get("")
async def list_authorisations(services: Use, signed: Anyone) -> RegisterView:
    """List who holds which power and who acts for whom, ended lines included."""
    return await run_in_threadpool(register_view, services)


@router.post("", status_code=201)
async def grant_power(asked: Grant, services: Use, signed: Keeper) -> Entered:
    """Grant a power to somebody else. It counts at once, from its first day."""
    return await run_in_threadpool(grant, services, signed, asked)


@router.post("/{number}/end")
async def end_a_power(number: int, asked: Ending, services: Use, signed: Keeper) -> Any:
    """End a power with a day. The line stays, with who ended it and why."""
    await run_in_threadpool(end_power, services, signed, number, asked)
    return {"number": number, "last": asked.last}


@router.post("/acting", status_code=201)
async def name_deputy(asked: Deputising, services: Use, signed: Keeper) -> Entered:
    """Say who acts for an absent person. It gives them no power: in approving, both count as one."""
    return await run_in_threadpool(deputise, services, signed, asked)


@router.post("/acting/{number}/end")
async def end_acting_for(number: int, asked: Ending, services: Use, signed: Keeper) -> Any:
    """End with a day that somebody acts for another. The line stays, with who ended it and why."""
    await run_in_threadpool(end_acting, services, signed, number, asked)
    return {"number": number, "last": asked.last}
