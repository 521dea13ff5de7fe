"""Sending one e-mail to an agency: tried until it is taken or refused, and told to the journey either way."""

import asyncio
from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError, FailureError

from activities.names import SEND_AGENCY_MAIL, MailRequest
from domain.act import Act
from domain.actions.agency_mail import AgencyMailNotSent, AgencyMailSent

FIRST_PAUSE, LONGEST_PAUSE, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=30), timedelta(days=2)
TELL_AGAIN_AFTER, TELLINGS = timedelta(hours=1), 24 * 30
ONCE = RetryPolicy(maximum_attempts=1)  # the pauses are this process's own, so that they show and can be skipped


@workflow.defn(name="AgencyMailing")
class AgencyMailing:
    """Reports to the journey by signal: it never writes the journal itself."""

    @workflow.run
    async def run(self, request: MailRequest) -> str:
        give_up_at, pause = workflow.now() + LONGEST_WAIT, FIRST_PAUSE
        while True:
            try:
                await workflow.execute_activity(
                    SEND_AGENCY_MAIL,
                    args=[request, workflow.now()],
                    start_to_close_timeout=timedelta(seconds=90),
                    retry_policy=ONCE,
                )
            except ActivityError as failed:
                cause = failed.cause
                final = isinstance(cause, ApplicationError) and cause.non_retryable
                if final or workflow.now() + pause > give_up_at:
                    code = cause.type if isinstance(cause, ApplicationError) and cause.type else "NO_ANSWER"
                    await self.tell(request, AgencyMailNotSent.name, {"code": code})
                    return code
                await asyncio.sleep(pause.total_seconds())
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                await self.tell(request, AgencyMailSent.name, {})
                return "sent"

    async def tell(self, request: MailRequest, action: str, said: dict[str, str]) -> None:
        """A journey that does not run at the moment is told later: what became of a request is not lost."""
        data = {"enquiry": request.enquiry, **said}
        act = Act(key=f"{workflow.info().workflow_id}:{action}", action=action, actor="process", data=data)
        journey = workflow.get_external_workflow_handle(request.case)
        for _ in range(TELLINGS):
            try:
                await journey.signal("report", act)
            except FailureError:
                workflow.logger.warning("the journey does not run: it is told later")
                await asyncio.sleep(TELL_AGAIN_AFTER.total_seconds())
            else:
                return
