"""Pages: opening a restricted case with a reason, and who is kept out of a case."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ValidationError

from api.glass import Barring, Opening, access_view, keep_out, let_in, open_with_a_reason
from api.identity import Signed
from api.pages import words
from api.pages.gate import Posted, Posting, Reading, posting, reading
from api.pages.rendering import page
from api.problems import FieldFault, Problem, field_faults
from api.routes.cases import found
from api.routes.looked import there_is
from api.services import Services, Use
from domain.vocabulary import Role
from records.database import transaction
from records.roster import roster

router = APIRouter(include_in_schema=False)
Overseeing = Annotated[Signed, Depends(reading(Role.SUPERVISOR))]
PostingOverseer = Annotated[Posted, Depends(posting(Role.SUPERVISOR))]
_CORRECTABLE = (404, 409, 422)


@router.get("/glass")
async def asked(services: Use, signed: Reading) -> Response:
    return await _glass(services, signed, {}, [])


@router.post("/glass")
async def opened(services: Use, sent: Posting) -> Response:
    typed = {name: sent.one(name).strip() for name in ("case", "reason")}
    made, faults = _made(Opening, typed)
    if made is not None and not sent.again:
        try:
            done = await open_with_a_reason(services, sent.signed, made)
            return RedirectResponse(f"/cases/{done.case}", 303)
        except Problem as problem:
            if problem.body.status not in _CORRECTABLE:
                raise
            faults = [FieldFault(field="case", message=problem.body.detail)]
    return await _glass(services, sent.signed, typed, [] if sent.again else faults)


async def _glass(services: Services, signed: Signed, typed: dict[str, str], faults: list[FieldFault]) -> Response:
    return await page(
        services,
        signed,
        "glass.html",
        status=422 if faults else 200,
        title=("Error: " if faults else "") + "Open a restricted case",
        here="/glass",
        typed={"case": "", "reason": "", **typed},
        wrong={"case": "", "reason": "", **{fault.field: fault.message for fault in faults}},
    )


@router.get("/cases/{ref}/access")
async def access(ref: str, services: Use, signed: Overseeing) -> Response:
    return await _access(services, signed, ref, {}, [])


@router.post("/cases/{ref}/access")
async def barred(ref: str, services: Use, sent: PostingOverseer) -> Response:
    typed = {name: sent.one(name).strip() for name in ("person", "reason")}
    made, faults = _made(Barring, typed)
    if made is not None and not sent.again:
        try:
            await run_in_threadpool(keep_out, services, sent.signed, ref, made)
            return RedirectResponse(f"/cases/{ref}/access", 303)
        except Problem as problem:
            if problem.body.status not in (409, 422):
                raise
            faults = list(problem.body.errors) or [FieldFault(field="person", message=problem.body.detail)]
    return await _access(services, sent.signed, ref, typed, [] if sent.again else faults)


@router.post("/cases/{ref}/access/{person}/end")
async def let_in_again(ref: str, person: str, services: Use, sent: PostingOverseer) -> Response:
    await run_in_threadpool(let_in, services, sent.signed, ref, person)
    return RedirectResponse(f"/cases/{ref}/access", 303)


async def _access(
    services: Services, signed: Signed, ref: str, typed: dict[str, str], faults: list[FieldFault]
) -> Response:
    def people() -> list[dict[str, Any]]:
        with transaction(services.engine) as session:
            staff = roster(session, services.today).staff.values()
        known = sorted((each.name, each.id) for each in staff if each.active)
        chosen = typed.get("person", "")
        return [{"value": "", "text": "Choose"}] + [
            {"value": who, "text": name, "selected": who == chosen} for name, who in known
        ]

    return await page(
        services,
        signed,
        "access.html",
        status=422 if faults else 200,
        title=("Error: " if faults else "") + "Who is kept out",
        here="/cases",
        ref=ref,
        child=await run_in_threadpool(there_is, services, ref),
        view=await run_in_threadpool(found, access_view, services, ref),
        people=await run_in_threadpool(people),
        typed={"person": "", "reason": "", **typed},
        wrong={"person": "", "reason": "", **{fault.field: fault.message for fault in faults}},
        moment=words.moment,
        now=services.now(),
    )


def _made(model: type[BaseModel], typed: dict[str, str]) -> tuple[Any, list[FieldFault]]:
    try:
        return model.model_validate(typed), []
    except ValidationError as wrong:
        return None, field_faults(wrong.errors(include_url=False, include_input=False))
