"""A Rollcall of the test's own: `rollcall up` as a process, on a folder of its own."""

import contextlib
import http.client
import os
import queue
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil

from rollcall.data_folder import Child, DataFolder, Running

CHECKOUT = Path(__file__).resolve().parents[2]
START_WITHIN = 60.0
HEAL_WITHIN = 30.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(data: Path, port: int, **more: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ROLLCALL_")}
    ours = {"ENV": "development", "DATA_DIR": str(data), "PORT": str(port), "DEMO_USERS": "false"} | more
    return clean | {f"ROLLCALL_{name}": value for name, value in ours.items()}


def rollcall(*words: str, env: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """One command, run to its end."""
    command = [sys.executable, "-m", "rollcall", *words]
    return subprocess.run(command, cwd=CHECKOUT, env=env, capture_output=True, text=True, timeout=60, check=False)


def eventually(true: Callable[[], bool], within: float, what: str) -> None:
    deadline = time.monotonic() + within
    while not true():
        assert time.monotonic() < deadline, f"not within {within:.0f} s: {what}"
        time.sleep(0.05)


class Up:
    def __init__(self, data: Path, port: int | None = None, command: str = "up", **settings: str) -> None:
        self.data = data
        self.folder = DataFolder(data)
        self.port = port or free_port()
        self.env = environment(data, self.port, **settings)
        self.lines: list[str] = []
        self._heard: queue.Queue[str | None] = queue.Queue()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "rollcall", command],
            cwd=CHECKOUT,
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            self._heard.put(line.rstrip())
        self._heard.put(None)

    def wait_for(self, words: str, within: float = START_WITHIN) -> str:
        deadline = time.monotonic() + within
        while True:
            try:
                line = self._heard.get(timeout=max(0.01, deadline - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"no {words!r} in {within:.0f} s: {self.lines}") from None
            assert line is not None, f"it ended without {words!r}: {self.lines}"
            if words in line:
                return line

    @property
    def running(self) -> Running:
        running = self.folder.read()
        assert running is not None
        return running

    def child(self, name: str) -> Child:
        return self.running.children[name]

    @property
    def database_url(self) -> str:
        url = self.running.database_url
        assert url is not None
        return url

    def page_answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def leftovers(self) -> list[str]:
        """Every process, but this test's, that works on the folder."""
        found = []
        for process in psutil.process_iter():
            if process.pid == os.getpid() or process.pid == self.process.pid:
                continue
            with contextlib.suppress(psutil.Error):
                if process.status() == psutil.STATUS_ZOMBIE:
                    continue
                inside = str(self.data) in (process.cwd(), process.environ().get("ROLLCALL_DATA_DIR"))
                if inside or str(self.data) in " ".join([process.cwd(), *process.cmdline()]):
                    found.append(f"{process.pid} {process.name()}")
        return found


@contextlib.contextmanager
def up(data: Path, port: int | None = None, command: str = "up", **settings: str) -> Iterator[Up]:
    """A started Rollcall, ready; killed when the block ends, if it still runs."""
    started = Up(data, port, command, **settings)
    try:
        started.wait_for("ready after")
        yield started
    finally:
        if started.process.poll() is None:
            started.process.send_signal(signal.SIGTERM)
            try:
                started.process.wait(30)
            except subprocess.TimeoutExpired:
                started.process.kill()
                started.process.wait()
        left = started.folder.read()
        if left is not None and left.sockets is not None:  # killed in the test, and not started again
            shutil.rmtree(left.sockets, ignore_errors=True)
