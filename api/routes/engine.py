"""An entry closely, and what the engine did for it."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.concurrency import run_in_threadpool

from api.engine_view import EngineView, engine
from api.entry_view import EntryClosely, entry_closely
from api.identity import Reader, Supervisor
from api.routes.cases import found
from api.services import Use

router = APIRouter(prefix="/api/cases/{ref}", tags=["Proof"])


@router.get("/entries/{seq}", response_model=EntryClosely)
async def read_an_entry(ref: str, seq: int, services: Use, signed: Reader) -> Any:
    """Read what one entry changed, from what to what, and by which rules."""
    return await run_in_threadpool(found, entry_closely, services, signed, ref, seq)


@router.get("/engine")
async def read_the_engine(
    ref: str,
    services: Use,
    signed: Supervisor,
    process: Annotated[str, Query(max_length=80, description="The case's own where it is left out")] = "",
    entry: Annotated[int | None, Query(ge=1, description="Only what belongs to this entry")] = None,
) -> EngineView:
    """Read what the engine did for a process: clocks set and rung, what was asked, tries, hand-overs; and what is
    under way.
    """
    return await engine(services, ref, process, entry)
