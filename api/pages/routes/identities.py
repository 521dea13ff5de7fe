"""The record of a child's two identities, on a page: opened or added to by a safeguarding lead, with a reason."""

from fastapi import APIRouter, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import ValidationError

from api.identity import Signed
from api.pages import kept
from api.pages.forms.field import Field, Kind, Option, Typed, faulted, filled, summary
from api.pages.gate import Posting, Reading
from api.pages.rendering import page
from api.problems import FieldFault, Problem
from api.routes.identities import Tie, only_leads, open_identities_of, tie_identities_of
from api.routes.kept_apart import Looking
from api.services import Services, Use

router = APIRouter(prefix="/cases/{ref}/identities", include_in_schema=False)
_FIELDS = (
    Field(
        "what",
        Kind.RADIOS,
        "What do you want to do?",
        required=True,
        options=(Option("open", "Look at the other identities"), Option("tie", "Tie another case of this child to it")),
    ),
    Field("other", Kind.TEXT, "Reference of the other case", "Only to tie it", width="10"),
    Field("reason", Kind.WORDS, "Why?", "It is kept with the record, with your name", required=True, rows=3),
)


@router.get("")
async def empty(ref: str, services: Use, signed: Reading) -> Response:
    await run_in_threadpool(only_leads, services, signed)
    return await _shown(services, signed, ref, {}, None)


@router.post("")
async def send(ref: str, services: Use, sent: Posting) -> Response:
    """Shown once: the answer to the form holds it, and no address does."""
    await run_in_threadpool(only_leads, services, sent.signed)
    if sent.again:
        return await _shown(services, sent.signed, ref, sent.typed, None)
    reason, other = sent.one("reason"), sent.one("other").strip().upper()
    try:
        if sent.one("what") == "tie":
            tie = Tie.model_validate({"other": other, "reason": reason})
            cases = await run_in_threadpool(tie_identities_of, services, sent.signed, ref, tie)
        elif sent.one("what") == "open":
            looking = Looking.model_validate({"reason": reason})
            cases = await run_in_threadpool(open_identities_of, services, sent.signed, ref, looking.reason)
        else:
            raise _wrong("what", "Choose one")
    except ValidationError:
        return await _shown(services, sent.signed, ref, sent.typed, _wrong("reason", "Say why"))
    except Problem as problem:
        named = problem.body.code == "NO_SUCH_CASE" and sent.one("what") == "tie"
        if problem.body.status not in (409, 422) and not named:
            raise
        fault = _wrong("other", problem.body.detail) if named else problem
        return await _shown(services, sent.signed, ref, sent.typed, fault)
    return await page(
        services,
        sent.signed,
        "identities.html",
        title=f"Other identities, {ref}",
        here="/cases",
        ref=ref,
        cases=cases.cases,
    )


def _wrong(field: str, said: str) -> Problem:
    return Problem(422, "INVALID", said, errors=[FieldFault(field=field, message=said)])


async def _shown(services: Services, signed: Signed, ref: str, typed: Typed, problem: Problem | None) -> Response:
    fields, loose = faulted([filled(each, typed) for each in _FIELDS], problem.body.errors if problem else [])
    return await page(
        services,
        signed,
        "identities.html",
        status=problem.body.status if problem else 200,
        title=("Error: " if problem else "") + f"Other identities, {ref}",
        here="/cases",
        ref=ref,
        cases=None,
        fields=fields,
        faults=[*summary(fields), *({"text": fault.message} for fault in loose)],
        whose=kept.whose(services, signed.staff.id),
    )
