"""What can be done with a case now, and what cannot and why: every action of the journey is on one list or other."""

from collections.abc import Container, Iterable
from datetime import date
from typing import Any

from pydantic import BaseModel, Field

from api.identity import Signed
from domain.actions import JOURNEY, STEPS, stages_of
from domain.actions.base import Action
from domain.facts import Facts
from domain.guards.dates import refused
from domain.verdict import Verdict


class OpenAction(BaseModel):
    """An action that is open now. `example` is accepted as it stands."""

    name: str
    label: str
    href: str
    topic: str
    help: str
    step: bool
    backward: bool = False
    action_schema: dict[str, Any] = Field(serialization_alias="schema")
    example: dict[str, Any]


class BlockedAction(BaseModel):
    """One that is not, and why; `from` where a day alone opens it, else `needs`."""

    name: str
    label: str
    topic: str
    code: str
    reason: str
    source: str
    override: bool
    opens_on: date | None = Field(default=None, serialization_alias="from", exclude_if=lambda day: day is None)
    needs: str | None = Field(default=None, exclude_if=lambda said: said is None)


def what_can_be_done(facts: Facts, signed: Signed, steps: set[str]) -> tuple[list[OpenAction], list[BlockedAction]]:
    """Every action of the journey, on one list or the other: what can be done now, and what cannot and why."""
    href, moving = f"/api/cases/{facts.case.ref}/actions", STEPS[facts.case.stage]
    return sorted_by_possibility(JOURNEY, facts, signed, steps, href=href, moving=moving)


def sorted_by_possibility(
    actions: Iterable[type[Action]],
    facts: Facts,
    signed: Signed,
    steps: set[str],
    *,
    href: str,
    moving: Container[type[Action]] = (),
) -> tuple[list[OpenAction], list[BlockedAction]]:
    """These actions of one process, on one list or the other. `steps` are what the process itself says is open;
    `moving` those that move it on.
    """
    opened: list[OpenAction] = []
    blocked: list[BlockedAction] = []
    for action in actions:
        if action.name not in steps:
            blocked.append(_blocked(action, not_yet(action)))
        elif not signed.staff.has(*action.roles):
            blocked.append(_blocked(action, _not_you(action)))
        elif verdict := next(iter(action.not_possible(facts)), None):
            blocked.append(_blocked(action, verdict))
        else:
            opened.append(_opened(action, facts, f"{href}/{action.name}", step=action in moving))
    return opened, blocked


def _opened(action: type[Action], facts: Facts, href: str, *, step: bool) -> OpenAction:
    return OpenAction(
        name=action.name,
        label=action.label,
        href=href,
        topic=action.topic,
        help=action.help,
        step=step,
        backward=action.backward,
        action_schema=schema_of(action),
        example=action.suggested(facts),
    )


_SCHEMAS: dict[str, dict[str, Any]] = {}


def schema_of(action: type[Action]) -> dict[str, Any]:
    if action.name not in _SCHEMAS:
        _SCHEMAS[action.name] = action.model_json_schema()
    return _SCHEMAS[action.name]


def _blocked(action: type[Action], verdict: Verdict) -> BlockedAction:
    said = verdict.public()
    return BlockedAction(
        name=action.name,
        label=action.label,
        topic=action.topic,
        code=verdict.code,
        reason=verdict.reason,
        source=str(said["source"]),
        override=verdict.overridable,
        opens_on=verdict.opens_on,
        needs=None if verdict.opens_on else str(said["needs"]),
    )


def not_yet(action: type[Action]) -> Verdict:
    stages = [stage.label for stage in stages_of(action)]
    if not stages:
        return refused("NOT_A_STEP", "This is not a step now", needs="an earlier step of the proceeding")
    where = ", ".join(stages[:-1]) + (" or " if len(stages) > 1 else "") + stages[-1]
    return refused("NOT_A_STEP", f"This is a step of: {where}", needs=f"the case to be in {where}")


def _not_you(action: type[Action]) -> Verdict:
    who = " or ".join(sorted(role.label.casefold() for role in action.roles))
    return refused("ROLE", f"This is for a {who}", needs=f"a {who}")
