"""Keeping somebody out of a case, and opening a restricted one for a day with a reason."""

from datetime import datetime
from typing import Annotated

from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.access import with_powers
from api.acting import case_of, no_such_case
from api.identity import Signed
from api.problems import FieldFault, Problem
from api.services import Services
from domain.act import Act
from domain.actions.glass import GlassBroken
from domain.case_access import may_know_of, restricted
from domain.facts import PROCESS
from records import case_access
from records.database import transaction
from records.door_audit import note
from records.matching import wait_to_be_compared
from records.recorder import load_case
from records.roster import roster

Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=1_000)]
_REF = r"^RC-\d{4}-\d{6}$"


class Opening(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"case": "RC-2026-000123", "reason": "The police ask; its officer is away."}]},
    )

    case: Annotated[str, Field(pattern=_REF, title="Which case?")]
    reason: Reason = Field(title="Why do you need it now?")


class Opened(BaseModel):
    case: str
    until: datetime


class Barring(BaseModel):
    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"person": "officer-tara", "reason": "An aunt of the child."}]}
    )

    person: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=1_000)]


class KeptOut(BaseModel):
    person: str
    person_name: str
    reason: str
    by: str
    at: datetime
    ended_at: datetime | None


class BrokenGlass(BaseModel):
    who: str
    reason: str
    at: datetime
    ends_at: datetime


class AccessView(BaseModel):
    case: str
    kept_out: list[KeptOut]
    opened: list[BrokenGlass]


async def open_with_a_reason(services: Services, signed: Signed, asked: Opening) -> Opened:
    """For a day, and its officer and supervisors are told at once. To whoever is kept out there is no such case."""
    until = await run_in_threadpool(_break, services, signed, asked)
    key = f"{asked.case}:glass:{signed.staff.id}:{until.timestamp():.0f}"
    data = {"who": signed.staff.id, "reason": asked.reason}
    act = Act(key=key, action=GlassBroken.name, actor=PROCESS.id, data=data)
    await services.client.get_workflow_handle(asked.case).signal("report", act)
    return Opened(case=asked.case, until=until)


def _break(services: Services, signed: Signed, asked: Opening) -> datetime:
    who = signed.staff.id
    with transaction(services.engine) as session:
        case = case_of(session, asked.case)
        if case_access.kept_out(session, who, [asked.case]):
            raise no_such_case()
        if not restricted(case) or may_know_of(with_powers(session, services, signed), case):
            raise Problem(409, "OPEN_TO_YOU", "This case is open to you: no reason is needed")
        note(session, who, "glass-broken", asked.case, services.now())
        return case_access.break_glass(session, services.keys, asked.case, who, asked.reason, services.now())


def keep_out(services: Services, signed: Signed, ref: str, asked: Barring) -> None:
    """Where they have the case it is handed on within a minute, as when somebody leaves (rollcall.leaving); it is in
    none of their lists from now on. Raises Problem 404, 409 and 422.
    """
    with transaction(services.engine) as session:
        case_of(session, ref)
        if not roster(session, services.today).active(asked.person):
            fault = FieldFault(field="person", message="Nobody of this name works here")
            raise Problem(422, "INVALID", "Some answers need correcting", errors=[fault])
        if asked.person == signed.staff.id:
            raise Problem(409, "OWN", "Ask another supervisor to keep you out: you could not undo it")
        if not case_access.bar(
            session, services.keys, ref, asked.person, asked.reason, signed.staff.id, services.now()
        ):
            raise Problem(409, "KEPT_OUT", "This person is kept out already")
        wait_to_be_compared(session, ref)  # what was proposed to them is withdrawn, and asked of somebody else


def let_in(services: Services, signed: Signed, ref: str, person: str) -> None:
    """Raises Problem 404."""
    with transaction(services.engine) as session:
        if not case_access.end_bar(session, ref, person, signed.staff.id, services.now()):
            raise Problem(404, "NOT_KEPT_OUT", "This person is not kept out of this case")
        wait_to_be_compared(session, ref)


def access_view(services: Services, ref: str) -> AccessView:
    """Raises NoSuchCase."""
    with transaction(services.engine) as session:
        load_case(session, ref)
        people = roster(session, services.today).staff
        barred = case_access.barred_of(session, services.keys, ref)
        broken = case_access.broken_of(session, services.keys, ref)

    def name(who: str) -> str:
        return people[who].name if who in people else who

    return AccessView(
        case=ref,
        kept_out=[
            KeptOut(
                person=each.person,
                person_name=name(each.person),
                reason=each.reason,
                by=name(each.by),
                at=each.at,
                ended_at=each.ended_at,
            )
            for each in barred
        ],
        opened=[
            BrokenGlass(who=name(each.who), reason=each.reason, at=each.at, ends_at=each.ends_at) for each in broken
        ],
    )
