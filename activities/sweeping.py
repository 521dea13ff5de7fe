"""The nightly comparison of what runs, what stands and what is written; and whether what runs fits this release."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime

from sqlalchemy import Engine
from temporalio import activity
from temporalio.client import Client

from activities.names import SWEEP
from activities.three_ways import Compared, ThreeWays
from records.database import transaction
from records.matches import half_merges
from records.tables import SweepRow
from records.verify import About, verify

_HALF_MERGED = "its merge with another case is recorded on one of the two only"
# What it replays, and how: process ids in, each with why it would break, or empty. The front door knows how.
Replays = Callable[[Sequence[str]], AsyncIterator[tuple[str, str]]]


class Sweeping:
    def __init__(
        self,
        engine: Engine,
        client: Client,
        now: Callable[[], datetime] | None = None,
        *,
        three_ways: ThreeWays | None = None,
        replays: Replays | None = None,
        anchors: Callable[[], Sequence[tuple[str, str]]] | None = None,
    ) -> None:
        self._engine = engine
        self._three_ways = three_ways or ThreeWays(engine, client)
        self._replays, self._anchors = replays, anchors
        self._now = now or (lambda: datetime.now(UTC))

    @activity.defn(name=SWEEP)
    async def sweep(self) -> int:
        """Compare every case with its process; store the findings, by reference and cause. Returns how many."""
        cases = await asyncio.to_thread(self._three_ways.cases)
        findings: list[dict[str, str]] = []
        done = 0
        async for found in self._three_ways.every(cases):
            findings += [{"case": each.case, "cause": each.cause} for each in found]
            done = _still_alive(done + 1)
        findings += await self._of_the_records()
        findings += [{"case": other, "cause": _HALF_MERGED} for _, other in await asyncio.to_thread(self._half_merges)]
        if self._anchors is not None:
            odd = await asyncio.to_thread(self._anchors)
            findings += [{"case": case, "cause": cause} for case, cause in odd]
        broken = {finding["case"] for finding in findings}
        findings += [each async for each in self._of_this_release(cases, broken, done)]
        await asyncio.to_thread(self._store, SweepRow(at=self._now(), checked=len(cases), findings=findings))
        return len(findings)

    async def _of_the_records(self) -> list[dict[str, str]]:
        """Chains, projections and documents. What processes published was asked of the processes themselves."""
        looking = asyncio.create_task(asyncio.to_thread(verify, self._engine, settle_seconds=0.5))
        while not (await asyncio.wait([looking], timeout=20))[0]:
            _still_alive(0)
        return [
            {"case": each.case, "cause": each.cause}
            for each in looking.result().differences
            if each.about is not About.STANDING
        ]

    async def _of_this_release(
        self, cases: Sequence[Compared], broken: set[str], done: int
    ) -> AsyncIterator[dict[str, str]]:
        """Open cases whose history the code that runs now would not follow."""
        if self._replays is None:
            return
        asked = [process for case in cases if case.stage != "closed" for process in case.processes]
        async for process, why in self._replays([each for each in asked if each.split("/")[0] not in broken]):
            done = _still_alive(done + 1)
            if why:
                yield {"case": process.split("/")[0], "cause": f"its history does not fit this release: {why}"}

    def _half_merges(self) -> list[tuple[str, str]]:
        with transaction(self._engine) as session:
            return half_merges(session)

    def _store(self, row: SweepRow) -> None:
        with transaction(self._engine) as session:
            session.add(row)


def _still_alive(done: int) -> int:
    if activity.in_activity() and done % 100 == 0:
        activity.heartbeat(done)
    return done
