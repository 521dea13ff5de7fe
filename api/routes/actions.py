"""Doing something with a case."""

import re
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Body, Header, Query, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel

from api.acting import Outcome, perform
from api.checking import would_refuse
from api.identity import Reader
from api.problems import FieldFault, Problem
from api.services import Use

router = APIRouter(prefix="/api/cases/{ref}", tags=["Actions"])
Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern="^[!-~]+$",
        description="Once for each act; the same again is the same act. Up to 200 visible ASCII characters",
    ),
]
Overrides = Annotated[
    str | None,
    Header(
        alias="Override-Reason",
        max_length=2000,
        description="CODE: reason; CODE: reason. A supervisor, in a proceeding a lawyer, may set aside what is not law",
        examples=["NOT_SEEN: The police saw her on Tuesday and wrote to us"],
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
    """Do something with a case, once for each key. 200 when recorded; 202 with a receipt where the answer takes
    longer than five seconds.
    """
    outcome = await perform(services, signed, ref, action, form, key, read_overrides(override))
    return answer_of(outcome, response)


@router.post("/proceedings/{name}/actions/{action}", response_model=ActionAnswer, response_model_exclude_none=True)
async def act_in_proceeding(
    ref: str,
    name: str,
    action: str,
    response: Response,
    services: Use,
    signed: Reader,
    key: Key,
    form: Form,
    override: Overrides = None,
) -> ActionAnswer:
    """Do something in a proceeding of a case: an attendance order, a penalty notice, a prosecution. `name` is as the
    case shows it, such as attendance-order-1.
    """
    outcome = await perform(services, signed, ref, action, form, key, read_overrides(override), proceeding=name)
    return answer_of(outcome, response)


class CheckAnswer(BaseModel):
    """`allowed` says whether it would be recorded now; `verdicts` name everything that stands in the way."""

    allowed: bool
    verdicts: list[dict[str, Any]]


@router.post("/check/{action}", response_model=CheckAnswer)
async def check(
    ref: str,
    action: str,
    services: Use,
    signed: Reader,
    form: Form,
    proceeding: Annotated[str, Query(max_length=60, description="Its name, where the action is a proceeding's")] = "",
) -> CheckAnswer:
    """Ask whether an action could be recorded as filled in, and what stands in the way. Nothing is recorded."""
    found = await run_in_threadpool(would_refuse, services, signed, ref, action, form, proceeding)
    return CheckAnswer(allowed=not found, verdicts=found)


_OVERRIDE = re.compile(r"\s*([A-Z][A-Z_0-9]*)\s*:(.*)", re.DOTALL)


def read_overrides(said: str | None) -> dict[str, str]:
    """`CODE: reason`, several separated by semicolons; one in a reason is part of it. Raises Problem 422."""
    found: dict[str, str] = {}
    code = ""
    for part in _as_sent(said or "").split(";"):
        if match := _OVERRIDE.fullmatch(part):
            code = match[1]
            if code in found:
                raise _not_an_override(f"{code} is set aside twice")
            found[code] = match[2].strip()
        elif code:
            found[code] += f";{part}"
        elif part.strip():
            raise _not_an_override("Write the code, a colon and the reason, like NOT_SEEN: the police saw her")
    if short := next((code for code, reason in found.items() if len(reason.strip()) < 3), None):
        raise _not_an_override(f"Say why {short} is set aside")
    return found


def _as_sent(header: str) -> str:
    """HTTP hands over headers as Latin-1; who sends UTF-8 means UTF-8."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _not_an_override(said: str) -> Problem:
    return Problem(422, "INVALID", said, errors=[FieldFault(field="Override-Reason", message=said)])


def answer_of(outcome: Outcome, response: Response) -> ActionAnswer:
    receipt = f"/api/receipts/{quote(outcome.key, safe='')}"
    if outcome.receipt is None:
        response.status_code = 202
        response.headers["Location"] = receipt
        return ActionAnswer(status="pending", receipt=receipt)
    said = outcome.receipt
    return ActionAnswer(
        status="recorded", receipt=receipt, seq=said.seq, stage=said.stage, open=said.open, settled=said.settled
    )
