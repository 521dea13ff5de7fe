"""What somebody decides of two cases, as acts on one of them. A match itself decides nothing (PRACTICE 1.5)."""

from enum import StrEnum
from typing import Annotated, Any

from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field

from api.acting import Outcome, perform
from api.identity import Signed
from api.match_view import asked_on, loaded_pair
from api.problems import FieldFault, Problem
from api.services import Services
from domain.actions.closing import CaseReopened
from domain.actions.matches import EarlierCaseNoted, NotSameChild
from domain.actions.merging import CaseMerged
from domain.case_file import CaseFile
from domain.people import Reasoned
from records.database import transaction


class Answer(StrEnum):
    SAME = "same-child"
    TWO = "different-children"
    HOUSEHOLD = "one-household"
    EARLIER = "earlier-case"
    REOPEN = "reopen"


class Decision(BaseModel):
    """`goes_on` says, for the same child, which of two open cases goes on; the other closes as its duplicate."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"answer": "different-children", "reason": "Two birth certificates seen."},
                {"answer": "same-child", "goes_on": "RC-2026-000123", "reason": "Both schools confirm one child."},
            ]
        },
    )

    answer: Answer
    goes_on: Annotated[str, Field(max_length=20)] = ""
    reason: Reasoned


async def decide_match(
    services: Services,
    signed: Signed,
    ref: str,
    other: str,
    decision: Decision,
    key: str,
    overrides: dict[str, str] | None = None,
) -> tuple[str, Outcome]:
    """The case on which it is recorded, and what became of it. Raises Problem where it is refused."""
    on, name, body = await run_in_threadpool(_act, services, ref, other, decision)
    return on, await perform(services, signed, on, name, body, key, overrides)


def _act(services: Services, ref: str, other: str, decision: Decision) -> tuple[str, str, dict[str, Any]]:
    with transaction(services.engine) as session:
        left, right = loaded_pair(session, ref, other)
        asked = asked_on(session, ref, other)
    said = {"reason": decision.reason}
    match decision.answer:
        case Answer.SAME:
            if decision.goes_on not in (ref, other):
                raise _wrong("goes_on", "Say which of the two cases goes on")
            return decision.goes_on, CaseMerged.name, {"other": _beside(decision.goes_on, ref, other), **said}
        case Answer.TWO:
            return asked, NotSameChild.name, {"other": _beside(asked, ref, other), **said}
        case Answer.HOUSEHOLD:
            on = asked if (left if asked == ref else right).open else _open(left, right)
            return on, NotSameChild.name, {"other": _beside(on, ref, other), "household": True, **said}
        case Answer.EARLIER:
            on = _open(left, right)
            return on, EarlierCaseNoted.name, {"other": _beside(on, ref, other), **said}
        case Answer.REOPEN:
            return _beside(_open(left, right), ref, other), CaseReopened.name, said


def _open(left: CaseFile, right: CaseFile) -> str:
    """Whichever is open; the first where both are or none is, which the rules then speak of."""
    return right.ref if right.open and not left.open else left.ref


def _beside(one: str, ref: str, other: str) -> str:
    return other if one == ref else ref


def _wrong(field: str, said: str) -> Problem:
    return Problem(422, "INVALID", said, errors=[FieldFault(field=field, message=said)])
