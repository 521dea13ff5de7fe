"""The data folder of embedded services: who uses it now, where they are, what is remembered between runs."""

import contextlib
import fcntl
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, Field

from rollcall.clear_line import ClearLine


class Child(BaseModel):
    """A service's process: its number and, since numbers are used again, when it began (seconds since the epoch)."""

    pid: int
    started: float


class Running(BaseModel):
    """What runs on a data folder, for commands beside it and for the next start after a kill."""

    supervisor: int
    page: str
    database_url: str | None = None
    temporal_address: str | None = None
    sockets: Path | None = None
    children: dict[str, Child] = Field(default_factory=dict)


class DataFolder:
    """One folder that one supervisor at a time may use."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.postgres = self.path / "postgres"
        self.temporal = self.path / "temporal"
        self.logs = self.path / "logs"
        self._running = self.path / "running.json"
        self._ports = self.path / "ports.json"

    def make(self) -> Self:
        """Make the folder. As root others may pass through, not look: PostgreSQL, as another user, has a folder in it.

        Raises ClearLine where the folder cannot be made or written.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o711 if os.geteuid() == 0 else 0o700)
            self.logs.mkdir(exist_ok=True, mode=0o700)
        except OSError as problem:
            raise ClearLine(f"ROLLCALL_DATA_DIR {self.path} cannot be used: {problem.strerror}") from None
        return self

    @contextlib.contextmanager
    def claim(self) -> Iterator[None]:
        """Hold the folder until the block ends, or this process does, however it ends.

        Raises ClearLine where another supervisor holds it.
        """
        with (self.path / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                running = self.read()
                where = f" at {running.page} (process {running.supervisor})" if running else ""
                raise ClearLine(f"Rollcall already runs on {self.path}{where}") from None
            yield

    def in_use(self) -> bool:
        """Whether a supervisor holds the folder now."""
        try:
            with (self.path / "lock").open() as lock:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        return False

    def read(self) -> Running | None:
        """What the last supervisor wrote down and, where it was killed, could not take back."""
        try:
            return Running.model_validate_json(self._running.read_text())
        except (OSError, ValueError):
            return None

    def write(self, running: Running) -> None:
        _replace(self._running, running.model_dump_json(indent=1))

    def clear(self) -> None:
        self._running.unlink(missing_ok=True)

    def remembered_port(self, service: str) -> int | None:
        port = self._read_ports().get(service)
        return port if isinstance(port, int) else None

    def remember_port(self, service: str, port: int) -> None:
        _replace(self._ports, json.dumps(self._read_ports() | {service: port}))

    @property
    def has_demo(self) -> bool:
        """Whether the demo authority was loaded into this folder's database once."""
        return (self.path / "demo-loaded").exists()

    def note_demo(self) -> None:
        (self.path / "demo-loaded").touch()

    def log(self, service: str) -> Path:
        """The log of a service. One grown past 10 MB is set aside, and the one set aside before it is dropped."""
        file = self.logs / f"{service}.log"
        with contextlib.suppress(OSError):
            if file.stat().st_size > 10_000_000:
                file.replace(file.with_suffix(".old.log"))
        return file

    def _read_ports(self) -> dict[str, Any]:
        try:
            ports = json.loads(self._ports.read_text())
        except (OSError, ValueError):
            return {}
        return ports if isinstance(ports, dict) else {}


def _replace(file: Path, text: str) -> None:
    descriptor, made = tempfile.mkstemp(dir=file.parent, prefix=f"{file.name}.")
    with os.fdopen(descriptor, "w") as out:
        out.write(text)
    Path(made).replace(file)
