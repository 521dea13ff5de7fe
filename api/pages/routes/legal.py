"""The legal team's page."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from fastapi.concurrency import run_in_threadpool

from api.identity import Signed
from api.pages.gate import reading
from api.pages.presenters.legal import legal_page
from api.pages.rendering import page
from api.services import Use
from domain.vocabulary import Role

router = APIRouter(include_in_schema=False)
ReadingLegal = Annotated[Signed, Depends(reading(Role.LEGAL, Role.SUPERVISOR))]


@router.get("/legal")
async def what_waits(
    services: Use, signed: ReadingLegal, number: Annotated[int, Query(ge=1, le=10_000, alias="page")] = 1
) -> Response:
    queue = await run_in_threadpool(legal_page, services, signed, number)
    return await page(services, signed, "legal.html", title="Legal work", here="/legal", queue=queue)
