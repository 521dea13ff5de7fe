"""The papers of a legal step."""

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool

from api.identity import Reader
from api.papers_view import Papers, papers
from api.services import Use

router = APIRouter(prefix="/api/cases/{ref}/proceedings/{name}/papers", tags=["Documents"])


@router.get("")
async def papers_of_a_step(ref: str, name: str, services: Use, signed: Reader) -> Papers:
    """Read the papers of a legal step. The schedule of unused material with what nobody has decided, and the chronology
    with who worded which line.
    """
    return await run_in_threadpool(papers, services, signed, ref, name)
