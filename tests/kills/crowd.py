"""Officers who all act at once and go on whatever happens, each with a key for each act, as a browser would."""

import threading
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Self

import httpx

from tests.kills.service import SETTLED_WITHIN, Service
from tests.rollcall.running import HEAL_WITHIN, eventually


@dataclass
class Crowd:
    """Eight officers on four cases, so that two act on each. Use as a context manager; they go on until it ends."""

    service: Service
    refs: list[str]
    officers: int = 8
    asked: dict[str, str] = field(default_factory=dict)  # key -> case
    answered: Counter[int] = field(default_factory=Counter)  # by status; 0 is a broken line
    promised: set[str] = field(default_factory=set)  # the keys of those answered 202
    wrong: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._act, args=(number,)) for number in range(self.officers)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        for thread in self._threads:
            thread.join()

    def recorded(self, more: int) -> None:
        """Until that many more acts have been answered as recorded."""
        before = self.answered[200]
        eventually(lambda: self.answered[200] >= before + more or bool(self.wrong), HEAL_WITHIN, "acts answered")
        assert self.wrong == []

    def _act(self, number: int) -> None:
        ref, count = self.refs[number % len(self.refs)], 0
        with self.service.client() as client:
            while not self.over.is_set():
                count += 1
                self._once(client, ref, f"{number}-{count}-{uuid.uuid4().hex}")

    def _once(self, client: httpx.Client, ref: str, key: str) -> None:
        """One act, asked again under its key until somebody has answered for it."""
        with self._lock:
            self.asked[key] = ref
        while True:
            status, said = self._ask(client, ref, key)
            with self._lock:
                self.answered[status] += 1
                if status == 202:
                    self.promised.add(key)
                elif status not in (0, 200, 503):
                    self.wrong.append(f"{status} {said}")
            if status not in (0, 503):
                return
            threading.Event().wait(0.05)

    def _ask(self, client: httpx.Client, ref: str, key: str) -> tuple[int, str]:
        try:
            answer = client.post(
                f"/api/cases/{ref}/actions/add-note", json={"note": key}, headers={"Idempotency-Key": key}
            )
        except httpx.TransportError:
            return 0, ""
        return answer.status_code, answer.text

    def each_exactly_once(self) -> None:
        """Every act that was answered for stands in the journal once; no receipt stays pending."""
        assert self.wrong == []
        eventually(lambda: not self._pending(), SETTLED_WITHIN, "every receipt has become an answer")
        assert {self.service.receipt(key)["status"] for key in self.promised} <= {"recorded"}
        written = Counter(
            form["note"] for ref in self.refs for action, form in self.service.entries(ref) if action == "add-note"
        )
        mine = {key: written[key] for key in self.asked}
        assert mine == dict.fromkeys(self.asked, 1)

    def _pending(self) -> list[str]:
        waiting = self.service.rows(
            "select key from receipt where waiting is not null and key = any(%s)", [*self.asked]
        )
        promised = [key for key in self.promised if self.service.receipt(key)["status"] not in ("recorded", "refused")]
        return [*promised, *(key for (key,) in waiting)]
