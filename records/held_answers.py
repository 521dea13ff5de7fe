"""Answers to the public form, held for one hour after the last of them and then destroyed (PRACTICE 5.3).

They are sealed under a key that is made of the service's own and of the cookie. The cookie is stored nowhere, so nobody
but the browser that has it can have them opened: no officer, and nobody who reads the whole database. A browser that
forgets its cookie has destroyed them.
"""

import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from records.door_tables import HeldAnswersRow

HELD_FOR = timedelta(hours=1)


@dataclass(frozen=True)
class Holding:
    """One browser's answers. `key` is the service's own, of 32 bytes, used for nothing else."""

    key: bytes
    cookie: str

    @property
    def id_hash(self) -> str:
        return hashlib.sha256(b"rollcall held " + self.cookie.encode()).hexdigest()

    def seal(self, answers: dict[str, Any]) -> bytes:
        nonce = os.urandom(12)
        return nonce + self._cipher().encrypt(nonce, json.dumps(answers).encode(), self.id_hash.encode())

    def open(self, sealed: bytes) -> dict[str, Any] | None:
        """None where they were sealed for another cookie, by another key, or changed since."""
        try:
            return dict(json.loads(self._cipher().decrypt(sealed[:12], sealed[12:], self.id_hash.encode())))
        except (InvalidTag, ValueError):
            return None

    def _cipher(self) -> AESGCM:
        return AESGCM(hmac.digest(self.key, b"held " + self.cookie.encode(), hashlib.sha256))


def hold(session: Session, holding: Holding, answers: dict[str, Any], now: datetime) -> None:
    """Hold these, in place of what was held; for an hour from now."""
    row = {"id_hash": holding.id_hash, "sealed": holding.seal(answers), "expires_at": now + HELD_FOR}
    session.execute(insert(HeldAnswersRow).values(row).on_conflict_do_update(index_elements=["id_hash"], set_=row))


def held(session: Session, holding: Holding, now: datetime, *, lock: bool = False) -> dict[str, Any] | None:
    """What is held, if its hour is not over; else it is destroyed here and now. With `lock` nobody changes it before
    this transaction ends.
    """
    asked = select(HeldAnswersRow).where(HeldAnswersRow.id_hash == holding.id_hash)
    row = session.exec(asked.with_for_update() if lock else asked).first()
    if row is None:
        return None
    if row.expires_at <= now:
        session.delete(row)
        return None
    return holding.open(row.sealed)


def destroy(session: Session, holding: Holding) -> None:
    session.execute(delete(HeldAnswersRow).where(col(HeldAnswersRow.id_hash) == holding.id_hash))


def destroy_expired(session: Session, now: datetime) -> int:
    """Destroy whatever nobody came back for. Returns how many."""
    gone = session.execute(
        delete(HeldAnswersRow).where(col(HeldAnswersRow.expires_at) <= now).returning(col(HeldAnswersRow.id_hash))
    )
    return len(gone.all())
