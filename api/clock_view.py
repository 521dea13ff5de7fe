"""A running clock as it is shown: its last day, where it comes from, and every day counted or skipped."""

from datetime import date
from typing import Any

from pydantic import BaseModel

from domain.clock import Clock


class ClockView(BaseModel):
    name: str
    label: str
    state: str
    rule: str
    kind: str
    source: str
    start: date
    last_day: date
    next_step_from: date | None
    pausable: bool
    extended: bool
    days: list[dict[str, Any]]
    explanation: list[str]


def clock_view(clock: Clock) -> ClockView:
    deadline = clock.deadline
    return ClockView(
        name=clock.name,
        label=clock.label,
        state=clock.state,
        rule=deadline.rule,
        kind=clock.kind,
        source=deadline.source.words,
        start=deadline.start,
        last_day=deadline.last_day,
        next_step_from=deadline.next_step_from,
        pausable=clock.pausable,
        extended=clock.extended,
        days=[stretch.model_dump(mode="json") for stretch in deadline.stretches],
        explanation=deadline.explanation,
    )
