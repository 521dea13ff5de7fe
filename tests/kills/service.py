"""A whole Rollcall to kill parts of: spoken to through HTTP, looked into through its database."""

import contextlib
import json
import os
import signal
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import psutil
import psycopg

from rollcall import verifying
from rollcall.settings import Environment, Settings
from rollcall.wiring import House
from tests.rollcall.running import HEAL_WITHIN, Up, eventually, up

SETTLED_WITHIN = 45.0  # seconds; a promised act is sent again after 8 s, and by then a server may just have started
MOTHER = {
    "name": "Ms R Example",
    "relation": "mother",
    "address": {"lines": ["1 Fixture Road", "Sampleton"], "postcode": "BA1 1AA"},
}
REFERRAL = {
    "channel": "school",
    "owner": "officer",
    "child": {"given": "Kai", "surname": "Example", "date_of_birth": "2017-03-04", "school": "800/2001"},
    "adults": [MOTHER],
}


@dataclass
class Service(contextlib.ExitStack):
    """One data folder, and the Rollcall that runs on it now. What was started is stopped when the block ends."""

    data: Path
    settings: dict[str, str]
    up: Up = field(init=False)

    def __post_init__(self) -> None:
        super().__init__()

    def start(self) -> None:
        """On the same port as before, where it ran before."""
        port = self.up.port if hasattr(self, "up") else None
        self.up = self.enter_context(up(self.data, port, **self.settings))

    def kill_supervisor(self) -> None:
        """And wait until all that it started has ended too."""
        self.up.process.kill()
        self.up.process.wait()
        eventually(lambda: self.up.leftovers() == [], 20, "every child ended with its supervisor")

    # Through HTTP

    def client(self, who: str = "officer") -> httpx.Client:
        return httpx.Client(
            base_url=f"http://127.0.0.1:{self.up.port}", headers={"Authorization": f"Bearer dev-{who}"}, timeout=30
        )

    def get(self, path: str) -> httpx.Response:
        with self.client() as client:
            return client.get(path)

    def post(self, path: str, body: dict[str, Any], key: str | None = None, who: str = "officer") -> httpx.Response:
        with self.client(who) as client:
            return client.post(path, json=body, headers={"Idempotency-Key": key or uuid.uuid4().hex})

    def refer(self) -> str:
        answer = self.post("/api/referrals", REFERRAL)
        assert (answer.status_code, answer.json().get("started")) == (201, True), answer.text
        return str(answer.json()["reference"])

    def do(self, ref: str, action: str, who: str = "officer", key: str | None = None, **form: Any) -> dict[str, Any]:
        answer = self.post(f"/api/cases/{ref}/actions/{action}", form, key, who)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def receipt(self, key: str) -> dict[str, Any]:
        answer = self.get(f"/api/receipts/{key}")
        return dict(answer.json()) if answer.status_code == 200 else {"status": "no answer"}

    # Its processes

    def kill(self, name: str) -> None:
        os.kill(self.up.child(name).pid, signal.SIGKILL)

    @contextlib.contextmanager
    def down(self, name: str) -> Iterator[None]:
        """A child that is gone, and nobody there to start it again until the block ends."""
        before = self.up.child(name)
        self.up.process.send_signal(signal.SIGSTOP)
        try:
            os.kill(before.pid, signal.SIGKILL)
            process = psutil.Process(before.pid)
            eventually(lambda: process.status() == psutil.STATUS_ZOMBIE, 10, f"{name} is dead")
            yield
        finally:
            self.up.process.send_signal(signal.SIGCONT)
        eventually(lambda: self.up.child(name) != before, HEAL_WITHIN, f"{name} again")
        self.ready()

    def ready(self) -> None:
        """Until every server is asked and answers."""
        eventually(self._ready, HEAL_WITHIN, "ready again")

    def _ready(self) -> bool:
        with contextlib.suppress(httpx.HTTPError):
            return self.get("/readyz").status_code == 200
        return False

    # Beside it

    @property
    def house(self) -> House:
        running = self.up.running
        return House(
            Settings(
                env=Environment.DEVELOPMENT,
                data_dir=self.data,
                database_url=running.database_url,
                temporal_address=running.temporal_address,
            )
        )

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.up.database_url) as connection:
            return connection.execute(query, values).fetchall()

    def entries(self, ref: str) -> list[tuple[str, dict[str, Any]]]:
        """Action and form of each entry of a case, in order."""
        return self.rows("select action, entry -> 'data' from journal where case_ref = %s order by seq", ref)

    def clocks(self) -> dict[str, dict[str, datetime]]:
        """What every process waits for, and when it rings."""
        rows = self.rows("select process, clocks from standing")
        return {process: {name: datetime.fromisoformat(at) for name, at in clocks.items()} for process, clocks in rows}

    def agrees(self) -> None:
        """`rollcall verify` finds nothing."""
        report = verifying.run(self.house.settings)
        assert report.ok, json.dumps(list(report.lines()), indent=1)
        assert report.cases > 0
