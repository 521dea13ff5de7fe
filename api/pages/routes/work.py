"""The first page, and the list of cases."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from fastapi.concurrency import run_in_threadpool

from api.pages.gate import Reading, ReadingAnyone
from api.pages.presenters.case_list import PER_PAGE, case_list
from api.pages.presenters.work import Asked, Whose, work_page
from api.pages.rendering import page
from api.services import Use
from domain.vocabulary import Reason, Risk, Stage
from records.worklist import CaseFilter

router = APIRouter(include_in_schema=False)


@router.get("/")
async def my_work(
    services: Use,
    signed: ReadingAnyone,
    whose: Whose = "mine",
    officer: Annotated[str, Query(max_length=60)] = "",
    risk: Risk | Literal[""] = "",
) -> Response:
    work = await run_in_threadpool(work_page, services, signed, Asked(whose, officer, risk))
    return await page(services, signed, "work.html", title=work.title, here="/", work=work)


@router.get("/cases")
async def list_of_cases(
    services: Use,
    signed: Reading,
    stage: Stage | Literal[""] = "",
    assignee: Annotated[str, Query(max_length=60)] = "",
    due: Literal["", "overdue", "today", "week"] = "",
    text: Annotated[str, Query(max_length=100)] = "",
    number: Annotated[int, Query(ge=1, le=10_000, alias="page")] = 1,
    team: Annotated[str, Query(max_length=60)] = "",
    reason: Reason | Literal[""] = "",
) -> Response:
    asked = CaseFilter(stage, assignee, due, text.strip(), number, PER_PAGE, team=team, reason=reason)
    listed = await run_in_threadpool(case_list, services, signed, asked)
    return await page(services, signed, "cases.html", title="Cases", here="/cases", list=listed)
