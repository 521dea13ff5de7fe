"""The calendars by which days are counted: proposed by one person with what they move, approved by another."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from sqlmodel import col, select

from api.calendar_change import tell_moved
from api.identity import Signed
from api.pages.forms.decision import LONGEST_WHY, UNDECIDED, Decision, by_four_eyes, decision_in
from api.pages.gate import Posted, posting, reading
from api.pages.presenters.policy import how_decided
from api.pages.rendering import page
from api.problems import Problem
from api.services import Services, Use
from domain.vocabulary import Role
from records.calendar_impact import Move
from records.database import transaction
from records.four_eyes import OneIsOpen, decided
from records.proposals import CalendarProposalRow, Impact, decide, open_proposal, propose, tried
from records.tables import StaffRow

router = APIRouter(prefix="/policy", include_in_schema=False)
Reading = Annotated[Signed, Depends(reading(Role.SUPERVISOR, Role.ADMIN))]
Posting = Annotated[Posted, Depends(posting(Role.SUPERVISOR, Role.ADMIN))]
_MOST = 100_000  # characters of a proposal
_MOST_MOVES = 60  # on the page


@router.get("")
async def as_it_stands(services: Use, signed: Reading) -> Response:
    return await _shown(services, signed)


@router.post("")
async def put_forward(services: Use, sent: Posting) -> Response:
    """A proposal whose rows cannot be taken is not kept: each fault is said."""
    said, reason = sent.one("words").strip(), sent.one("reason").strip()
    faults = []
    if not said or len(said) > _MOST:
        faults.append({"text": "Give the terms and closures, one to a line", "href": "#words"})
    if not reason or len(reason) > LONGEST_WHY:
        faults.append({"text": "Say why", "href": "#reason"})
    if not faults and not sent.again:
        try:
            found = await run_in_threadpool(_proposed, services, sent.signed, said, reason)
        except OneIsOpen:
            raise Problem(409, "ONE_IS_OPEN", "Another change waits to be decided: that comes first") from None
        faults = [{"text": fault[:1].upper() + fault[1:], "href": "#words"} for fault in found.faults[:20]]
    if faults or sent.again:
        return await _shown(services, sent.signed, faults=faults, said=said, reason=reason)
    return RedirectResponse("/policy", 303)


@router.post("/{number}/decision")
async def settle(number: int, services: Use, sent: Posting) -> Response:
    """Approved, it is stored at once and the running clocks move, each by an entry of its case."""
    decision = decision_in(sent)
    if sent.again or decision is None:
        fault = {"text": UNDECIDED, "href": "#why"}
        return await _shown(services, sent.signed, faults=[] if sent.again else [fault], why=sent.one("why").strip())
    with by_four_eyes():
        moved = await run_in_threadpool(_decided, services, sent.signed, number, decision)
    await tell_moved(services.client, moved, sent.signed.staff.id, number)
    return RedirectResponse("/policy", 303)


def _proposed(services: Services, signed: Signed, said: str, reason: str) -> Impact:
    with transaction(services.engine) as session:
        found = tried(session, said)
        if not found.faults:
            propose(session, said, reason, signed.staff.id, services.now())
    return found


def _decided(services: Services, signed: Signed, number: int, decision: Decision) -> list[Move]:
    with transaction(services.engine) as session:
        return decide(session, number, signed.staff.id, decision.why, services.now(), approved=decision.approved)


async def _shown(
    services: Services,
    signed: Signed,
    *,
    faults: list[dict[str, str]] | None = None,
    said: str = "",
    reason: str = "",
    why: str = "",
) -> Response:
    def known() -> dict[str, Any]:
        with transaction(services.engine) as session:
            names = dict(session.exec(select(StaffRow.id, col(StaffRow.name))).all())
            waits = open_proposal(session)
            impact = tried(session, waits.words) if waits else None
            past = [
                {
                    "words": row.words,
                    "reason": row.reason,
                    "by": names.get(row.proposed_by, row.proposed_by),
                    "decided": how_decided(row, names, services.today),
                }
                for row in decided(session, CalendarProposalRow)
            ]
            own = waits is not None and waits.proposed_by == signed.staff.id
            by = names.get(waits.proposed_by, "") if waits else ""
            return {
                "waits": waits.model_dump() if waits else None,
                "by": by,
                "own": own,
                "impact": impact,
                "moves": impact.moves[:_MOST_MOVES] if impact else [],
                "more": max(0, len(impact.moves) - _MOST_MOVES) if impact else 0,
                "past": past[:8],
            }

    return await page(
        services,
        signed,
        "policy.html",
        status=422 if faults else 200,
        title=("Error: " if faults else "") + "Policy",
        here="/policy",
        faults=faults or [],
        said=said,
        reason=reason,
        why=why,
        **await run_in_threadpool(known),
    )
