"""What the engine did, one click away from the history. For supervisors."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from fastapi.concurrency import run_in_threadpool

from api.engine_view import engine
from api.identity import Signed
from api.pages import words
from api.pages.gate import reading
from api.pages.rendering import page
from api.routes.looked import there_is
from api.services import Use
from domain.vocabulary import Role

router = APIRouter(prefix="/cases/{ref}/engine", include_in_schema=False)
Reading = Annotated[Signed, Depends(reading(Role.SUPERVISOR))]
_MOST = 300  # lines of one page: a run holds thousands


@router.get("")
async def did(
    ref: str,
    services: Use,
    signed: Reading,
    process: Annotated[str, Query(max_length=80)] = "",
    entry: Annotated[int | None, Query(ge=1, le=10_000_000)] = None,
) -> Response:
    child = await run_in_threadpool(there_is, services, ref)
    view = await engine(services, ref, process, entry)
    lines = [(run, each) for run in view.runs for each in run.did]
    return await page(
        services,
        signed,
        "engine.html",
        title="What the engine did",
        here="/cases",
        ref=ref,
        child=child,
        view=view,
        lines=lines[-_MOST:][::-1],
        left_out=max(0, len(lines) - _MOST),
        moment=words.moment,
    )
