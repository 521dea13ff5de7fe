"""The rulebook, and the what-if question about dates."""

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.pages.gate import ReadingAnyone, gathered
from api.pages.presenters.rules import rule_groups, what_if
from api.pages.rendering import page
from api.services import Use

router = APIRouter(include_in_schema=False)


@router.get("/rules")
async def rules(services: Use, signed: ReadingAnyone) -> Response:
    return await page(services, signed, "rules.html", title="Rules", here="/rules", groups=rule_groups())


@router.get("/dates")
async def dates(request: Request, services: Use, signed: ReadingAnyone) -> Response:
    query = gathered(request.query_params.multi_items())
    asked = await run_in_threadpool(what_if, services, query)
    status = 422 if asked.faults else 200
    return await page(services, signed, "dates.html", status=status, title="Dates", here="/dates", asked=asked)
