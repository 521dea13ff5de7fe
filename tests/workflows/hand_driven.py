"""A process without an engine: the clock is moved by hand, also in the middle of a recording.

On the real server an activity in flight blocks a skip of time, so what happens when a deadline falls just then can only
be shown like this. The process, the recorder and the database are the real ones; only the engine's part is ours.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from temporalio.exceptions import ActivityError, ApplicationError

from activities.names import PUBLISH, RECALL, RECORD
from activities.recording import Recording
from domain.act import Act, Standing


class Engine:
    """What `temporalio.workflow` is to a process, as far as one uses it."""

    def __init__(self, now: datetime, recording: Recording, workflow_id: str) -> None:
        self._now, self._id = now, workflow_id
        self._moved = asyncio.Event()
        self._asked = 0
        self._activities: dict[str, Callable[..., Any]] = {
            RECORD: recording.record,
            RECALL: recording.recall,
            PUBLISH: recording.publish,
        }
        self.published: list[Standing] = []
        self.while_recording: Callable[[Act], None] = lambda act: None
        self.logger = logging.getLogger("tests.hand-driven")

    # Driven by the test

    def move_to(self, instant: datetime) -> None:
        assert instant >= self._now
        self._now = instant
        self._moved.set()

    async def at_rest(self) -> None:
        """Until the process has done what it can do at this instant."""
        seen = -1
        while seen != self._asked:
            seen = self._asked
            await asyncio.sleep(0.02)

    # Asked by the process

    def now(self) -> datetime:
        return self._now

    def info(self) -> SimpleNamespace:
        return SimpleNamespace(workflow_id=self._id, is_continue_as_new_suggested=lambda: False)

    async def wait_condition(
        self,
        true: Callable[[], bool],
        *,
        timeout: timedelta | None = None,  # noqa: ASYNC109 - the engine's own signature
    ) -> None:
        self._asked += 1
        until = None if timeout is None else self._now + timeout
        while not true():
            if until is not None and self._now >= until:
                raise TimeoutError
            self._moved.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(0.005):
                    await self._moved.wait()

    async def execute_activity(self, name: str, *, args: list[Any], **_: Any) -> Any:
        if name == RECORD:
            self.while_recording(args[2])
        return self._done(name, *args)

    async def execute_local_activity(self, name: str, standing: Standing, **_: Any) -> Any:
        self.published.append(standing)
        return self._done(name, standing)

    def _done(self, name: str, *args: Any) -> Any:
        self._asked += 1
        try:
            return self._activities[name](*args)
        except ApplicationError as answer:
            raise _as_engine_raises(name, answer) from answer


def _as_engine_raises(name: str, answer: ApplicationError) -> ActivityError:
    failed = ActivityError(
        "activity failed",
        scheduled_event_id=1,
        started_event_id=2,
        identity="",
        activity_type=name,
        activity_id="1",
        retry_state=None,
    )
    failed.__cause__ = answer
    return failed
