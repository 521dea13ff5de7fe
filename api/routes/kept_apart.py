"""What is kept apart and shown only on purpose: protected details, and who told us. Each look is an entry first."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict

from api.acting import Outcome, case_of, perform
from api.identity import Caseworker, Signed
from api.problems import FieldFault, Problem
from api.protected_details import ProtectedDetails, protected_details
from api.referrer import WhoReferred, who_referred
from api.routes.actions import Key, answer_of
from api.services import Services, Use
from domain.act import Act
from domain.actions.confidence import ReferrerOpened
from domain.actions.referral import ReferralAcknowledged
from domain.actions.work import ProtectedDetailsShown
from domain.people import Address, Name, Reasoned
from domain.verdict import Refused
from records.database import transaction
from records.recorder import facts_for

router = APIRouter(prefix="/api/cases/{ref}", tags=["Kept apart"])


class Looking(BaseModel):
    """Why somebody looks. It stands in the history with their name."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"reason": "To agree tomorrow's meeting place with the refuge worker."}]},
    )

    reason: Reasoned


class Acknowledging(BaseModel):
    """To whom the acknowledgement goes. Neither is kept."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"name": "Ms J Sample", "address": {"lines": ["3 Example Lane", "Sampleton"], "postcode": "BA1 1AD"}}
            ]
        },
    )

    name: Name
    address: Address


@router.post("/protected-details", response_model=ProtectedDetails)
async def show_protected_details(
    ref: str, looking: Looking, response: Response, services: Use, signed: Caseworker, key: Key
) -> Any:
    """Look at protected details. Who looked and why is recorded first; 202 and nothing shown until it is."""
    outcome = await perform(services, signed, ref, ProtectedDetailsShown.name, looking.model_dump(), key)
    if outcome.receipt is None:
        return _under_way(outcome)
    return await run_in_threadpool(protected_details, services, ref, outcome.receipt.seq)


@router.post("/referrer", response_model=WhoReferred)
async def open_referrer(ref: str, looking: Looking, services: Use, signed: Caseworker, key: Key) -> Any:
    """Look at who referred. For the officer who has the case and for supervisors; recorded first, as above."""
    outcome = await perform(services, signed, ref, ReferrerOpened.name, looking.model_dump(), key)
    if outcome.receipt is None:
        return _under_way(outcome)
    return await run_in_threadpool(who_referred, services, ref)


@router.post("/acknowledgement", response_class=Response, responses={200: {"content": {"application/pdf": {}}}})
async def acknowledge(
    ref: str, acknowledging: Annotated[Acknowledging, Body()], services: Use, signed: Caseworker, key: Key
) -> Response:
    """Acknowledge a referral by letter. The letter to whoever told us, to print now; that it went is recorded, to whom
    is not.
    """
    pdf = await run_in_threadpool(_letter, services, signed, ref, acknowledging)
    outcome = await perform(services, signed, ref, ReferralAcknowledged.name, {"how": "By letter"}, key)
    if outcome.receipt is None:
        return _under_way(outcome)
    headers = {"Content-Disposition": f'inline; filename="{ref}-acknowledgement.pdf"', "Cache-Control": "no-store"}
    return Response(pdf, media_type="application/pdf", headers=headers)


def _under_way(outcome: Outcome) -> Response:
    said = Response()
    answer = answer_of(outcome, said)
    headers = {"Location": said.headers["Location"]}
    return JSONResponse(answer.model_dump(exclude_none=True), said.status_code, headers=headers)


def _letter(services: Services, signed: Signed, ref: str, to: Acknowledging) -> bytes:
    with transaction(services.engine) as session:
        case = case_of(session, ref)
        act = Act(key="", action="", actor=signed.staff.id)
        facts = facts_for(session, act, case, services.now(), services.letters.desk(session))
        try:
            return services.letters.to_referrer(session, facts, to.name, to.address)
        except Refused as refused:
            said = refused.verdicts[0]
            fault = FieldFault(field="address", message=said.reason)
            raise Problem(422, said.code, said.reason, errors=[fault]) from None
