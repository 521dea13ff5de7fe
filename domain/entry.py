"""One line of the journal, and the chain of hashes that shows a line changed, removed or moved."""

import hashlib
import json
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from domain.case_file import Task
from domain.clock import Clock
from domain.vocabulary import Risk

GENESIS = "0" * 64


class Consequences(BaseModel):
    """What followed from an action when it was recorded: worked out once, kept with the entry, never worked out again
    by a fold.
    """

    clocks: list[Clock] = []
    stop: list[str] = []
    tasks: list[Task] = []
    done: list[str] = []
    risk: Risk | None = None
    risk_why: str = ""
    prepared: dict[str, Any] = {}
    rules: list[str] = []


def together(*parts: Consequences) -> Consequences:
    """All of them as one; of several raised levels, the last."""
    risk = next((part for part in reversed(parts) if part.risk is not None), Consequences())
    return Consequences(
        clocks=[clock for part in parts for clock in part.clocks],
        stop=[name for part in parts for name in part.stop],
        tasks=[task for part in parts for task in part.tasks],
        done=[task for part in parts for task in part.done],
        risk=risk.risk,
        risk_why=risk.risk_why,
        prepared={name: value for part in parts for name, value in part.prepared.items()},
        rules=[rule for part in parts for rule in part.rules],
    )


class Entry(BaseModel):
    """`happened_on` is the day it happened; `recorded_at` the instant it was recorded. They differ when somebody
    writes it up later.
    """

    model_config = ConfigDict(frozen=True)

    case: str
    seq: int
    process: str
    action: str
    key: str
    actor: str
    role: str
    acting_for: str = ""
    data: dict[str, Any] = {}
    consequences: Consequences = Consequences()
    overrides: dict[str, str] = {}
    happened_on: date
    recorded_at: datetime
    prev: str = GENESIS
    hash: str = ""

    def sealed(self) -> str:
        """SHA-256 over the previous hash and this entry in canonical JSON (sorted keys, no spaces, UTF-8)."""
        body = self.model_dump(mode="json", exclude={"hash"})
        return hashlib.sha256(canonical(body)).hexdigest()

    def with_seal(self) -> "Entry":
        return self.model_copy(update={"hash": self.sealed()})


def canonical(value: Any) -> bytes:
    """One spelling for one value, so that equal things have equal hashes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def fingerprint(*parts: Any) -> str:
    """What an idempotency key is bound to."""
    return hashlib.sha256(canonical(list(parts))).hexdigest()


def broken_links(entries: list[Entry]) -> list[int]:
    """The sequence numbers at which a case's chain does not hold: a changed, missing, inserted or moved entry."""
    broken, prev = [], GENESIS
    for position, entry in enumerate(entries, start=1):
        if entry.seq != position or entry.prev != prev or entry.hash != entry.sealed():
            broken.append(entry.seq)
        prev = entry.hash
    return broken
