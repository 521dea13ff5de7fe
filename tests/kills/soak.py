"""`make soak`: children killed at random, again and again, while officers act on many journeys and letters leave.

    .venv/bin/python -m tests.kills.soak --kills 10000 --journeys 1000 --minutes 600

It stops by itself at whichever comes first, and then says what it looks for: acts lost or doubled, letters sent twice,
chains that do not hold.
"""

import argparse
import random
import shutil
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.fake_notify import API_KEY, FakeNotify
from tests.kills.crowd import Crowd
from tests.kills.service import Service
from tests.rollcall.running import HEAL_WITHIN, eventually

CHILDREN = ("worker", "api", "Temporal", "PostgreSQL")
_LETTER_EVERY = 10  # kills
_LONGEST_BREATH = 0.5  # seconds between a child that is back and the next kill


@dataclass
class Soaked:
    kills: Counter[str] = field(default_factory=Counter)
    acts: int = 0
    letters: int = 0

    def line(self) -> str:
        killed = ", ".join(f"{name} {count}" for name, count in sorted(self.kills.items()))
        return (
            f"{sum(self.kills.values())} kills ({killed}), {self.acts} acts, {self.letters} letters: "
            "0 lost, 0 doubled, 0 letters twice, every chain whole"
        )


def soak(service: Service, notify: FakeNotify, refs: list[str], *, kills: int, seconds: float, seed: int = 1) -> Soaked:
    """Raises AssertionError where anything was lost, doubled, sent twice or does not agree."""
    chance, until, done = random.Random(seed), time.monotonic() + seconds, Soaked()
    waiting = [_approved(service, ref) for ref in refs[: max(1, kills // _LETTER_EVERY)]]
    letters = [f"{ref}-{letter}" for ref, letter in waiting]
    with Crowd(service, refs) as crowd:
        while sum(done.kills.values()) < kills and time.monotonic() < until:
            name = chance.choice(CHILDREN)
            before = service.up.child(name)
            service.kill(name)
            done.kills[name] += 1
            if waiting and _issued(service, *waiting[-1]):  # in the middle of it
                waiting.pop()
            eventually(lambda name=name, before=before: service.up.child(name) != before, HEAL_WITHIN, f"{name} again")  # type: ignore[misc]
            time.sleep(chance.uniform(0, _LONGEST_BREATH))
        service.ready()
        for ref, letter in waiting:
            eventually(lambda ref=ref, letter=letter: _issued(service, ref, letter), HEAL_WITHIN, "a letter issued")  # type: ignore[misc]
        crowd.recorded(8)
    crowd.each_exactly_once()
    for letter in letters:
        eventually(lambda letter=letter: _left(service, letter), 120, "the letter has left")  # type: ignore[misc]
        assert len(notify.with_reference(letter)) == 1, "a letter left twice"
    service.agrees()
    done.acts, done.letters = len(crowd.asked), len(letters)
    return done


def _approved(service: Service, ref: str) -> tuple[str, str]:
    """A letter that only has to be issued: its case and its id."""
    person = service.get(f"/api/cases/{ref}").json()["people"][0]["id"]
    letter = f"L{service.do(ref, 'draft-letter', template='L02', person=person)['seq']}"
    service.do(ref, "approve-letter", letter=letter)
    return ref, letter


def _issued(service: Service, ref: str, letter: str) -> bool:
    """Under one key however often it is asked: whether somebody has answered for it."""
    try:
        answer = service.post(f"/api/cases/{ref}/actions/issue-letter", {"letter": letter}, f"{ref}-{letter}")
    except httpx.TransportError:
        return False
    return answer.status_code in (200, 202)


def _left(service: Service, reference: str) -> bool:
    ref, _, letter = reference.rpartition("-")
    return any(action == "letter-sent" and form["letter"] == letter for action, form in service.entries(ref))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--kills", type=int, default=10_000)
    asked.add_argument("--journeys", type=int, default=1_000)
    asked.add_argument("--minutes", type=float, default=60)
    asked.add_argument("--seed", type=int, default=int(time.time()))
    given = asked.parse_args()
    print(f"seed {given.seed}", flush=True)
    home = Path(tempfile.mkdtemp(prefix="rollcall-soak-"))
    home.chmod(0o711)
    try:
        with FakeNotify() as notify:
            settings = {"DEMO_USERS": "true", "NOTIFY_API_KEY": API_KEY, "NOTIFY_URL": notify.url}
            with Service(home / ".rollcall", settings) as service:
                service.start()
                refs = [service.refer() for _ in range(given.journeys)]
                seconds = given.minutes * 60
                print(soak(service, notify, refs, kills=given.kills, seconds=seconds, seed=given.seed).line())
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
