"""The pages of the Department's return."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from api.census_view import TEAM, return_csv, return_lines, return_view, returns, submit_return
from api.identity import Signed
from api.pages.gate import Posted, ReadingAnyone, posting, reading
from api.pages.presenters.paging import pagination
from api.pages.rendering import page
from api.routes.census import CSV, file_headers
from api.services import Use
from domain.census.labels import Breakdown
from domain.vocabulary import Role

PATH, _PER_PAGE = "/census", 50
router = APIRouter(prefix=PATH, include_in_schema=False)
ReadingTeam = Annotated[Signed, Depends(reading(*TEAM))]
Submitting = Annotated[Posted, Depends(posting(Role.SUPERVISOR))]


@router.get("")
async def all_returns(services: Use, signed: ReadingAnyone) -> Response:
    found = await run_in_threadpool(returns, services)
    return await page(services, signed, "census-dates.html", title="Department’s return", here=PATH, returns=found)


@router.get("/{on}")
async def one_return(on: date, services: Use, signed: ReadingAnyone) -> Response:
    found = await run_in_threadpool(return_view, services, signed, on)
    may_submit = signed.staff.has(Role.SUPERVISOR) and found.submitted_at is None and on < services.today
    title = f"Return of {on:%-d %B %Y}"
    return await page(
        services, signed, "census.html", title=title, here=PATH, of=found, may_submit=may_submit,
        team=signed.staff.has(*TEAM),
    )  # fmt: skip


@router.get("/{on}/file")
async def as_file(on: date, services: Use, signed: ReadingAnyone) -> Response:
    content = await run_in_threadpool(return_csv, services, signed, on)
    return Response(content, media_type=CSV, headers=file_headers(on))


@router.get("/{on}/lines")
async def behind(
    on: date,
    services: Use,
    signed: ReadingTeam,
    by: Breakdown | None = None,
    value: Annotated[str, Query(max_length=40)] = "",
    number: Annotated[int, Query(ge=1, le=10_000, alias="page")] = 1,
) -> Response:
    found = await run_in_threadpool(return_lines, services, signed, on, by, value)
    lines = found[(number - 1) * _PER_PAGE : number * _PER_PAGE]
    asked = f"by={by.value}&value={value}&" if by else ""
    pages = pagination(len(found), _PER_PAGE, number, lambda to: f"{PATH}/{on}/lines?{asked}page={to}")
    what = f"{by.label}: {by.words(value).label}" if by else "All children counted"
    return await page(
        services,
        signed,
        "census-lines.html",
        title=what,
        here=PATH,
        on=on,
        lines=lines,
        pages=pages,
        breakdowns=list(Breakdown),
    )


@router.post("/{on}/submit")
async def submitted(on: date, services: Use, sent: Submitting) -> Response:
    """What was kept while somebody signed in again is shown, not acted upon."""
    if not sent.again:
        await run_in_threadpool(submit_return, services, sent.signed, on)
    return RedirectResponse(f"{PATH}/{on}", 303)
