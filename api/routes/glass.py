"""Who is kept out of a case; and a restricted case opened for a day, with a reason."""

from typing import Any

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool

from api.glass import AccessView, Barring, Opened, Opening, access_view, keep_out, let_in, open_with_a_reason
from api.identity import Reader, Supervisor
from api.routes.cases import found
from api.services import Use

router = APIRouter(prefix="/api", tags=["Access"])


@router.post("/glass", status_code=201)
async def break_the_glass(asked: Opening, services: Use, signed: Reader) -> Opened:
    """Open a restricted case for a day. Its officer and supervisors are told at once, with your reason."""
    return await open_with_a_reason(services, signed, asked)


@router.get("/cases/{ref}/access", response_model=AccessView)
async def read_access(ref: str, services: Use, signed: Supervisor) -> Any:
    """List who is or was kept out of a case, and who opened it with a reason."""
    return await run_in_threadpool(found, access_view, services, ref)


@router.post("/cases/{ref}/barred", status_code=201)
async def keep_somebody_out(ref: str, asked: Barring, services: Use, signed: Supervisor) -> Any:
    """Keep somebody who works here out of a case, such as a relative: to them it is not there, whatever their role."""
    await run_in_threadpool(keep_out, services, signed, ref, asked)
    return {"case": ref, "person": asked.person}


@router.post("/cases/{ref}/barred/{person}/end")
async def let_somebody_in(ref: str, person: str, services: Use, signed: Supervisor) -> Any:
    """Let somebody in again. The line stays, with who ended it."""
    await run_in_threadpool(let_in, services, signed, ref, person)
    return {"case": ref, "person": person}
