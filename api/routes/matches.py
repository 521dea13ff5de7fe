"""Cases that may be one child's: what waits for a decision, two side by side, and the decision."""

from typing import Annotated

from fastapi import APIRouter, Body, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel

from api.deciding import Decision, decide_match
from api.identity import Caseworker
from api.match_view import CaseMatches, MatchView, SideBySide, both_sides, matches_of, waiting_matches
from api.routes.actions import ActionAnswer, Key, Overrides, answer_of, read_overrides
from api.routes.cases import found
from api.services import Use

router = APIRouter(prefix="/api", tags=["Matches"])


class MatchList(BaseModel):
    matches: list[MatchView]


class DecisionAnswer(ActionAnswer):
    """`case` is the one on which it is recorded."""

    case: str


@router.get("/matches")
async def list_matches(services: Use, signed: Caseworker) -> MatchList:
    """List the matches that wait for you. Of your cases and of those of your team that nobody has; a supervisor's, of
    the whole team. A match is a proposal: nothing follows from it.
    """
    return MatchList(matches=await run_in_threadpool(waiting_matches, services, signed))


@router.get("/cases/{ref}/matches")
async def matches_of_case(ref: str, services: Use, signed: Caseworker) -> CaseMatches:
    """Look for other cases of this child. And of its household; as far as you may know of them."""
    answer: CaseMatches = await run_in_threadpool(found, matches_of, services, signed, ref)
    return answer


@router.get("/matches/{ref}/{other}")
async def side_by_side(ref: str, other: str, services: Use, signed: Caseworker) -> SideBySide:
    """Compare two cases side by side. What is protected on either is hidden on both, and whether it agrees."""
    return await run_in_threadpool(both_sides, services, signed, ref, other)


@router.post("/matches/{ref}/{other}", response_model_exclude_none=True)
async def decide(
    ref: str,
    other: str,
    decision: Annotated[Decision, Body()],
    response: Response,
    services: Use,
    signed: Caseworker,
    key: Key,
    override: Overrides = None,
) -> DecisionAnswer:
    """Decide what two cases are to each other. The same child: one goes on and the other closes, or the earlier one
    stays closed or reopens. Different children are not proposed again; those of one household are linked.
    """
    on, outcome = await decide_match(services, signed, ref, other, decision, key, read_overrides(override))
    return DecisionAnswer(case=on, **answer_of(outcome, response).model_dump())
