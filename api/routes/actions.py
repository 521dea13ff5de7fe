"""Doing something with a case."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Header, Response
from pydantic import BaseModel

from api.acting import Outcome, perform
from api.identity import Reader
from api.problems import Problem
from api.services import Use

router = APIRouter(prefix="/api/cases/{ref}", tags=["Actions"])
Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        description="Once for each act; the same again is the same act",
    ),
]
Overrides = Annotated[
    str | None,
    Header(
        alias="Override-Reason",
        max_length=2000,
        description="CODE: reason. A supervisor may set aside a verdict that is not law",
    ),
]
Form = Annotated[
    dict[str, Any],
    Body(openapi_examples={"note": {"summary": "add-note", "value": {"note": "The school will ring back."}}}),
]


class ActionAnswer(BaseModel):
    """`status` is "recorded", or "pending" with a receipt to ask."""

    status: str
    receipt: str
    seq: int | None = None
    stage: str | None = None
    open: list[str] | None = None
    settled: bool | None = None


@router.post("/actions/{action}", response_model=ActionAnswer, response_model_exclude_none=True)
async def act(
    ref: str,
    action: str,
    response: Response,
    services: Use,
    signed: Reader,
    key: Key,
    form: Form,
    override: Overrides = None,
) -> ActionAnswer:
    """Once for each key. 200 when recorded; 202 with a receipt where the answer takes longer than five seconds."""
    outcome = await perform(services, signed, ref, action, form, key, read_overrides(override))
    return answer_of(outcome, response)


@router.post("/proceedings/{name}/actions/{action}", response_model=ActionAnswer, response_model_exclude_none=True)
async def act_in_proceeding(
    ref: str, name: str, action: str, services: Use, signed: Reader, key: Key, form: Form
) -> ActionAnswer:
    """An action of a proceeding (an attendance order, a prosecution...) of this case."""
    raise Problem(404, "NO_SUCH_PROCEEDING", "No proceeding of this name runs on this case")


def read_overrides(said: str | None) -> dict[str, str]:
    """`CODE: reason`, several separated by semicolons."""
    pairs = (part.partition(":") for part in (said or "").split(";") if part.strip())
    return {code.strip(): reason.strip() for code, _, reason in pairs}


def answer_of(outcome: Outcome, response: Response) -> ActionAnswer:
    receipt = f"/api/receipts/{outcome.key}"
    if outcome.receipt is None:
        response.status_code = 202
        response.headers["Location"] = receipt
        return ActionAnswer(status="pending", receipt=receipt)
    said = outcome.receipt
    return ActionAnswer(
        status="recorded", receipt=receipt, seq=said.seq, stage=said.stage, open=said.open, settled=said.settled
    )
