"""Do workflow, standing row and journal agree? Asked of one case, or of all; it changes nothing."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, text
from temporalio.client import Client, WorkflowExecutionStatus, WorkflowQueryRejectedError
from temporalio.common import QueryRejectCondition
from temporalio.exceptions import TemporalError
from temporalio.service import RPCError, RPCStatusCode

from domain.act import Standing
from domain.clock import ClockState
from domain.vocabulary import Stage
from records.database import transaction
from records.keys import KeyGone
from records.tables import CaseRow, StandingRow

NOT_RUNNING = "an open case has no running process"
PROCEEDING_NOT_RUNNING = "a proceeding that has not ended has no running process"
LETTER_NOT_SENT = "a letter that was issued is not being sent"
LETTER = "letter-"
# Notify finds a letter again by its reference for a week: until then it is safe to go on with sending it.
_AT_ONCE = 20
_CASES = text(
    """select ref, stage, seq,
              array(select p ->> 'name' from jsonb_array_elements(state -> 'proceedings') p
                    where p ->> 'ended_on' is null) as proceedings,
              array(select l ->> 'id' from jsonb_array_elements(state -> 'letters') l
                    where l ->> 'state' = 'issued' and l ->> 'channel' = 'notify'
                      and cast(l ->> 'issued_on' as date) > current_date - 6) as letters
       from case_file where cast(:ref as text) is null or ref = :ref order by ref"""
)


@dataclass(frozen=True)
class Found:
    """One thing that does not agree. `process` is the one it is about; `missing` says that it can be started again."""

    case: str
    cause: str
    process: str
    missing: bool = False


@dataclass(frozen=True)
class Compared:
    """A case as it is to be compared: which of its proceedings have not ended, which letters are on their way."""

    ref: str
    stage: str
    seq: int
    proceedings: Sequence[str]
    letters: Sequence[str] = ()

    @property
    def processes(self) -> list[str]:
        beside = (*self.proceedings, *(f"{LETTER}{letter}" for letter in self.letters))
        return [self.ref, *(f"{self.ref}/{name}" for name in beside)]


class ThreeWays:
    def __init__(self, engine: Engine, client: Client, *, answer_within: timedelta = timedelta(seconds=10)) -> None:
        self._engine, self._client, self._answer_within = engine, client, answer_within

    async def one(self, ref: str) -> list[Found]:
        """What does not agree in one case. Empty too where there is no such case."""
        return [found for case in await asyncio.to_thread(self.cases, ref) for found in await self.case(case, set())]

    async def every(self, cases: Sequence[Compared]) -> AsyncIterator[list[Found]]:
        """What does not agree in each, some at a time, in their order."""
        running = {workflow_id async for workflow_id in self._running()}
        for start in range(0, len(cases), _AT_ONCE):
            some = cases[start : start + _AT_ONCE]
            for found in await asyncio.gather(*(self.case(case, running) for case in some)):
                yield found

    def cases(self, ref: str | None = None) -> list[Compared]:
        with transaction(self._engine) as session:
            return [Compared(**row) for row in session.execute(_CASES, {"ref": ref}).mappings()]

    async def case(self, case: Compared, running: set[str]) -> list[Found]:
        found = []
        for process in case.processes:
            if not (process in running or await self._runs(process)):
                causes = [NOT_RUNNING]
            elif process == case.ref:
                causes = await self._differences(case)
            else:
                continue
            for cause in causes:
                if cause != NOT_RUNNING:
                    found.append(Found(case.ref, cause, process))
                elif process != case.ref:
                    of_letter = process.partition("/")[2].startswith(LETTER)
                    cause = LETTER_NOT_SENT if of_letter else PROCEEDING_NOT_RUNNING
                    found.append(Found(case.ref, cause, process, missing=True))
                elif case.stage != Stage.CLOSED:  # a closed case without a process waits for nothing
                    found.append(Found(case.ref, NOT_RUNNING, process, missing=True))
        return found

    async def _running(self) -> AsyncIterator[str]:
        # Closed runs are kept for good: only what runs is listed.
        async for execution in self._client.list_workflows("ExecutionStatus = 'Running'"):
            yield execution.id

    async def _runs(self, process: str) -> bool:
        """Asked of the process itself: the list may lag behind."""
        try:
            described = await self._client.get_workflow_handle(process).describe()
        except RPCError as fault:
            if fault.status is RPCStatusCode.NOT_FOUND:
                return False
            raise
        return described.status is WorkflowExecutionStatus.RUNNING

    async def _differences(self, case: Compared) -> list[str]:
        handle = self._client.get_workflow_handle(case.ref)
        try:
            # One that has ended would still answer, from its history.
            says: Standing = await handle.query(
                "stands",
                result_type=Standing,
                reject_condition=QueryRejectCondition.NOT_OPEN,
                rpc_timeout=self._answer_within,
            )
        except WorkflowQueryRejectedError:
            return [NOT_RUNNING]
        except (TemporalError, KeyGone) as fault:
            if isinstance(fault, RPCError) and fault.status is RPCStatusCode.FAILED_PRECONDITION:
                return []  # it moves to a fresh run at this very moment
            return ["its process does not answer"]
        row, fresh = await asyncio.to_thread(self._written, case.ref)
        if fresh.seq != case.seq:
            return []  # it moved while we looked: the next look sees it at rest
        found = []
        if says.stage != case.stage:
            found.append(f"its process is in {says.stage}, its journal in {case.stage}")
        if row is None:
            found.append("its process runs but has published nothing")
        elif (row.turn, row.stage, sorted(row.open)) != (says.turn, says.stage, sorted(says.open)):
            found.append("what stands open differs from what its process says")
        if says.clocks != _running_clocks(case.ref, fresh):
            found.append("its process waits for other clocks than the journal has running")
        return found

    def _written(self, ref: str) -> tuple[StandingRow | None, CaseRow]:
        with transaction(self._engine) as session:
            return session.get(StandingRow, ref), session.get_one(CaseRow, ref)


def _running_clocks(ref: str, row: CaseRow) -> dict[str, datetime]:
    return {
        clock["name"]: datetime.fromisoformat(clock["rings_at"])
        for clock in row.state["clocks"]
        if clock["state"] == ClockState.RUNNING and clock["process"] == ref
    }
