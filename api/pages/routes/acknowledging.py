"""The acknowledgement to whoever told us, as a letter to print. To whom it goes is kept nowhere."""

import secrets

from fastapi import APIRouter, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from api.acting import perform
from api.identity import Signed
from api.pages import kept
from api.pages.forms.field import Typed, faulted, filled, summary
from api.pages.forms.from_model import questions
from api.pages.forms.reading import faults_of, read
from api.pages.gate import PostingCasework, ReadingCasework
from api.pages.presenters.loading import Where, loaded
from api.pages.rendering import page
from api.problems import FieldFault, Problem
from api.routes.kept_apart import Acknowledging
from api.services import Services, Use
from domain.actions.referral import ReferralAcknowledged
from domain.verdict import Refused
from records.database import transaction

router = APIRouter(prefix="/cases/{ref}/acknowledgement", include_in_schema=False)
_FIELDS = questions(Acknowledging)


@router.get("")
async def empty(ref: str, services: Use, signed: ReadingCasework) -> Response:
    return await _shown(services, signed, ref, {}, [])


@router.post("")
async def send(ref: str, services: Use, sent: PostingCasework) -> Response:
    """The letter, once that it went is recorded."""
    body, faults = read(_FIELDS, sent.typed)
    faults += faults_of(Acknowledging, body, _FIELDS)
    if sent.again or faults:
        return await _shown(services, sent.signed, ref, sent.typed, [] if sent.again else faults)
    to = Acknowledging.model_validate(body)
    key = sent.one(kept.KEY)
    try:
        pdf = await run_in_threadpool(_letter, services, sent.signed, ref, to)
        outcome = await perform(services, sent.signed, ref, ReferralAcknowledged.name, {"how": "By letter"}, key)
    except Problem as problem:
        if problem.body.status not in (409, 422):
            raise
        return await _shown(services, sent.signed, ref, sent.typed, [FieldFault(field="", message=problem.body.detail)])
    if outcome.receipt is None:
        return RedirectResponse(f"/cases/{ref}/receipts/{key}", 303)
    named = {"Content-Disposition": f'inline; filename="{ref}-acknowledgement.pdf"', "Cache-Control": "no-store"}
    return Response(pdf, media_type="application/pdf", headers=named)


def _letter(services: Services, signed: Signed, ref: str, to: Acknowledging) -> bytes:
    with transaction(services.engine) as session:
        facts = loaded(session, services, signed, Where(ref)).facts
        try:
            return services.letters.to_referrer(session, facts, to.name, to.address)
        except Refused as refused:
            said = refused.verdicts[0]
            raise Problem(422, said.code, said.reason) from None


def _must_be_there(services: Services, signed: Signed, ref: str) -> None:
    """A form for a case that is not there, or not for this reader, would be one that can never be sent."""
    with transaction(services.engine) as session:
        loaded(session, services, signed, Where(ref))


async def _shown(services: Services, signed: Signed, ref: str, typed: Typed, faults: list[FieldFault]) -> Response:
    await run_in_threadpool(_must_be_there, services, signed, ref)
    fields, loose = faulted([filled(each, typed) for each in _FIELDS], faults)
    shown = [*summary(fields), *({"text": fault.message} for fault in loose)]
    return await page(
        services,
        signed,
        "acknowledgement.html",
        status=422 if shown else 200,
        title=("Error: " if shown else "") + f"Acknowledgement, {ref}",
        here="/cases",
        ref=ref,
        fields=fields,
        faults=shown,
        key=secrets.token_hex(16),
        whose=kept.whose(services, signed.staff.id),
    )
