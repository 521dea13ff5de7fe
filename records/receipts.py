"""Idempotency keys: what each is bound to, what is still to be sent, and how it was refused."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text, update
from sqlmodel import Session, col, select

from domain.act import Act
from records.recorder import NoSuchCase, act_fingerprint
from records.tables import JournalRow, ReceiptRow


@dataclass(frozen=True)
class Bound:
    """A key that belongs to this very act; `refusal` is how it was refused before, if it was."""

    refusal: dict[str, Any] | None = None


# In one statement: who erases a case at this moment leaves no receipt for it behind.
_BIND = text(
    """insert into receipt (person, key, act_key, case_ref, process, action, fingerprint, asked_at, waiting)
       select :person, :key, :act_key, ref, :process, :action, :fingerprint, :asked_at, :waiting
       from case_file where ref = :ref on conflict do nothing returning true"""
)


def bind(
    session: Session, *, person: str, key: str, process: str, act: Act, sealed: bytes, now: datetime
) -> Bound | None:
    """Bind a person's key to an act, or find it bound to the same one. None where it is bound to another. Raises
    NoSuchCase.
    """
    bound_to = act_fingerprint(act, process)
    row = {
        "person": person,
        "key": key,
        "act_key": act.key,
        "ref": process.split("/")[0],
        "process": process,
        "action": act.action,
        "fingerprint": bound_to,
        "asked_at": now,
        "waiting": sealed,
    }
    if session.execute(_BIND, row).first() is not None:
        return Bound()
    known = session.get(ReceiptRow, (person, key))
    if known is None:
        raise NoSuchCase
    return Bound(known.refusal) if known.fingerprint == bound_to else None


def refuse(session: Session, person: str, key: str, refusal: dict[str, Any]) -> None:
    _answered(session, person, key, refusal)


def refuse_unheard(session: Session, person: str, key: str, refusal: dict[str, Any]) -> None:
    """Refused after its caller had stopped waiting: the act stays, sealed, so that they are shown what they typed."""
    known = (col(ReceiptRow.person) == person, col(ReceiptRow.key) == key)
    session.execute(update(ReceiptRow).where(*known).values(refusal=refusal))


def forget(session: Session, person: str, key: str) -> None:
    """It is recorded: the journal has it, so what was kept for sending again is dropped."""
    _answered(session, person, key, None)


def _answered(session: Session, person: str, key: str, refusal: dict[str, Any] | None) -> None:
    known = (col(ReceiptRow.person) == person, col(ReceiptRow.key) == key)
    session.execute(update(ReceiptRow).where(*known).values(waiting=None, refusal=refusal))


def receipt_of(session: Session, person: str, key: str) -> ReceiptRow | None:
    return session.get(ReceiptRow, (person, key))


def recorded_as(session: Session, act_key: str) -> int | None:
    """The entry that an act became."""
    return session.exec(select(JournalRow.seq).where(JournalRow.key == act_key)).first()


def still_waiting(session: Session, now: datetime, *, older_than: timedelta, most: int = 50) -> list[ReceiptRow]:
    """Acts that were asked and never answered, oldest first: to be sent again."""
    unanswered = (col(ReceiptRow.waiting).is_not(None), col(ReceiptRow.refusal).is_(None))
    waiting = select(ReceiptRow).where(*unanswered, ReceiptRow.asked_at < now - older_than)
    return list(session.exec(waiting.order_by(col(ReceiptRow.asked_at)).limit(most)))
