"""A case as it stood on a day: one picks the day, and nothing can be done from there."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.concurrency import run_in_threadpool

from api.as_it_stood import AsItStood, as_it_stood
from api.identity import Signed
from api.pages import words
from api.pages.gate import Reading
from api.pages.rendering import page
from api.problems import Problem
from api.routes.looked import there_is
from api.services import Services, Use

router = APIRouter(prefix="/cases/{ref}/as-it-stood", include_in_schema=False)
Part = Annotated[str, Query(max_length=4)]


@router.get("")
async def stood(
    ref: str,
    services: Use,
    signed: Reading,
    day: Part = "",
    month: Part = "",
    year: Part = "",
) -> Response:
    child = await run_in_threadpool(there_is, services, ref)
    found: AsItStood | None = None
    fault = ""
    if day or month or year:
        found, fault = await _found(services, signed, ref, day, month, year)
    return await page(
        services,
        signed,
        "as-it-stood.html",
        status=422 if fault else 200,
        title=("Error: " if fault else "") + "As it stood",
        ref=ref,
        child=child,
        stood=found,
        fault=fault,
        typed={"day": day, "month": month, "year": year},
        moment=words.moment,
        due=lambda said: words.long_day(date.fromisoformat(said)),
    )


async def _found(
    services: Services, signed: Signed, ref: str, day: str, month: str, year: str
) -> tuple[AsItStood | None, str]:
    """What stood, or why it cannot be shown."""
    try:
        asked = date(int(year), int(month), int(day))
    except ValueError:
        return None, "Enter a real date, like 24 11 2026"
    try:
        return await run_in_threadpool(as_it_stood, services, signed, ref, asked), ""
    except Problem as problem:
        if problem.body.code == "NO_SUCH_CASE":
            raise
        return None, problem.body.errors[0].message if problem.body.errors else problem.body.detail
