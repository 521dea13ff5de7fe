"""A school refers its own pupils by its own key. The key opens this one address and nothing else."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from api.identity import Whoever
from api.opening import open_in, referral_key, start
from api.problems import FieldFault, Problem
from api.public.composing import dangerous
from api.public.submitting import by_itself
from api.routes.actions import Key
from api.routes.referrals import Referral, Referrer
from api.services import Services, Use
from domain.actions.referral import ReferredAdult, ReferredChild, ReferredSibling
from domain.entry import fingerprint
from domain.facts import SCHOOL_KEY
from domain.people import Words
from domain.vocabulary import Channel, Indicator, Reason, SupportGroup
from records.database import transaction
from records.duty import raise_alert
from records.journal import entry_by_key
from records.school_keys import SchoolKey, key_of, used

router = APIRouter(prefix="/api/school", tags=["Schools"])

EXAMPLE: dict[str, JsonValue] = {
    "child": {"given": "Kai", "surname": "Example", "date_of_birth": "2017-03-04", "first_absent_on": "2026-11-09"},
    "reason": "ceased",
    "indicators": ["social-worker"],
    "visits": "9 and 16 November: nobody answered.",
    "contacts": "Five calls to the mother's number, which is dead.",
    "referrer": {"name": "Ms J Sample", "role": "Attendance lead", "telephone": "01632 960 101"},
}
_Told = Annotated[Words, Field(max_length=4_000)]


class SchoolReferral(BaseModel):
    """What a school's referral carries: the child, and what the school has done so far (statutory guidance)."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, json_schema_extra={"examples": [EXAMPLE]})

    child: ReferredChild
    reason: Reason | None = None
    groups: list[SupportGroup] = []
    indicators: list[Indicator] = []
    adults: Annotated[list[ReferredAdult], Field(max_length=20)] = []
    household: Annotated[list[ReferredSibling], Field(max_length=20)] = []
    account: _Told = ""
    visits: Annotated[_Told, Field(description="Dates and outcomes of home visits")] = ""
    contacts: Annotated[_Told, Field(description="Calls, e-mails and letters, and what came of them")] = ""
    steps: Annotated[_Told, Field(description="What else the school has done")] = ""
    talks: Annotated[_Told, Field(description="What came of talks with other professionals")] = ""
    referrer: Referrer = Referrer()
    confidential: bool = False


class SchoolReferralAnswer(BaseModel):
    """Only that it is saved, and under which reference. Whether the child was known before is never said."""

    reference: str


async def school_key(request: Request, services: Use, signed: Whoever) -> SchoolKey:
    """The school whose key was sent. Raises Problem 401 or 403: nobody who works here refers as a school."""
    scheme, _, said = request.headers.get("authorization", "").partition(" ")
    known = await run_in_threadpool(_known, services, said) if scheme.casefold() == "bearer" else None
    if known is not None:
        return known
    if signed is not None:
        raise Problem(403, "ROLE", "This is for schools, each with its own key")
    raise Problem(401, "SIGN_IN", "Send the key of a school", headers={"WWW-Authenticate": "Bearer"})


def _known(services: Services, said: str) -> SchoolKey | None:
    with transaction(services.engine) as session:
        return key_of(session, said)


School = Annotated[SchoolKey, Depends(school_key)]


@router.post("/referrals", status_code=201, response_model=SchoolReferralAnswer)
async def refer_pupil(referral: SchoolReferral, response: Response, services: Use, school: School, key: Key) -> Any:
    """Refer a pupil of the school whose key is sent. The same Idempotency-Key again gives the same reference."""
    ref = await run_in_threadpool(_refer, services, school, referral, key)
    await start(services, ref)
    return SchoolReferralAnswer(reference=ref)


def _refer(services: Services, school: SchoolKey, sent: SchoolReferral, key: str) -> str:
    if sent.child.school not in ("", school.school):
        said = "A school refers its own pupils only: leave this empty, or give your own number"
        raise Problem(403, "NOT_YOUR_PUPIL", said, errors=[FieldFault(field="child.school", message=said)])
    referral = _as_referral(school, sent)
    now = services.now()
    with transaction(services.engine) as session:
        # Two schools may choose the same key; which school it was stands nowhere in the case.
        signed, once = by_itself(session, services, SCHOOL_KEY), fingerprint(school.id, key)[:40]
        again = entry_by_key(session, referral_key(signed, once)) is not None
        if not again and not used(session, school, now):
            said = "More referrals than a school may send in an hour. If a child is in danger, telephone"
            raise Problem(429, "TOO_MANY", said, headers={"Retry-After": "3600"})
        ref = open_in(session, services, signed, referral.model_dump(mode="json"), once)
        if dangerous(referral):
            raise_alert(session, ref, now)
        return ref


def _as_referral(school: SchoolKey, sent: SchoolReferral) -> Referral:
    told = {
        "": sent.account,
        "Home visits by the school: ": sent.visits,
        "Calls, e-mails and letters by the school: ": sent.contacts,
        "What else the school has done: ": sent.steps,
        "Talks with other professionals: ": sent.talks,
    }
    return Referral(
        channel=Channel.SCHOOL,
        reason=sent.reason,
        groups=sent.groups,
        indicators=sent.indicators,
        child=sent.child.model_copy(update={"school": school.school}),
        adults=sent.adults,
        household=sent.household,
        account="\n\n".join(title + words for title, words in told.items() if words),
        referrer=sent.referrer,
        confidential=sent.confidential,
    )
