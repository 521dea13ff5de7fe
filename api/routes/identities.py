"""Two identities of one child, tied together in a record of their own: for a safeguarding lead, each look with its
reason (PRACTICE 3.4).
"""

from typing import Annotated

from fastapi import APIRouter, Body
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict

from api.access import with_powers
from api.acting import case_of
from api.identity import Reader, Signed
from api.problems import FieldFault, Problem
from api.routes.kept_apart import Looking
from api.services import Services, Use
from domain.case_access import restricted
from domain.people import Reasoned
from domain.vocabulary import Power
from records.database import transaction
from records.identities import looked, tie, tied_to

router = APIRouter(prefix="/api/cases/{ref}", tags=["Kept apart"])


class Tie(BaseModel):
    """The other case of this child, under its other identity."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"other": "RC-2026-000124", "reason": "The adoption order of 2 November."}]},
    )

    other: str
    reason: Reasoned


class OtherIdentities(BaseModel):
    cases: list[str]


@router.post("/identities/tie")
async def tie_identities(ref: str, asked: Annotated[Tie, Body()], services: Use, signed: Reader) -> OtherIdentities:
    """Tie two identities of one child. From then on a search for one never shows the other, and no match is proposed
    between them. One of the two is protected as an adoption or a witness first.
    """
    return await run_in_threadpool(tie_identities_of, services, signed, ref, asked)


@router.post("/identities")
async def open_identities(ref: str, looking: Looking, services: Use, signed: Reader) -> OtherIdentities:
    """Look at the other identities of a child. Who looked and why is kept with the record."""
    return await run_in_threadpool(open_identities_of, services, signed, ref, looking.reason)


def tie_identities_of(services: Services, signed: Signed, ref: str, asked: Tie) -> OtherIdentities:
    only_leads(services, signed)
    with transaction(services.engine) as session:
        cases = [case_of(session, each) for each in (ref, asked.other)]
        if ref == asked.other or not any(restricted(case) for case in cases):
            said = "Name another case, and protect one of the two as an adoption or a witness first"
            raise Problem(409, "NOT_RESTRICTED", said, errors=[FieldFault(field="other", message=said)])
        tie(session, services.keys, ref, asked.other)
        looked(session, services.now(), signed.staff.id, ref, "tied", asked.reason)
        return OtherIdentities(cases=tied_to(session, services.keys, ref))


def open_identities_of(services: Services, signed: Signed, ref: str, reason: str) -> OtherIdentities:
    only_leads(services, signed)
    with transaction(services.engine) as session:
        case_of(session, ref)
        looked(session, services.now(), signed.staff.id, ref, "opened", reason)
        return OtherIdentities(cases=tied_to(session, services.keys, ref))


def only_leads(services: Services, signed: Signed) -> None:
    """Refused alike for every case, whether or not there is anything to see."""
    with transaction(services.engine) as session:
        powers = with_powers(session, services, signed).powers
    if Power.SAFEGUARDING_LEAD not in powers:
        raise Problem(403, "ROLE", "The record of identities is for safeguarding leads")
