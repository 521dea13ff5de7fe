"""Sending one issued letter through GOV.UK Notify: tried until it is taken or refused, watched until it is posted."""

import asyncio
from datetime import timedelta

from temporalio import workflow
from temporalio.exceptions import ActivityError

from activities.names import LETTER_STATUS, SEND_LETTER, DispatchRequest, StatusRequest
from domain.actions.post_sent import LetterNotSent, LetterSent
from workflows.handing import ONCE, ONE_CALL, code_of, refused
from workflows.telling import report

# Notify needs a moment before it finds a letter it has just taken (activities.notify), and forgets one after a week.
LONGEST_PAUSE, LONGEST_WAIT = timedelta(minutes=30), timedelta(days=6)
LOOK_AGAIN_AFTER, LOOKS = timedelta(hours=6), 20


@workflow.defn(name="Dispatch")
class Dispatch:
    """Reports to the journey by signal: it never writes the journal itself."""

    @workflow.run
    async def run(self, request: DispatchRequest) -> str:
        give_up_at = workflow.now() + LONGEST_WAIT
        while True:
            try:
                notify_id = await workflow.execute_activity(
                    SEND_LETTER,
                    args=[request, workflow.now()],
                    result_type=str,
                    start_to_close_timeout=request.one_call,
                    retry_policy=ONCE,
                )
                break
            except ActivityError as failed:
                if refused(failed) or workflow.now() + request.pause > give_up_at:
                    return await self.not_sent(request, failed)
            await asyncio.sleep(request.pause.total_seconds())
            pause = min(request.pause * 2, LONGEST_PAUSE)
            request = request.model_copy(update={"attempt": request.attempt + 1, "pause": pause})
        await report(request.case, LetterSent.name, {"letter": request.letter, "notify_id": notify_id})
        return await self.watch(request, notify_id)

    async def watch(self, request: DispatchRequest, notify_id: str) -> str:
        """Notify checks a letter's file after it has taken it: a refusal then is told like one at the door. Not being
        able to ask says nothing about the letter.
        """
        for _ in range(LOOKS):
            await asyncio.sleep(LOOK_AGAIN_AFTER.total_seconds())
            try:
                status = await workflow.execute_activity(
                    LETTER_STATUS,
                    StatusRequest(notify_id=notify_id),
                    result_type=str,
                    start_to_close_timeout=ONE_CALL,
                    retry_policy=ONCE,
                )
            except ActivityError as failed:
                if refused(failed):
                    return await self.not_sent(request, failed)
                continue
            if status == "posted":
                return "posted"
        return "unknown"

    async def not_sent(self, request: DispatchRequest, failed: ActivityError) -> str:
        code = code_of(failed)
        await report(request.case, LetterNotSent.name, {"letter": request.letter, "code": code})
        return code
