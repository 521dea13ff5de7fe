"""The Department's termly return: its figures, the children behind each, and its submission (DOMAIN 6)."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from fastapi.concurrency import run_in_threadpool

from api.census_view import (
    TEAM,
    ReturnLine,
    ReturnSummary,
    ReturnView,
    return_csv,
    return_lines,
    return_view,
    returns,
    submit_return,
)
from api.identity import Anyone, Signed, allowed
from api.services import Use
from domain.census.labels import Breakdown
from domain.vocabulary import Role

router = APIRouter(prefix="/api/census", tags=["Census"])
Team = Annotated[Signed, Depends(allowed(*TEAM))]
Submitter = Annotated[Signed, Depends(allowed(Role.SUPERVISOR))]
CSV = "text/csv; charset=utf-8"


@router.get("")
async def list_returns(services: Use, signed: Anyone) -> list[ReturnSummary]:
    """List the census dates of the settings, the newest first."""
    return await run_in_threadpool(returns, services)


@router.get("/{on}")
async def one_return(on: date, services: Use, signed: Anyone) -> ReturnView:
    """Show the figures of one census date, of what was known at its end. Others than the team see no small numbers."""
    return await run_in_threadpool(return_view, services, signed, on)


@router.get("/{on}/file")
async def return_file(on: date, services: Use, signed: Anyone) -> Response:
    """Get the figures as CSV, under the Department's labels."""
    content = await run_in_threadpool(return_csv, services, signed, on)
    return Response(content, media_type=CSV, headers=file_headers(on))


@router.get("/{on}/lines")
async def behind_a_number(
    on: date,
    services: Use,
    signed: Team,
    by: Breakdown | None = None,
    value: Annotated[str, Query(max_length=40)] = "",
) -> list[ReturnLine]:
    """List the children behind one number; without one, behind the total."""
    return await run_in_threadpool(return_lines, services, signed, on, by, value)


@router.post("/{on}/submit")
async def submit(on: date, services: Use, signed: Submitter) -> Any:
    """Freeze a return as submitted. It never changes again."""
    await run_in_threadpool(submit_return, services, signed, on)
    return {"census_on": on}


def file_headers(on: date) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="children-missing-education-{on}.csv"'}
