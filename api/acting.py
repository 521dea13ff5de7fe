"""An action on its way through the three gates: the person here, the step in the process, the law in the recorder.

What is asked is first kept in PostgreSQL under its key. So nothing is lost where the engine is slow or down: the caller
gets a receipt, the worker sends it again, and the process and the journal take the same key only once.
"""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from fastapi.concurrency import run_in_threadpool
from pydantic import ValidationError
from sqlmodel import Session

from api.identity import Signed
from api.problems import FieldFault, Problem, invalid
from api.reading import unstorable
from api.services import Services
from api.uploads import stored_as_said
from domain.act import Act, Receipt
from domain.actions import JOURNEY
from domain.actions.base import Action
from domain.actions.of_proceedings import actions_of
from domain.actions.statements import StatementAction, StatementDrafted
from domain.actions.work import CaseAssigned, DocumentFiled
from domain.case_file import CaseFile
from domain.entry import fingerprint
from domain.proceedings import ProceedingKind
from domain.protecting import blanked, protected_values
from records.database import transaction
from records.keys import KeyGone
from records.receipts import Bound, bind, refuse
from records.recorder import NoSuchCase, load_case
from records.team_work import acting_for_owner
from workflows.asking import NotAnswered, Refusal, ask

_IN_OWN_NAME = (CaseAssigned, StatementDrafted, StatementAction)
_BY_NAME = {action.name: action for action in JOURNEY}
_IN_PROCEEDINGS = {kind: {action.name: action for action in actions_of(kind)} for kind in ProceedingKind}


@dataclass(frozen=True)
class Outcome:
    """`receipt` is None while the answer is outstanding."""

    key: str
    receipt: Receipt | None = None
    data: dict[str, Any] = field(default_factory=dict)


def action_named(name: str) -> type[Action]:
    """Raises Problem 404 for a name that is no action of the journey."""
    try:
        return _BY_NAME[name]
    except KeyError:
        raise Problem(404, "UNKNOWN_ACTION", "There is no action of this name") from None


def action_of(kind: ProceedingKind, name: str) -> type[Action]:
    """Raises Problem 404 for a name that is no action of that kind of proceeding."""
    try:
        return _IN_PROCEEDINGS[kind][name]
    except KeyError:
        raise Problem(404, "UNKNOWN_ACTION", "There is no action of this name in this proceeding") from None


def filled_in(action: type[Action], body: dict[str, Any]) -> Action:
    """The form, filled in. Raises Problem 422 naming each field that needs correcting."""
    if faults := unstorable(body):
        raise Problem(422, "INVALID", "Some answers need correcting", errors=faults)
    try:
        return action.model_validate(body)
    except ValidationError as wrong:
        raise invalid(wrong.errors(include_url=False, include_input=False)) from None


async def perform(
    services: Services,
    signed: Signed,
    ref: str,
    name: str,
    body: dict[str, Any],
    key: str,
    overrides: dict[str, str] | None = None,
    proceeding: str = "",
) -> Outcome:
    """Do an action once, in the journey or in a proceeding of it. Raises Problem where it is refused; an Outcome
    without a receipt is still under way.
    """
    process = f"{ref}/{proceeding}" if proceeding else ref
    action = await run_in_threadpool(_action, services, ref, proceeding, name) if proceeding else action_named(name)
    if not signed.staff.has(*action.roles):
        raise not_for(action)
    filled_in(action, body)
    act = Act(
        key=act_key(signed, key),
        action=name,
        actor=signed.staff.id,
        role=signed.role,
        data=body,
        overrides=overrides or {},
    )
    act, known = await run_in_threadpool(_bind, services, signed, ref, process, act, action, key)
    if known.refusal is not None:
        raise refused_problem(await run_in_threadpool(_without_protected, services, ref, Refusal(**known.refusal)))
    try:
        async with asyncio.timeout(services.answer_within):
            receipt = await ask(services.client, process, act)
    except (TimeoutError, NotAnswered):
        return Outcome(key)
    except Refusal as refusal:
        await run_in_threadpool(_refuse, services, signed, key, refusal)
        raise refused_problem(await run_in_threadpool(_without_protected, services, ref, refusal)) from None
    return Outcome(key, receipt)


def act_key(signed: Signed, key: str) -> str:
    """Keys of different people never meet; what a caller chose as a key is not shown to the engine."""
    return fingerprint(signed.staff.id, key)[:40]


def _action(services: Services, ref: str, proceeding: str, name: str) -> type[Action]:
    with transaction(services.engine) as session:
        found = case_of(session, ref).proceeding(proceeding)
    if found is None:
        raise Problem(404, "NO_SUCH_PROCEEDING", "No proceeding of this name is on this case")
    return action_of(found.kind, name)


def _acting_for(session: Session, services: Services, signed: Signed, ref: str, action: type[Action]) -> str:
    """The officer of the case, where this person acts for them today: it stands in the journal beside their own name.
    Taking the case over is no act for somebody else, nor is a witness's own statement.
    """
    if issubclass(action, _IN_OWN_NAME):
        return ""
    return acting_for_owner(session, signed.staff.id, ref, services.today)


def _bind(
    services: Services, signed: Signed, ref: str, process: str, act: Act, action: type[Action], key: str
) -> tuple[Act, Bound]:
    """The act with whom it is done for, and its key bound to it."""
    try:
        services.keys.get(ref)  # now: it may need a connection of its own, and below one is held already
    except KeyGone:
        raise no_such_case() from None
    with transaction(services.engine) as session:
        act = act.model_copy(update={"acting_for": _acting_for(session, services, signed, ref, action)})
        sealed = services.keys.seal(ref, act.model_dump_json().encode())
        if act.action == DocumentFiled.name:
            stored_as_said(session, act.data)
        try:
            bound = bind(
                session, person=signed.staff.id, key=key, process=process, act=act, sealed=sealed, now=services.now()
            )
        except NoSuchCase:
            raise no_such_case() from None
    if bound is None:
        raise Problem(409, "KEY_REUSED", "This Idempotency-Key was used for something else: use a new one")
    return act, bound


def _refuse(services: Services, signed: Signed, key: str, refusal: Refusal) -> None:
    with transaction(services.engine) as session:
        refuse(session, signed.staff.id, key, refusal.as_stored())


def _without_protected(services: Services, ref: str, refusal: Refusal) -> Refusal:
    """A reason may name a school or quote what was typed: of a protected case it does not."""
    with transaction(services.engine) as session:
        hidden = protected_values(load_case(session, ref))
    return Refusal(refusal.code, blanked(refusal.verdicts, hidden), refusal.open)


def not_for(action: type[Action]) -> Problem:
    return Problem(403, "ROLE", f"“{action.label}” is for {_who(action)}")


def case_of(session: Session, ref: str, *, lock: bool = False) -> CaseFile:
    """The case as it stands, with `lock` until the transaction ends. Raises Problem 404."""
    try:
        return load_case(session, ref, lock=lock)
    except NoSuchCase:
        raise no_such_case() from None


def no_such_case() -> Problem:
    return Problem(404, "NO_SUCH_CASE", "There is no case of this reference")


def refused_problem(refusal: Refusal) -> Problem:
    """What the caller is told: the step that it is no more, the verdicts, or that something broke."""
    match refusal.code:
        case "NOT_A_STEP":
            return Problem(
                409,
                "NOT_A_STEP",
                "This is not a step of the case now: look at what has changed",
                now={"open": refusal.open},
            )
        case "REFUSED":
            first = refusal.verdicts[0]
            named = {str(each["field"]): str(each["reason"]) for each in reversed(refusal.verdicts) if "field" in each}
            faults = [FieldFault(field=field, message=reason) for field, reason in reversed(named.items())]
            return Problem(409, str(first["code"]), str(first["reason"]), verdicts=refusal.verdicts, errors=faults)
        case "KEY_REUSED":
            return Problem(409, "KEY_REUSED", "This Idempotency-Key was used for something else: use a new one")
        case "NO_SUCH_CASE" | "CASE_GONE":
            return no_such_case()
    return Problem(500, "FAULT", "Something went wrong on our side and nothing was recorded. It has been noted")


def _who(action: type[Action]) -> str:
    return " or ".join(sorted(f"a {role.label.casefold()}" for role in action.roles)) or "nobody"
