"""Cases that may be one child's: the list, those of one case, and two side by side with the decision."""

import re
import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from api.deciding import Answer, Decision, decide_match
from api.identity import Signed
from api.pages import kept
from api.pages.forms.field import Typed, faulted, filled, summary
from api.pages.gate import Posted, PostingCasework, ReadingCasework
from api.pages.presenters.matches import case_matches, match_list, pair_page
from api.pages.rendering import page
from api.problems import FieldFault, Problem
from api.services import Services, Use
from domain.vocabulary import Role

router = APIRouter(include_in_schema=False)
_REF = re.compile(r"RC-\d{4}-\d{6}")


@router.get("/matches")
async def what_waits(services: Use, signed: ReadingCasework) -> Response:
    lines = await run_in_threadpool(match_list, services, signed)
    return await page(services, signed, "matches.html", title="Possible matches", here="/matches", lines=lines)


@router.get("/cases/{ref}/matches")
async def of_case(
    ref: str, services: Use, signed: ReadingCasework, other: Annotated[str, Query(max_length=20)] = ""
) -> Response:
    """`other` is a reference that somebody knows and wants to compare with."""
    asked = other.strip().upper()
    if _REF.fullmatch(asked):
        return RedirectResponse(f"/matches/{ref}/{asked}", 303)
    found = await run_in_threadpool(case_matches, services, signed, ref)
    return await page(
        services,
        signed,
        "case-matches.html",
        status=422 if asked else 200,
        title=("Error: " if asked else "") + f"Other cases, {ref}",
        here="/matches",
        found=found,
        other=asked,
        fault="Enter a reference like RC-2026-000123" if asked else "",
    )


@router.get("/matches/{ref}/{other}")
async def pair(ref: str, other: str, services: Use, signed: ReadingCasework) -> Response:
    return await _shown(services, signed, ref, other, {}, None)


@router.post("/matches/{ref}/{other}")
async def decide(ref: str, other: str, services: Use, sent: PostingCasework) -> Response:
    if sent.again:
        return await _shown(services, sent.signed, ref, other, sent.typed, None)
    try:
        decision = _decision(sent)
        overrides = {
            name.removeprefix("override."): answers[0].strip()
            for name, answers in sent.typed.items()
            if name.startswith("override.") and answers[0].strip()
        }
        key = sent.one(kept.KEY)
        if not key.isascii() or not 1 <= len(key) <= 64:
            raise Problem(422, "INVALID", "This form was not complete: check it and send it again")
        on, outcome = await decide_match(services, sent.signed, ref, other, decision, key, overrides)
    except Problem as problem:
        if problem.body.status not in (409, 422):
            raise
        return await _shown(services, sent.signed, ref, other, sent.typed, problem)
    if outcome.receipt is None:
        return RedirectResponse(f"/cases/{on}/receipts/{outcome.key}", 303)
    return RedirectResponse(f"/cases/{on}?done={outcome.receipt.seq}", 303)


def _decision(sent: Posted) -> Decision:
    """Raises Problem naming what is not answered."""
    answer, _, goes_on = sent.one("answer").partition(":")
    faults = []
    if answer not in set(Answer):
        faults.append(FieldFault(field="answer", message="Choose one"))
    try:
        return Decision.model_validate({"answer": answer, "goes_on": goes_on, "reason": sent.one("reason")})
    except ValidationError as wrong:
        if any(error["loc"] == ("reason",) for error in wrong.errors()):
            faults.append(FieldFault(field="reason", message="Say how you know"))
        raise Problem(422, "INVALID", "Some answers need correcting", errors=faults) from None


async def _shown(
    services: Services, signed: Signed, ref: str, other: str, typed: Typed, problem: Problem | None
) -> Response:
    found = await run_in_threadpool(pair_page, services, signed, ref, other)
    faults = list(problem.body.errors) if problem else []
    verdicts: list[dict[str, Any]] = list(problem.body.verdicts) if problem else []
    if verdicts:
        faults = []
    fields, loose = faulted([filled(each, typed) for each in found.fields], faults)
    shown = [*summary(fields), *({"text": fault.message} for fault in loose)]
    if problem and not shown and not verdicts:
        shown = [{"text": problem.body.detail}]
    return await page(
        services,
        signed,
        "match.html",
        status=problem.body.status if problem else 200,
        title=("Error: " if problem else "") + f"Compare {ref} and {other}",
        here="/matches",
        pair=found,
        fields=fields,
        faults=shown,
        verdicts=verdicts,
        may_override=signed.staff.has(Role.SUPERVISOR),
        overrides={name.removeprefix("override."): said[0] for name, said in typed.items() if "override." in name},
        key=secrets.token_hex(16),
        whose=kept.whose(services, signed.staff.id),
    )
