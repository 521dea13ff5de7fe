"""Who looked at what. For supervisors; that they asked is written down as well."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel

from api.acting import no_such_case
from api.identity import Supervisor
from api.looked_view import Looking, MonthLooked, of_case, of_month, of_person
from api.services import Services, Use
from records.database import transaction
from records.tables import CaseRow

router = APIRouter(prefix="/api", tags=["Who looked"])
Page = Annotated[int, Query(ge=1, le=10_000)]
Month = Annotated[date | None, Query(description="Any day of the month; this month where it is left out")]


class CaseLooked(BaseModel):
    looked: list[Looking]
    page: int
    total: int


class OnePersonLooked(BaseModel):
    who: str
    who_name: str
    looked: list[Looking]
    page: int


@router.get("/cases/{ref}/looked")
async def who_looked_at_a_case(ref: str, services: Use, signed: Supervisor, page: Page = 1) -> CaseLooked:
    """List who looked at a case or was refused, newest first, and what is unusual about it."""
    await run_in_threadpool(there_is, services, ref)
    found, total = await run_in_threadpool(of_case, services, ref, page)
    return CaseLooked(looked=found, page=page, total=total)


@router.get("/looked")
async def who_looked_in_a_month(services: Use, signed: Supervisor, month: Month = None) -> MonthLooked:
    """Count what each person looked at in a month, and list what was unusual."""
    return await run_in_threadpool(of_month, services, month or services.today)


@router.get("/looked/{person}")
async def what_a_person_looked_at(
    person: str, services: Use, signed: Supervisor, month: Month = None, page: Page = 1
) -> OnePersonLooked:
    """List what one person looked at in a month, newest first."""
    name, found = await run_in_threadpool(of_person, services, person, month or services.today, page)
    return OnePersonLooked(who=person, who_name=name, looked=found, page=page)


def there_is(services: Services, ref: str) -> str:
    """The child's name of a case. Raises Problem 404."""
    with transaction(services.engine) as session:
        row = session.get(CaseRow, ref)
    if row is None:
        raise no_such_case()
    return row.child_name
