"""The team today, and handing one or many cases to somebody else."""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from fastapi.concurrency import run_in_threadpool

from api.access import may_know
from api.acting import no_such_case, perform
from api.identity import Signed
from api.pages import kept
from api.pages.gate import Posted, posting, reading
from api.pages.presenters.team import moving, team_page
from api.pages.rendering import page
from api.problems import Problem
from api.services import Services, Use
from domain.vocabulary import Role

router = APIRouter(prefix="/team", include_in_schema=False)
Reading = Annotated[Signed, Depends(reading(Role.SUPERVISOR))]
Posting = Annotated[Posted, Depends(posting(Role.SUPERVISOR))]
_MOST = 60


@dataclass(frozen=True)
class Moved:
    ref: str
    says: str
    well: bool


@router.get("")
async def today(services: Use, signed: Reading) -> Response:
    team = await run_in_threadpool(team_page, services, signed)
    return await page(services, signed, "team.html", title="Team today", here="/team", team=team)


@router.get("/reassign")
async def which(services: Use, signed: Reading, officer: Annotated[str, Query(max_length=60)] = "") -> Response:
    return await _shown(services, signed, officer)


@router.post("/reassign")
async def hand_over(services: Use, sent: Posting) -> Response:
    """One act for each case, each with a key of its own made from the form's: sent twice, each is recorded once."""
    officer, to, reason = sent.one("officer"), sent.one("to"), sent.one("reason").strip()
    chosen = list(dict.fromkeys(sent.typed.get("case", [])))[:_MOST]
    faults = []
    if not chosen:
        faults.append({"text": "Choose at least one case", "href": "#cases"})
    if not to:
        faults.append({"text": "Choose who is to have them", "href": "#to"})
    if not reason:
        faults.append({"text": "Say why", "href": "#reason"})
    if sent.again or faults:
        shown = [] if sent.again else faults
        return await _shown(services, sent.signed, officer, faults=shown, chosen=chosen, to=to, reason=reason)
    outcomes = [await _assigned(services, sent, ref, to, reason) for ref in chosen]
    return await _shown(services, sent.signed, officer, outcomes=outcomes)


async def _assigned(services: Services, sent: Posted, ref: str, to: str, reason: str) -> Moved:
    key = hashlib.sha256(f"{sent.one(kept.KEY)} {ref}".encode()).hexdigest()[:32]
    if not await run_in_threadpool(may_know, services, sent.signed, [ref]):
        return Moved(ref, no_such_case().body.detail, well=False)
    try:
        done = await perform(services, sent.signed, ref, "assign-case", {"owner": to, "reason": reason}, key)
    except Problem as problem:
        return Moved(ref, problem.body.detail, well=False)
    return Moved(ref, "Handed over" if done.receipt else "Received, being recorded", well=True)


async def _shown(
    services: Services,
    signed: Signed,
    officer: str,
    *,
    faults: list[dict[str, str]] | None = None,
    outcomes: list[Moved] | None = None,
    chosen: list[str] | None = None,
    to: str = "",
    reason: str = "",
) -> Response:
    asked = await run_in_threadpool(moving, services, signed, officer)
    if asked is None:
        raise Problem(404, "NOT_FOUND", "Nobody of this name works here")
    well = all(each.well for each in outcomes or [])
    return await page(
        services,
        signed,
        "reassign.html",
        status=422 if faults else 200 if well else 409,
        title=("Error: " if faults else "") + f"Hand over the cases of {asked.name}",
        here="/team",
        moving=asked,
        faults=faults or [],
        outcomes=outcomes or [],
        chosen=chosen or [],
        to=to,
        reason=reason,
        key=secrets.token_hex(16),
    )
