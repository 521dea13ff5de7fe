"""A referral: the start of a case. It is a fact as soon as it is answered, whether Temporal answers or not."""

from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from api.identity import Caseworker
from api.opening import open_referral
from api.routes.actions import Key
from api.services import Use
from domain.actions.referral import ReferredAdult, ReferredChild, ReferredSibling
from domain.people import Line, Words
from domain.vocabulary import CaseKind, Channel, Indicator, Reason, SupportGroup

router = APIRouter(prefix="/api", tags=["Referrals"])

EXAMPLE: dict[str, JsonValue] = {
    "channel": "school",
    "reason": "no-place",
    "child": {
        "given": "Kai",
        "surname": "Example",
        "date_of_birth": "2017-03-04",
        "school": "800/2001",
        "first_absent_on": "2026-11-09",
    },
    "adults": [
        {
            "name": "Ms R Example",
            "relation": "mother",
            "address": {"lines": ["1 Fixture Road", "Sampleton"], "postcode": "BA1 1AA"},
        }
    ],
    "account": "Has not been in school since half term; the house looks empty.",
    "referrer": {"name": "Ms J Sample", "role": "Attendance lead, Fixture Primary", "telephone": "01632 960 101"},
}


class Referrer(BaseModel):
    """Who told us. Kept apart, sealed with the case's key; in no letter, list, search or history."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    name: Line = ""
    role: Line = ""
    telephone: Line = ""
    email: Line = ""
    relation: Line = ""
    confirm: Words = ""  # whether and how they wish to be told in writing that it was received


class Referral(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, json_schema_extra={"examples": [EXAMPLE]})

    channel: Channel
    kind: CaseKind = CaseKind.CME
    reason: Reason | None = None
    groups: list[SupportGroup] = []
    indicators: list[Indicator] = []
    child: ReferredChild
    adults: Annotated[list[ReferredAdult], Field(max_length=20)] = []
    household: Annotated[list[ReferredSibling], Field(max_length=20)] = []
    account: Words = ""
    referrer: Referrer = Referrer()
    confidential: bool = False
    owner: Line = ""


class ReferralAnswer(BaseModel):
    reference: str
    case: str
    started: bool


@router.post("/referrals", status_code=201, response_model=ReferralAnswer)
async def refer(
    referral: Referral,
    response: Response,
    services: Use,
    signed: Caseworker,
    key: Key,
) -> Any:
    """Open a case. The same key again gives the same reference. `started` is false while Temporal is out of reach:
    the case exists all the same, and its process starts when Temporal is back."""
    opened = await open_referral(services, signed, referral.model_dump(mode="json"), key)
    response.headers["Location"] = f"/api/cases/{opened.ref}"
    return ReferralAnswer(reference=opened.ref, case=f"/api/cases/{opened.ref}", started=opened.started)
