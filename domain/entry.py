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
