"""The charts of a team."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from fastapi.concurrency import run_in_threadpool

from api.identity import Signed
from api.pages.gate import reading
from api.pages.presenters.figures import figures_page
from api.pages.rendering import page
from api.services import Use
from domain.vocabulary import Role

router = APIRouter(include_in_schema=False)
Reading = Annotated[Signed, Depends(reading(Role.SUPERVISOR))]


@router.get("/charts")
async def charts(services: Use, signed: Reading, team: Annotated[str, Query(max_length=60)] = "") -> Response:
    shown = await run_in_threadpool(figures_page, services, signed, team)
    return await page(services, signed, "charts.html", title="Charts", here="/charts", figures=shown)
