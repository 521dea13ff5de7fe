"""A key for each case, wrapped by a master key. What a destroyed key sealed stays sealed (DESIGN 4, Secrets)."""

import hashlib
import os
import threading
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session

from records.tables import CaseKeyRow

# A key that was destroyed is forgotten by every process within this many seconds.
_ASK_AGAIN = 300.0
_NONE: tuple[bytes | None, float] = (None, float("-inf"))
SERVICE = "service"  # what belongs to no case: schedules and sweeps
_MADE = "case keys made"  # what a session remembers of its own, wrapped as they are stored


class KeyGone(Exception):
    """There is no key of this name, or no master key opens it. The text names neither."""


def master_name(master: bytes) -> str:
    """A short name for a master key that tells nothing of it."""
    return hashlib.sha256(b"rollcall master " + master).hexdigest()[:16]


class CaseKeys:
    """Makes, opens and forgets case keys. Opening is cached in the process; making happens only when a case is
    opened.
    """

    def __init__(self, engine: Engine, masters: Sequence[bytes]) -> None:
        if not masters:
            raise ValueError("a master key is needed")
        self._engine = engine
        self._masters = {master_name(master): master for master in masters}
        self._current = master_name(masters[0])
        self._opened: dict[str, tuple[bytes, float]] = {}
        self._lock = threading.Lock()

    def make(self, session: Session, name: str, now: datetime) -> None:
        """A fresh key for a new case, in the caller's transaction."""
        self.make_all(session, [name], now)

    def make_all(self, session: Session, names: Sequence[str], now: datetime) -> None:
        """A fresh key for each of some new cases, in the caller's transaction."""
        rows = {name: self._fresh(name, now) for name in names}
        session.execute(CaseKeyRow.__table__.insert(), list(rows.values()))  # type: ignore[attr-defined]
        session.info.setdefault(_MADE, {}).update({name: CaseKeyRow(**row) for name, row in rows.items()})

    def ensure_service_key(self, session: Session, now: datetime) -> None:
        """Make it where there is none. Worker and API both do this at their start, and may do it at the same time."""
        session.execute(insert(CaseKeyRow).values(self._fresh(SERVICE, now)).on_conflict_do_nothing())

    def _fresh(self, name: str, now: datetime) -> dict[str, Any]:
        nonce = os.urandom(12)
        wrapped = nonce + AESGCM(self._masters[self._current]).encrypt(nonce, AESGCM.generate_key(256), name.encode())
        return {"case_ref": name, "wrapped": wrapped, "master": self._current, "made_at": now}

    def known(self, name: str) -> bytes | None:
        """The key if this process has opened it already, not long ago; asks nobody."""
        key, at = self._opened.get(name, _NONE)
        return key if time.monotonic() - at < _ASK_AGAIN else None

    def get(self, name: str) -> bytes:
        """The key of that name. Raises KeyGone."""
        if (known := self.known(name)) is not None:
            return known
        with Session(self._engine) as session:
            key = self._unwrap(session.get(CaseKeyRow, name))
        with self._lock:
            if len(self._opened) > 50_000:
                self._opened.clear()
            self._opened[name] = key, time.monotonic()
        return key

    def _unwrap(self, row: CaseKeyRow | None) -> bytes:
        if row is None or (master := self._masters.get(row.master)) is None:
            raise KeyGone
        try:
            return AESGCM(master).decrypt(row.wrapped[:12], row.wrapped[12:], row.case_ref.encode())
        except InvalidTag:
            raise KeyGone from None

    @staticmethod
    def _seal(key: bytes, name: str, clear: bytes) -> bytes:
        nonce = os.urandom(12)
        return nonce + AESGCM(key).encrypt(nonce, clear, name.encode())

    def forget(self, name: str) -> None:
        self._opened.pop(name, None)

    def seal(self, name: str, clear: bytes) -> bytes:
        return self._seal(self.get(name), name, clear)

    def seal_in(self, session: Session, name: str, clear: bytes) -> bytes:
        """Seal with a key made in this very transaction, which nobody else can see yet."""
        made = session.info.get(_MADE, {})
        return self._seal(self._unwrap(made.get(name) or session.get(CaseKeyRow, name)), name, clear)

    def open(self, name: str, sealed: bytes) -> bytes:
        """Raises KeyGone where the key is gone or the bytes were changed."""
        try:
            return AESGCM(self.get(name)).decrypt(sealed[:12], sealed[12:], name.encode())
        except InvalidTag:
            raise KeyGone from None
