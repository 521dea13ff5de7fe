"""Bugs and outages on purpose: a recorder with a bug in it, and a line to the database that can be cut."""

import contextlib
import selectors
import shutil
import socket
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs, quote, urlsplit

from sqlmodel import Session

from activities.letter_desk import LetterDesk
from domain.actions.base import Action
from domain.facts import Facts
from records.recorder import Desk


class BrokenOnPurpose(Exception):
    """Stands for any bug: neither a refusal nor an outage."""


class BreakingDesk(LetterDesk):
    """The house's own desk, except that what it prepares for some actions fails, in the recorder's transaction."""

    def __init__(self, house_desk: LetterDesk, *actions: str) -> None:
        super().__init__(house_desk._authority, house_desk._channel, house_desk._confidence)
        self.actions = set(actions)
        self.broke = 0

    def desk(self, session: Session) -> Desk:
        whole = super().desk(session)

        def prepare(action: Action, facts: Facts, seq: int) -> dict[str, Any]:
            if action.name in self.actions:
                self.broke += 1
                raise BrokenOnPurpose(f"about {facts.case.child.name}")  # its words must reach nobody
            return whole.prepare(action, facts, seq)

        return replace(whole, prepare=prepare)


class Line:
    """A line to PostgreSQL through a socket of its own. Cut, it drops what is connected and answers nobody."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._server = Path(parse_qs(parts.query)["host"][0]) / ".s.PGSQL.5432"
        self._folder = Path(tempfile.mkdtemp(prefix="rollcall-line-"))
        self.url = f"{parts.scheme}://{parts.netloc}{parts.path}?host={quote(str(self._folder), safe='')}"
        self._socket = self._folder / ".s.PGSQL.5432"
        self._listening: socket.socket | None = None
        self._open: list[socket.socket] = []

    def __enter__(self) -> Self:
        self.mend()
        return self

    def __exit__(self, *_: object) -> None:
        self.cut()
        shutil.rmtree(self._folder, ignore_errors=True)

    def mend(self) -> None:
        self._socket.unlink(missing_ok=True)
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(self._socket))
        self._listening.listen(50)
        threading.Thread(target=self._accept, args=(self._listening,), daemon=True).start()

    def cut(self) -> None:
        if self._listening is not None:
            self._socket.unlink(missing_ok=True)
            _close(self._listening)
        while self._open:
            _close(self._open.pop())

    def _accept(self, listening: socket.socket) -> None:
        while True:
            try:
                caller, _ = listening.accept()
            except OSError:
                return
            called = socket.socket(socket.AF_UNIX)
            called.connect(str(self._server))
            self._open += [caller, called]
            threading.Thread(target=_carry, args=(caller, called), daemon=True).start()


def _carry(one: socket.socket, other: socket.socket) -> None:
    with contextlib.suppress(OSError, ValueError, KeyError), selectors.DefaultSelector() as waiting:
        waiting.register(one, selectors.EVENT_READ, other)
        waiting.register(other, selectors.EVENT_READ, one)
        for ready in _ready(waiting):
            heard = ready.recv(65536)
            if not heard:
                break
            waiting.get_key(ready).data.sendall(heard)
    _close(one)
    _close(other)


def _ready(waiting: selectors.BaseSelector) -> Iterator[socket.socket]:
    while True:
        for key, _ in waiting.select(1):
            assert isinstance(key.fileobj, socket.socket)
            yield key.fileobj


def _close(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
