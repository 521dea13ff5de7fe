"""Who looked: a page for a case, one for a month, one for a person. Supervisors answer for it."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from fastapi.concurrency import run_in_threadpool

from api.identity import Signed
from api.looked_view import PER_PAGE, before, of_case, of_month, of_person
from api.pages import words
from api.pages.gate import reading
from api.pages.presenters.paging import pagination
from api.pages.rendering import page
from api.routes.looked import there_is
from api.services import Services, Use
from domain.vocabulary import Role
from records.looked import MOST_CASES_AN_HOUR

router = APIRouter(include_in_schema=False)
Reading = Annotated[Signed, Depends(reading(Role.SUPERVISOR))]
Number = Annotated[int, Query(ge=1, le=10_000, alias="page")]
Month = Annotated[date | None, Query()]


@router.get("/cases/{ref}/looked")
async def case(ref: str, services: Use, signed: Reading, number: Number = 1) -> Response:
    child = await run_in_threadpool(there_is, services, ref)
    found, total = await run_in_threadpool(of_case, services, ref, number)
    return await _shown(
        services,
        signed,
        title="Who looked",
        caption=f"{child}, {ref}",
        back=(f"/cases/{ref}", "The case"),
        says=f"{words.count(total, 'reading')}, newest first.",
        looked=found,
        pages=pagination(total, PER_PAGE, number, lambda at: f"/cases/{ref}/looked?page={at}"),
    )


@router.get("/looked")
async def month(services: Use, signed: Reading, month: Month = None) -> Response:
    day = month or services.today
    found = await run_in_threadpool(of_month, services, day)
    return await _shown(
        services,
        signed,
        title="Who looked",
        caption=f"{found.first:%B %Y}",
        back=None,
        says="Every reading of a case, a letter, a document or of who referred, every search and file taken away.",
        looked=found.unusual,
        people=found.people,
        first=found.first,
        earlier=before(found.first),
        pages=None,
    )


@router.get("/looked/{person}")
async def person(person: str, services: Use, signed: Reading, month: Month = None, number: Number = 1) -> Response:
    day = month or services.today
    name, found = await run_in_threadpool(of_person, services, person, day, number)
    more = (number if len(found) < PER_PAGE else number + 1) * PER_PAGE
    return await _shown(
        services,
        signed,
        title=f"What {name} looked at",
        caption=f"{day:%B %Y}",
        back=(f"/looked?month={day}", "Who looked"),
        says="Newest first." if found else "Nothing in this month.",
        looked=found,
        pages=pagination(more, PER_PAGE, number, lambda at: f"/looked/{person}?month={day}&page={at}"),
    )


async def _shown(services: Services, signed: Signed, *, title: str, **values: Any) -> Response:
    given = {"people": None, "first": None, "earlier": None, "most": MOST_CASES_AN_HOUR, **values}
    return await page(services, signed, "looked.html", title=title, here="/looked", moment=words.moment, **given)
