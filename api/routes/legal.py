"""The legal team's queue."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.concurrency import run_in_threadpool

from api.identity import Signed, allowed
from api.legal_queue import LegalQueue, legal_queue
from api.services import Use
from domain.vocabulary import Role

router = APIRouter(prefix="/api/legal", tags=["Cases"])
Lawyer = Annotated[Signed, Depends(allowed(Role.LEGAL, Role.SUPERVISOR))]


@router.get("")
async def queue(
    services: Use,
    signed: Lawyer,
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
    per_page: Annotated[int, Query(ge=1, le=100)] = 50,
) -> LegalQueue:
    """List what waits for a lawyer. Advice wanted, reviews and decisions, last days to charge and the rest; urgent
    first, then the soonest due.
    """
    return await run_in_threadpool(_read, services, signed, page, per_page)


def _read(services: Use, signed: Signed, page: int, per_page: int) -> LegalQueue:
    return legal_queue(services, signed, page=page, per_page=per_page)
