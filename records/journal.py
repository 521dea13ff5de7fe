"""Reading and writing the journal."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Session, col, select

from domain.entry import Entry
from records.tables import JournalRow

# Once the journal has an act, it is not kept for sending again. One statement: it is said for every act there is.
_WRITE = text(
    """with answered as (update receipt set waiting = null where act_key = :key and waiting is not null)
    insert into journal
        (case_ref, seq, key, fingerprint, process, action, actor, happened_on, recorded_at, hash, entry)
    values
        (:case_ref, :seq, :key, :fingerprint, :process, :action, :actor, :happened_on, :recorded_at, :hash, :entry)"""
).bindparams(bindparam("entry", type_=JSONB))


def write(session: Session, entry: Entry, bound_to: str) -> None:
    session.execute(_WRITE, _row(entry, bound_to))


def write_all(session: Session, entries: Iterable[tuple[Entry, str]]) -> None:
    """Entries of as many cases, each with what its key is bound to: at least one."""
    session.execute(_WRITE, [_row(entry, bound_to) for entry, bound_to in entries])


def _row(entry: Entry, bound_to: str) -> dict[str, Any]:
    return {
        "case_ref": entry.case,
        "seq": entry.seq,
        "key": entry.key,
        "fingerprint": bound_to,
        "process": entry.process,
        "action": entry.action,
        "actor": entry.actor,
        "happened_on": entry.happened_on,
        "recorded_at": entry.recorded_at,
        "hash": entry.hash,
        "entry": entry.model_dump(mode="json"),
    }


def entries_of(session: Session, ref: str) -> list[Entry]:
    """The whole journal of a case, in order."""
    rows = session.exec(select(JournalRow.entry).where(JournalRow.case_ref == ref).order_by(col(JournalRow.seq)))
    return [Entry.model_validate(entry) for entry in rows]


def entry_by_key(session: Session, key: str) -> tuple[Entry, str] | None:
    """The entry that this key recorded, with what the key is bound to."""
    row = session.exec(select(JournalRow.entry, JournalRow.fingerprint).where(JournalRow.key == key)).first()
    return (Entry.model_validate(row[0]), row[1]) if row else None


def keys_in_use(session: Session, keys: Sequence[str]) -> frozenset[str]:
    """Those of these keys that have recorded an entry."""
    return frozenset(session.exec(select(JournalRow.key).where(col(JournalRow.key).in_(keys))))
