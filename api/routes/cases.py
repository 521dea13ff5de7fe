"""Reading cases: lists, one case, what has happened in it."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, BeforeValidator, Field

from api.access import with_powers
from api.acting import no_such_case
from api.as_it_stood import AsItStood, as_it_stood
from api.case_view import CaseView, case_view
from api.identity import Reader, Signed
from api.services import Services, Use
from api.timeline import Happening, timeline
from domain.vocabulary import Stage
from records.database import transaction
from records.recorder import NoSuchCase
from records.worklist import CaseFilter, Found, searched

router = APIRouter(prefix="/api/cases", tags=["Cases"])
AsAt = Annotated[date | None, Query(description="A day gone by, or today")]
Reference = Annotated[str, Field(examples=["RC-2026-000123"])]


class CasePage(BaseModel):
    """`near` says that nothing is spelled as `text` asked, and that these are spelled a little differently."""

    cases: list[dict[str, Any]]
    page: int
    per_page: int
    total: int
    near: bool = False


@router.get("", response_model=CasePage)
async def list_cases(
    services: Use,
    signed: Reader,
    stage: Annotated[Stage | None, BeforeValidator(lambda said: said or None)] = None,
    assignee: Annotated[str, Query(max_length=60, description="A person's id, `me` or `nobody`")] = "",
    due: Literal["", "overdue", "today", "week"] = "",
    text: Annotated[
        str, Query(max_length=100, description="Part of a name, a reference, a pupil number, a school or an address")
    ] = "",
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
    per_page: Annotated[int, Query(ge=1, le=100)] = 25,
) -> Any:
    """List or search cases. Open ones, the most urgent and soonest due first; closed ones where `stage` or `text`
    asks for them. The text is looked for in names, aliases, parents, references, pupil numbers, schools and addresses,
    never in what is protected; where nothing is spelled so, what is spelled nearly so is found, and `near` says it.
    """
    whose = signed.staff.id if assignee == "me" else assignee
    asked = CaseFilter(stage=stage or "", assignee=whose, due=due, text=text, page=page, per_page=per_page)
    found = await run_in_threadpool(_find, services, signed, asked)
    lines = [asdict(line) for line in found.lines]
    return CasePage(cases=lines, page=page, per_page=per_page, total=found.total, near=found.near)


def _find(services: Services, signed: Signed, asked: CaseFilter) -> Found:
    with transaction(services.engine) as session:
        return searched(session, asked, services.today, with_powers(session, services, signed))


@router.get("/{ref}", response_model=CaseView | AsItStood)
async def one_case(ref: str, services: Use, signed: Reader, as_at: AsAt = None) -> Any:
    """Read a case. What can be done now, what cannot and why, every clock with its explanation. With `as_at`, read it
    as it stood at the end of that day, with the rules and calendars by which its clocks then ran.
    """
    if as_at is not None:
        return await run_in_threadpool(as_it_stood, services, signed, ref, as_at)
    return await run_in_threadpool(found, case_view, services, signed, ref)


@router.get("/{ref}/timeline", response_model=list[Happening])
async def what_happened(ref: str, services: Use, signed: Reader) -> Any:
    """Read what has happened in a case. Every entry, newest first; protected values are blanked."""
    return await run_in_threadpool(found, timeline, services, signed, ref)


@router.get("/{ref}/letters")
async def letters_of(ref: str, services: Use, signed: Reader) -> list[dict[str, Any]]:
    """List the letters of a case. The pages of one are at /api/letters/{id}.pdf."""
    view: CaseView = await run_in_threadpool(found, case_view, services, signed, ref)
    return view.letters


def found(read: Any, *asked: Any) -> Any:
    """What `read` gives, or a Problem where there is no such case."""
    try:
        return read(*asked)
    except NoSuchCase:
        raise no_such_case() from None
