"""One case, and its history."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.pages.gate import Reading, gathered
from api.pages.presenters.case import case_page
from api.pages.presenters.history import entry_page, history_page
from api.pages.presenters.what_if import what_if
from api.pages.rendering import page
from api.services import Use

router = APIRouter(prefix="/cases/{ref}", include_in_schema=False)


@router.get("")
async def one_case(
    ref: str,
    services: Use,
    signed: Reading,
    done: Annotated[int | None, Query(ge=1, le=10_000_000)] = None,
    whole: bool = False,
) -> Response:
    case = await run_in_threadpool(lambda: case_page(services, signed, ref, done, whole=whole))
    return await page(services, signed, "case.html", title=f"{case.name}, {ref}", here="/cases", case=case)


@router.get("/what-if")
async def if_it_were(request: Request, ref: str, services: Use, signed: Reading) -> Response:
    """Which days would follow if something were done on a day."""
    typed = gathered(request.query_params.multi_items())
    asked = await run_in_threadpool(what_if, services, signed, ref, typed)
    title = ("Error: " if asked.faults else "") + f"What if, {ref}"
    status = 422 if asked.faults else 200
    return await page(services, signed, "what-if.html", status=status, title=title, here="/cases", asked=asked)


@router.get("/history")
async def history(
    ref: str,
    services: Use,
    signed: Reading,
    number: Annotated[int, Query(ge=1, le=10_000, alias="page")] = 1,
    kind: Annotated[str, Query(max_length=60)] = "",
) -> Response:
    told = await run_in_threadpool(history_page, services, signed, ref, number, kind)
    return await page(services, signed, "history.html", title=f"What has happened, {ref}", here="/cases", **told)


@router.get("/history/{seq}")
async def entry(ref: str, seq: int, services: Use, signed: Reading) -> Response:
    told = await run_in_threadpool(entry_page, services, signed, ref, seq)
    return await page(services, signed, "entry.html", title=f"Entry {seq}, {ref}", here="/cases", **told)
