"""A case's chain of hashes, checked on the rows as they are stored, and what broke it in plain words.

The seal is taken over the stored JSON itself, not over what today's model reads from it: a model that has grown a field
since must not make an old entry look changed, and a field that no model knows must not go unseen.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.entry import GENESIS, canonical


@dataclass(frozen=True)
class StoredEntry:
    """A row of the journal: its columns, and the entry that was sealed."""

    case_ref: str
    seq: int
    key: str
    process: str
    action: str
    actor: str
    happened_on: date
    recorded_at: datetime
    hash: str
    entry: dict[str, Any]


def sealed(entry: dict[str, Any]) -> str:
    """The hash that the entry as stored should bear."""
    return hashlib.sha256(canonical({name: value for name, value in entry.items() if name != "hash"})).hexdigest()


def broken_chain(rows: Sequence[StoredEntry]) -> Iterator[str]:
    """What does not hold in the rows of one case, in the order of `seq`. A row added to or taken from the very end
    leaves a whole chain behind: that shows against the case file, which names the last entry by its hash.
    """
    prev, expected = GENESIS, 1
    for row in rows:
        entry = row.entry
        if row.seq > expected:
            missing = f"{expected} to {row.seq - 1} are" if row.seq - expected > 1 else f"{expected} is"
            yield f"entry {missing} missing from the journal"
        moved = entry.get("seq") != row.seq
        if entry.get("case") != row.case_ref:
            yield f"entry {row.seq} was recorded for another case"
        elif moved:
            yield f"entry {row.seq} was recorded as entry {entry.get('seq')}: entries were moved or inserted"
        if entry.get("hash") != sealed(entry):
            yield f"entry {row.seq} was changed after it was recorded"
        if entry.get("prev") != prev and row.seq == expected and not moved:
            yield f"entry {row.seq} was not recorded after the entry that now stands before it"
        if names := ", ".join(_columns_at_odds(row)):
            yield f"entry {row.seq}: its row says otherwise than what was sealed, in {names}"
        prev, expected = str(entry.get("hash")), row.seq + 1


def _columns_at_odds(row: StoredEntry) -> Iterator[str]:
    for name in ("key", "process", "action", "actor", "hash"):
        if row.entry.get(name) != getattr(row, name):
            yield name
    if row.entry.get("happened_on") != row.happened_on.isoformat():
        yield "happened_on"
    try:
        recorded_at = datetime.fromisoformat(str(row.entry.get("recorded_at")))
    except ValueError:
        yield "recorded_at"
    else:
        if recorded_at != row.recorded_at:
            yield "recorded_at"
