"""Handing something to the world outside: tried until it is taken or refused, or until it has lasted too long."""

import asyncio
from datetime import timedelta
from typing import Any

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError

FIRST_PAUSE, LONGEST_PAUSE, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=30), timedelta(days=2)
ONE_CALL = timedelta(seconds=90)
ONCE = RetryPolicy(maximum_attempts=1)  # the pauses are the process's own, so that they show and can be skipped


class NotTaken(Exception):
    """It was refused, or nobody could be reached for too long. The text is a code."""


async def handed_over(activity: str, request: Any, result: type | None = None) -> Any:
    """What the activity answers once it is taken. Raises NotTaken."""
    give_up_at, pause = workflow.now() + LONGEST_WAIT, FIRST_PAUSE
    while True:
        try:
            return await workflow.execute_activity(
                activity,
                args=[request, workflow.now()],
                result_type=result,
                start_to_close_timeout=ONE_CALL,
                retry_policy=ONCE,
            )
        except ActivityError as failed:
            if refused(failed) or workflow.now() + pause > give_up_at:
                raise NotTaken(code_of(failed)) from None
        await asyncio.sleep(pause.total_seconds())
        pause = min(pause * 2, LONGEST_PAUSE)


def refused(failed: ActivityError) -> bool:
    """Whether asking again does not help; an outage, or a worker that died, is neither yes nor no."""
    return isinstance(failed.cause, ApplicationError) and failed.cause.non_retryable


def code_of(failed: ActivityError) -> str:
    cause = failed.cause
    return cause.type if isinstance(cause, ApplicationError) and cause.type else "NO_ANSWER"
