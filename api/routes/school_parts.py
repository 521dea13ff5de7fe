"""A school's part of the joint enquiries, by the API: the authority makes and revokes the link to it; the school whose
key is sent reads and sends its own part of a case that it was asked about.
"""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from api.acting import case_of
from api.identity import Caseworker, Signed
from api.problems import Problem
from api.routes.actions import Key
from api.routes.school_referrals import School
from api.school_part import SchoolView, not_open, school_view, send_part
from api.services import Services, Use
from domain.actions.school_part import SchoolLine
from domain.people import Name, Words
from records import case_links
from records.case_links import may_be_linked
from records.database import transaction
from records.recorder import NoSuchCase, load_case

router = APIRouter(tags=["Schools"])
EXAMPLE: dict[str, JsonValue] = {
    "said_by": "Ms J Sample",
    "role": "Attendance lead",
    "lines": [{"subject": "school-visit", "asked_on": "2026-11-12", "result": "no-trace", "said": "Nobody answered."}],
    "unable": False,
    "complete": True,
}


class NewLink(BaseModel):
    """`path` stands in no other answer: send it to the school by a safe way."""

    id: str
    path: str
    expires_at: datetime


class Revoked(BaseModel):
    ended: int


class SentPart(BaseModel):
    """What the school did, when, and what came of it; at most 40 enquiries."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, json_schema_extra={"examples": [EXAMPLE]})

    said_by: Name
    role: Name
    lines: Annotated[list[SchoolLine], Field(max_length=40)] = []
    unable: bool | None = None
    unable_why: Annotated[Words, Field(max_length=4_000)] = ""
    wants_removal: bool = False
    complete: bool = False


class PartReceipt(BaseModel):
    receipt: str


@router.post("/api/cases/{ref}/school-links", status_code=201, response_model=NewLink)
async def make_school_link(ref: str, services: Use, signed: Caseworker) -> NewLink:
    """Make a link to the school's own part of this case, for four weeks. An earlier one ends with it."""
    return await run_in_threadpool(made_link, services, signed, ref)


@router.post("/api/cases/{ref}/school-links/revoke", response_model=Revoked)
async def revoke_school_links(ref: str, services: Use, signed: Caseworker) -> Revoked:
    """End every link to this case, at once and for good."""
    return Revoked(ended=await run_in_threadpool(revoked_links, services, signed, ref))


@router.get("/api/school/cases/{ref}/part", response_model=SchoolView)
async def read_part(ref: str, services: Use, school: School) -> SchoolView:
    """What the school whose key is sent has said of its own part, and nothing else of the case."""
    await run_in_threadpool(_asked, services, ref, school.school)
    return await run_in_threadpool(school_view, services, ref)


@router.post("/api/school/cases/{ref}/part", status_code=202, response_model=PartReceipt)
async def send_school_part(ref: str, sent: SentPart, services: Use, school: School, key: Key) -> PartReceipt:
    """Send the school's part. The same Idempotency-Key again is recorded once and has the same receipt."""
    await run_in_threadpool(_asked, services, ref, school.school)
    body = sent.model_dump(mode="json", exclude_unset=True)
    return PartReceipt(receipt=await send_part(services, ref, school.id, body, key))


def made_link(services: Services, signed: Signed, ref: str) -> NewLink:
    """Raises Problem 404 or 409."""
    now = services.now()
    with transaction(services.engine) as session:
        case = case_of(session, ref, lock=True)
        if not may_be_linked(case) or case.school_part is None:
            said = "A school is asked first, and never while anything of the family is protected or the case is closed"
            raise Problem(409, "SCHOOL_NOT_ASKED", said)
        link_id, secret = case_links.make_link(session, ref, case.child.school, signed.staff.id, now)
    return NewLink(id=link_id, path=f"/school-part/{secret}", expires_at=now + case_links.LASTS)


def revoked_links(services: Services, signed: Signed, ref: str) -> int:
    with transaction(services.engine) as session:
        case_of(session, ref)
        return case_links.revoke_links(session, ref, signed.staff.id, services.now())


def _asked(services: Services, ref: str, school: str) -> None:
    """A school's key reaches a case of its own pupil about which it was asked, and no other: alike for all of them."""
    with transaction(services.engine) as session:
        try:
            case = load_case(session, ref)
        except NoSuchCase:
            raise not_open() from None
        if not may_be_linked(case) or case.school_part is None or case.child.school != school:
            raise not_open()
