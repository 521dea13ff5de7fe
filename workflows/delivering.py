"""Handing one transfer file over: tried until it is taken or refused, and told to its tracing either way."""

import asyncio
from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError, FailureError

from activities.names import DELIVER, DeliveryRequest
from domain.act import Act
from domain.actions.tracing_file import TransferFileDelivered, TransferFileNotDelivered

FIRST_PAUSE, LONGEST_PAUSE, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=30), timedelta(days=2)
TELL_AGAIN_AFTER, TELLINGS = timedelta(hours=1), 24 * 30
ONCE = RetryPolicy(maximum_attempts=1)  # the pauses are this process's own, so that they show and can be skipped


@workflow.defn(name="Delivering")
class Delivering:
    """Reports to the tracing by signal: it never writes the journal itself."""

    @workflow.run
    async def run(self, request: DeliveryRequest) -> str:
        give_up_at, pause = workflow.now() + LONGEST_WAIT, FIRST_PAUSE
        while True:
            try:
                via: str = await workflow.execute_activity(
                    DELIVER,
                    args=[request, workflow.now()],
                    result_type=str,
                    start_to_close_timeout=timedelta(seconds=90),
                    retry_policy=ONCE,
                )
            except ActivityError as failed:
                cause = failed.cause
                final = isinstance(cause, ApplicationError) and cause.non_retryable
                if final or workflow.now() + pause > give_up_at:
                    code = cause.type if isinstance(cause, ApplicationError) and cause.type else "NO_ANSWER"
                    await self.tell(request, TransferFileNotDelivered.name, {"code": code})
                    return code
                await asyncio.sleep(pause.total_seconds())
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                await self.tell(request, TransferFileDelivered.name, {"via": via})
                return via

    async def tell(self, request: DeliveryRequest, action: str, said: dict[str, str]) -> None:
        """A tracing that does not run at the moment is told later: what became of a file is not lost."""
        data = {"file": request.file, **said}
        act = Act(key=f"{workflow.info().workflow_id}:{action}", action=action, actor="process", data=data)
        tracing = workflow.get_external_workflow_handle(f"{request.case}/{request.tracing}")
        for _ in range(TELLINGS):
            try:
                await tracing.signal("report", act)
            except FailureError:
                workflow.logger.warning("the tracing does not run: it is told later")
                await asyncio.sleep(TELL_AGAIN_AFTER.total_seconds())
            else:
                return
