"""Telling another process of the case what happened here: recorded first, told until it is told.

What is to be told is part of what a process carries, so a lost worker or a fresh run forgets none of it.
"""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from temporalio import workflow
from temporalio.exceptions import FailureError

from domain.act import Act
from workflows.desk import State

TELL_AGAIN_AFTER, TELLINGS = timedelta(hours=1), 24 * 30


async def until_told(
    process: str, what: Callable[[], Act], *, again: timedelta = TELL_AGAIN_AFTER, tellings: int = TELLINGS
) -> bool:
    """A process that does not run at the moment is told later: what happened is not lost. `what` is asked each time,
    for there may be something newer to tell by then. False where it was given up.
    """
    handle = workflow.get_external_workflow_handle(process)
    for _ in range(tellings):
        try:
            await handle.signal("report", what())
        except FailureError:
            workflow.logger.warning("a process of the case does not run: it is told later")
            await asyncio.sleep(again.total_seconds())
        else:
            return True
    return False


async def report(process: str, action: str, data: dict[str, Any]) -> None:
    """Tell a process of the case what became of what it had begun here: once for each action of this process."""
    act = Act(key=f"{workflow.info().workflow_id}:{action}", action=action, actor="process", data=data)
    await until_told(process, lambda: act)


class Teller:
    """Works beside its process, which waits for nothing of it. `state.untold` names the processes still to be told."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.working: set[asyncio.Task[None]] = set()

    def tell(self, process: str, act: Act) -> None:
        self.state.untold[process] = act
        self._begin(process)

    def go_on(self) -> None:
        """In a fresh run: with what the last one had not told."""
        for process in sorted(self.state.untold):
            self._begin(process)

    async def told(self) -> None:
        """Until everything is told, or given up."""
        await workflow.wait_condition(lambda: not self.working)

    def _begin(self, process: str) -> None:
        work = asyncio.create_task(self._until_told(process))
        self.working.add(work)
        work.add_done_callback(self.working.discard)

    async def _until_told(self, process: str) -> None:
        if await until_told(process, lambda: self.state.untold[process]):
            self.state.untold.pop(process, None)
