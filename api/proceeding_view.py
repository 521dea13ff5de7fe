"""A proceeding of a case as it is shown: where it stands, what can be done now, what cannot and why, its clocks."""

from dataclasses import replace
from datetime import date
from typing import Any

from pydantic import BaseModel

from api.clock_view import ClockView, clock_view
from api.identity import Signed
from api.open_actions import BlockedAction, OpenAction, sorted_by_possibility
from domain.access_story import access_story
from domain.actions.charging import each_offence
from domain.actions.of_proceedings import STAGES, STEPS, actions_of, stage_label
from domain.charge_story import charge_story
from domain.clock import ClockState
from domain.facts import Facts
from domain.order_story import story
from domain.police_story import police_story
from domain.proceedings import (
    AnyProceeding,
    AttendanceOrder,
    PoliceReferral,
    Prosecution,
    SubjectAccess,
    SupervisionOrder,
)
from domain.proceedings.base import Reached
from domain.supervision_story import supervision_story


class ProceedingView(BaseModel):
    """`state` is what has happened in it so far, field by field as its kind has them; `story` the same in dated
    sentences, `stage_label` where it stands, or how it ended, in words. `offences`: what stands in the way of
    each offence of a prosecution that has not begun.
    """

    name: str
    kind: str
    kind_label: str
    person_id: str
    stage: str
    stage_label: str
    story: list[str]
    offences: dict[str, list[dict[str, object]]]
    reached: list[Reached]
    opened_on: date | None
    ended_on: date | None
    outcome: str
    state: dict[str, Any]
    actions: list[OpenAction]
    blocked: list[BlockedAction]
    deadlines: list[ClockView]


def proceeding_view(
    facts: Facts, signed: Signed, proceeding: AnyProceeding, published: list[str] | None
) -> ProceedingView:
    """`published` is what its process says is open; None where it has said nothing yet."""
    case = facts.case
    process = f"{case.ref}/{proceeding.name}"
    steps = set(published) if published is not None else _open_by_stage(proceeding)
    opened, blocked = sorted_by_possibility(
        actions_of(proceeding.kind),
        replace(facts, process=process),
        signed,
        steps if proceeding.open else set(),
        href=f"/api/cases/{case.ref}/proceedings/{proceeding.name}/actions",
        moving=STEPS[proceeding.kind].get(proceeding.stage, ()),
    )
    alive = (ClockState.RUNNING, ClockState.PAUSED)
    clocks = sorted((c for c in case.clocks if c.process == process and c.state in alive), key=lambda c: c.last_day)
    return ProceedingView(
        name=proceeding.name,
        kind=proceeding.kind,
        kind_label=proceeding.kind.label,
        person_id=proceeding.person_id,
        stage=proceeding.stage,
        stage_label=stage_label(proceeding.kind, proceeding.stage if proceeding.open else proceeding.outcome),
        story=_story(facts, proceeding),
        reached=proceeding.reached,
        offences=_offences(facts, proceeding),
        opened_on=proceeding.opened_on,
        ended_on=proceeding.ended_on,
        outcome=proceeding.outcome,
        state=proceeding.model_dump(mode="json"),
        actions=opened,
        blocked=blocked,
        deadlines=[clock_view(clock) for clock in clocks],
    )


def _story(facts: Facts, proceeding: AnyProceeding) -> list[str]:
    match proceeding:
        case AttendanceOrder():
            return story(facts, proceeding)
        case SupervisionOrder():
            return supervision_story(facts, proceeding)
        case PoliceReferral():
            return police_story(proceeding)
        case SubjectAccess():
            return access_story(proceeding)
    return charge_story(facts, proceeding)


def _offences(facts: Facts, proceeding: AnyProceeding) -> dict[str, list[dict[str, object]]]:
    """Of a prosecution that has not begun: each offence in words, and what stands in its way."""
    if not isinstance(proceeding, Prosecution) or proceeding.instituted_at is not None or not proceeding.open:
        return {}
    found = each_offence(facts, proceeding)
    return {offence.label: [verdict.public() for verdict in verdicts] for offence, verdicts in found.items()}


def _open_by_stage(proceeding: AnyProceeding) -> set[str]:
    return {action.name for action in STAGES.get(proceeding.kind, {}).get(proceeding.stage, ())}
