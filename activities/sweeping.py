"""The nightly comparison of what runs, what stands and what is written."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import col, select
from temporalio import activity
from temporalio.client import Client, WorkflowExecutionStatus, WorkflowQueryRejectedError
from temporalio.common import QueryRejectCondition
from temporalio.exceptions import TemporalError
from temporalio.service import RPCError, RPCStatusCode

from activities.names import SWEEP
from domain.act import Standing
from domain.clock import ClockState
from domain.vocabulary import Stage
from records.database import transaction
from records.keys import KeyGone
from records.matches import half_merges
from records.tables import CaseRow, StandingRow, SweepRow

_NOT_RUNNING = "an open case has no running process"
_HALF_MERGED = "its merge with another case is recorded on one of the two only"
_ANSWER_WITHIN = timedelta(seconds=10)


class Sweeping:
    def __init__(self, engine: Engine, client: Client, now: Callable[[], datetime] | None = None) -> None:
        self._engine, self._client = engine, client
        self._now = now or (lambda: datetime.now(UTC))

    @activity.defn(name=SWEEP)
    async def sweep(self) -> int:
        """Compare every case with its process; store the findings, by reference and cause. Returns how many."""
        running = {workflow_id async for workflow_id in self._running()}
        findings, checked = [], 0
        for ref, stage, seq in await asyncio.to_thread(self._cases):
            checked += 1
            if activity.in_activity() and checked % 100 == 0:
                activity.heartbeat(checked)
            causes = [_NOT_RUNNING]
            if ref in running or await self._runs(ref):
                causes = await self._differences(ref, stage, seq)
            # A closed case without a process waits for nothing.
            findings += [
                {"case": ref, "cause": cause} for cause in causes if cause != _NOT_RUNNING or stage != Stage.CLOSED
            ]
        findings += [{"case": other, "cause": _HALF_MERGED} for _, other in await asyncio.to_thread(self._half_merges)]
        await asyncio.to_thread(self._store, SweepRow(at=self._now(), checked=checked, findings=findings))
        return len(findings)

    async def _running(self) -> AsyncIterator[str]:
        # Closed runs are kept for good: only what runs is listed.
        async for execution in self._client.list_workflows("WorkflowType = 'Journey' and ExecutionStatus = 'Running'"):
            yield execution.id

    async def _runs(self, ref: str) -> bool:
        """Asked of the process itself: the list may lag behind."""
        try:
            described = await self._client.get_workflow_handle(ref).describe()
        except RPCError as fault:
            if fault.status is RPCStatusCode.NOT_FOUND:
                return False
            raise
        return described.status is WorkflowExecutionStatus.RUNNING

    def _cases(self) -> list[tuple[str, str, int]]:
        with transaction(self._engine) as session:
            rows = session.exec(select(CaseRow.ref, CaseRow.stage, CaseRow.seq).order_by(col(CaseRow.ref)))
            return [(ref, stage, seq) for ref, stage, seq in rows]

    def _half_merges(self) -> list[tuple[str, str]]:
        with transaction(self._engine) as session:
            return half_merges(session)

    def _store(self, row: SweepRow) -> None:
        with transaction(self._engine) as session:
            session.add(row)

    def _written(self, ref: str) -> tuple[StandingRow | None, CaseRow]:
        with transaction(self._engine) as session:
            return session.get(StandingRow, ref), session.get_one(CaseRow, ref)

    async def _differences(self, ref: str, stage: str, seq: int) -> list[str]:
        handle = self._client.get_workflow_handle(ref)
        try:
            # One that has ended would still answer, from its history.
            says: Standing = await handle.query(
                "stands",
                result_type=Standing,
                reject_condition=QueryRejectCondition.NOT_OPEN,
                rpc_timeout=_ANSWER_WITHIN,
            )
        except WorkflowQueryRejectedError:
            return [_NOT_RUNNING]
        except (TemporalError, KeyGone) as fault:
            if isinstance(fault, RPCError) and fault.status is RPCStatusCode.FAILED_PRECONDITION:
                return []  # it moves to a fresh run at this very moment
            return ["its process does not answer"]
        row, fresh = await asyncio.to_thread(self._written, ref)
        if fresh.seq != seq:
            return []  # it moved while we looked: the next sweep sees it at rest
        found = []
        if says.stage != stage:
            found.append(f"its process is in {says.stage}, its journal in {stage}")
        if row is None:
            found.append("its process runs but has published nothing")
        elif (row.turn, row.stage, sorted(row.open)) != (says.turn, says.stage, sorted(says.open)):
            found.append("what stands open differs from what its process says")
        if says.clocks != _running_clocks(ref, fresh):
            found.append("its process waits for other clocks than the journal has running")
        return found


def _running_clocks(ref: str, row: CaseRow) -> dict[str, datetime]:
    return {
        clock["name"]: datetime.fromisoformat(clock["rings_at"])
        for clock in row.state["clocks"]
        if clock["state"] == ClockState.RUNNING and clock["process"] == ref
    }
