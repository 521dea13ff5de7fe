"""An officer records a referral."""

import secrets

from fastapi import APIRouter, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from sqlmodel import col, select

from api.identity import Signed
from api.opening import open_referral
from api.pages import kept
from api.pages.forms.asked import with_schools
from api.pages.forms.field import Field, Option, Typed, faulted, filled, summary
from api.pages.forms.referral import MOST, how_many, referral_body, referral_fields
from api.pages.gate import PostingCasework, ReadingCasework
from api.pages.rendering import page
from api.problems import FieldFault, Problem
from api.routes.referrals import Referral
from api.services import Services, Use
from domain.vocabulary import Role
from records.database import transaction
from records.tables import StaffRow

router = APIRouter(prefix="/refer", include_in_schema=False)


@router.get("/new")
async def empty(services: Use, signed: ReadingCasework) -> Response:
    fields, _ = await run_in_threadpool(_asked, services, {})
    return await _shown(services, signed, fields, {})


@router.post("/new")
async def send(services: Use, sent: PostingCasework) -> Response:
    typed, signed = sent.typed, sent.signed
    fields, unsettled = await run_in_threadpool(_asked, services, typed)
    if sent.again or "more" in typed:
        says = "Here is what you typed. Check it and send." if sent.again else ""
        return await _shown(services, signed, fields, typed, says=says)
    body, faults = referral_body(fields, typed)
    faults = [*unsettled, *faults]
    key = sent.one(kept.KEY)
    if not faults and not (key.isascii() and 1 <= len(key) <= 64):
        return await _shown(services, signed, fields, typed, says="This form was not complete: check it and send it")
    if faults:
        return await _shown(services, signed, fields, typed, faults=faults, status=422)
    try:
        opened = await open_referral(services, signed, Referral.model_validate(body).model_dump(mode="json"), key)
    except Problem as problem:
        if problem.body.status not in (409, 422):
            raise
        says = "" if problem.body.errors else problem.body.detail
        return await _shown(services, signed, fields, typed, faults=problem.body.errors, says=says, status=409)
    return RedirectResponse(f"/cases/{opened.ref}?done=1", 303)


def _asked(services: Services, typed: Typed) -> tuple[tuple[Field, ...], list[FieldFault]]:
    with transaction(services.engine) as session:
        people = session.exec(select(StaffRow).where(StaffRow.active).order_by(col(StaffRow.name)))
        casework = {Role.OFFICER.value, Role.SUPERVISOR.value}
        staff = tuple(Option(row.id, row.name, row.job_title) for row in people if casework & set(row.roles))
        return with_schools(session, referral_fields(typed, staff), typed)


async def _shown(
    services: Services,
    signed: Signed,
    fields: tuple[Field, ...],
    typed: Typed,
    *,
    faults: list[FieldFault] | None = None,
    says: str = "",
    status: int = 200,
) -> Response:
    marked, loose = faulted([filled(each, typed) for each in fields], faults or [])
    shown = [*summary(marked), *({"text": fault.message} for fault in loose)]
    fresh = status == 409  # what was sent and refused has spent its key
    return await page(
        services,
        signed,
        "refer.html",
        status=status,
        title=("Error: " if shown else "") + "Record a referral",
        here="/cases",
        fields=marked,
        faults=shown,
        says=says,
        counts={name: how_many(name, typed) for name in MOST},
        more={name: how_many(name, typed) < most for name, most in MOST.items()},
        key=secrets.token_hex(16) if fresh or not typed.get(kept.KEY) else typed[kept.KEY][0],
        whose=kept.whose(services, signed.staff.id),
    )
