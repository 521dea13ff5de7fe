"""What crosses the process: an act asked of it, the turn it took, and what stands open now."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel


class Act(BaseModel):
    """One action asked of a process. `key` makes it once: the same key again is the same act."""

    key: str
    action: str
    actor: str
    role: str = ""
    acting_for: str = ""
    data: dict[str, Any] = {}
    overrides: dict[str, str] = {}


class Turn(BaseModel):
    """What the recorder answers. `clocks` are all that run for this process, by name, with the instant each rings.

    `touched` names the other processes of the case whose clocks or place this act moved: they look again.
    `recorded` is False where a clock had moved on before it rang: nothing was written, and the clocks are right now.
    """

    seq: int = 0
    action: str = ""
    data: dict[str, Any] = {}
    prepared: dict[str, Any] = {}
    recorded_at: datetime | None = None
    clocks: dict[str, datetime] = {}
    recorded: bool = True
    touched: list[str] = []


class Place(BaseModel):
    """Where a process stands by the journal: read when it starts, and when another one has moved its clocks."""

    stage: str = ""
    clocks: dict[str, datetime] = {}
    seq: int = 0


class Receipt(BaseModel):
    """What a caller gets. `settled` is False where the process moved to a fresh run before publishing what is open."""

    key: str
    seq: int
    stage: str = ""
    open: list[str] = []
    settled: bool = True


class Standing(BaseModel):
    """What is open in a process now. Overwritten where the turn is newer; not a projection of the journal."""

    case: str
    process: str
    turn: int
    stage: str
    open: list[str]
    clocks: dict[str, datetime] = {}
    at: datetime
