"""Sending one issued letter through GOV.UK Notify: tried until it is taken or refused, watched until it is posted."""

import asyncio
from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError

from activities.names import LETTER_STATUS, SEND_LETTER, DispatchRequest, StatusRequest
from domain.act import Act
from domain.actions.letters import LetterNotSent, LetterSent

# Notify needs a moment before it finds a letter it has just taken (activities.notify), and forgets one after a week.
FIRST_PAUSE, LONGEST_PAUSE, GROWTH, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=30), 2.0, timedelta(days=6)
LOOK_AGAIN_AFTER, LOOKS = timedelta(hours=6), 20
TRIES = RetryPolicy(initial_interval=FIRST_PAUSE, maximum_interval=LONGEST_PAUSE, backoff_coefficient=GROWTH)


@workflow.defn(name="Dispatch")
class Dispatch:
    """Reports to the journey by signal: it never writes the journal itself."""

    @workflow.run
    async def run(self, request: DispatchRequest) -> str:
        try:
            notify_id = await workflow.execute_activity(
                SEND_LETTER,
                request,
                result_type=str,
                start_to_close_timeout=timedelta(seconds=90),
                schedule_to_close_timeout=LONGEST_WAIT,
                retry_policy=TRIES,
            )
        except ActivityError as failed:
            return await self.not_sent(request, failed)
        await self.tell(request, LetterSent.name, {"letter": request.letter, "notify_id": notify_id})
        return await self.watch(request, notify_id)

    async def watch(self, request: DispatchRequest, notify_id: str) -> str:
        """Notify checks a letter's file after it has taken it: a refusal then is told like one at the door."""
        for _ in range(LOOKS):
            await asyncio.sleep(LOOK_AGAIN_AFTER.total_seconds())
            try:
                status = await workflow.execute_activity(
                    LETTER_STATUS,
                    StatusRequest(notify_id=notify_id),
                    result_type=str,
                    start_to_close_timeout=timedelta(seconds=90),
                    schedule_to_close_timeout=LOOK_AGAIN_AFTER,
                    retry_policy=TRIES,
                )
            except ActivityError as failed:
                return await self.not_sent(request, failed)
            if status == "posted":
                return "posted"
        return "unknown"

    async def not_sent(self, request: DispatchRequest, failed: ActivityError) -> str:
        cause = failed.cause
        code = cause.type if isinstance(cause, ApplicationError) and cause.type else "NO_ANSWER"
        await self.tell(request, LetterNotSent.name, {"letter": request.letter, "code": code})
        return code

    async def tell(self, request: DispatchRequest, action: str, data: dict[str, str]) -> None:
        act = Act(key=f"{workflow.info().workflow_id}:{action}", action=action, actor="process", data=data)
        await workflow.get_external_workflow_handle(request.case).signal("report", act)
