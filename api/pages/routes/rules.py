"""The rulebook, and the what-if question about dates."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.pages.gate import ReadingAnyone, gathered
from api.pages.presenters.rules import chapters, rule_page, what_if
from api.pages.rendering import page
from api.services import Use

router = APIRouter(include_in_schema=False)


@router.get("/rules")
async def rules(
    services: Use,
    signed: ReadingAnyone,
    kind: Literal["dates", "standards", "risks", "guards"] = "dates",
    number: Annotated[int, Query(ge=1, le=1_000, alias="page")] = 1,
) -> Response:
    book = await run_in_threadpool(rule_page, services, kind, number)
    return await page(services, signed, "rules.html", title=f"Rules: {book.title}", here="/rules", book=book)


@router.get("/rules/print")
async def printed(services: Use, signed: ReadingAnyone, on: date | None = None) -> Response:
    """Every rule on one page, for paper; as at today, or at another day: two laws of attendance orders take turns."""
    day = on or services.today
    orders = services.letters.switch.regime(day).label
    book = await run_in_threadpool(chapters, services, day)
    return await page(
        services, signed, "rulebook.html", title="The rulebook", here="/rules", book=book, on=day, orders=orders
    )


@router.get("/dates")
async def dates(request: Request, services: Use, signed: ReadingAnyone) -> Response:
    query = gathered(request.query_params.multi_items())
    asked = await run_in_threadpool(what_if, services, query)
    status = 422 if asked.faults else 200
    return await page(services, signed, "dates.html", status=status, title="Dates", here="/dates", asked=asked)
