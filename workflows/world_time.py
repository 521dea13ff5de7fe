"""Time in a training world. The engine gives each process a clock of its own, which can be moved ahead: a process that
is started there begins at the world's time, and all of them are moved on together. A real engine refuses both.
"""

import asyncio
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from temporalio.api.common.v1 import FastForwardConfig, TimeSkippingConfig
from temporalio.client import (
    Client,
    Interceptor,
    OutboundInterceptor,
    StartWorkflowInput,
    WorkflowHandle,
)
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import TimeSkipper

_SOON = timedelta(seconds=1)
_WITHIN = 20.0  # seconds; while something that a process asked for is under way its clock does not move


class TimeStands(Exception):
    """A process did not move: something that it asked for is not done yet. The text is the process."""


class BeginsInWorldTime(Interceptor):
    """For the client: what it starts begins `ahead` of the real time, as everything there is by then."""

    def __init__(self, ahead: Callable[[], timedelta]) -> None:
        self._ahead = ahead

    def intercept_client(self, next: OutboundInterceptor) -> OutboundInterceptor:
        return _Beginning(next, self._ahead)


class _Beginning(OutboundInterceptor):
    def __init__(self, next: OutboundInterceptor, ahead: Callable[[], timedelta]) -> None:
        super().__init__(next)
        self._ahead_of = ahead

    async def start_workflow(self, input: StartWorkflowInput) -> WorkflowHandle[Any, Any]:
        ahead = self._ahead_of()
        config = TimeSkippingConfig(enabled=False)
        if ahead > _SOON:
            # It waits as long as the world is ahead; that wait is then skipped, so that its first line is run there.
            input.start_delay = ahead
            config = TimeSkippingConfig(enabled=True, fast_forward_config=FastForwardConfig(id=uuid.uuid4().hex))
            config.fast_forward_config.duration.FromTimedelta(ahead)
        input.time_skipping_config = config
        return await super().start_workflow(input)


async def move(client: Client, process: str, instant: datetime) -> None:
    """Move the clock of this process on to that instant, ringing what rings on the way; one that has ended or is there
    already is left alone. Raises TimeStands.
    """
    handle, skipper = client.get_workflow_handle(process), TimeSkipper(client)
    try:
        async with asyncio.timeout(_WITHIN):
            missing = instant - await skipper.get_current_time(handle)
            if missing > timedelta(0):
                await skipper.fast_forward(handle, missing)
    except TimeoutError:
        raise TimeStands(process) from None
    except RPCError as fault:
        # One that is over by now, or not there, has no clock to move.
        if fault.status not in (RPCStatusCode.NOT_FOUND, RPCStatusCode.INVALID_ARGUMENT):
            raise
