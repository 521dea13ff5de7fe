"""The clock of a training world, how far it is moved at once, and the one who moves it at a time."""

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum

from activities.world_clock import WorldClock
from workflows.starting import TASK_QUEUE


class Step(StrEnum):
    DAY = "day"
    WEEK = "week"
    DUE = "due"
    TERM = "term"

    @property
    def label(self) -> str:
        return {
            Step.DAY: "One day on",
            Step.WEEK: "One week on",
            Step.DUE: "To the next thing due",
            Step.TERM: "One school term on",
        }[self]


@dataclass(frozen=True)
class TrainingWorld:
    clock: WorldClock
    queue: str = TASK_QUEUE  # of its worker
    one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)
