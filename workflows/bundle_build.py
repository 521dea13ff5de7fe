"""Building one version of a bundle: goes on after a restart, stops when asked, and tells the case how it ended."""

import asyncio
from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, is_cancelled_exception

from activities.names import BUILD_BUNDLE, END_BUILD, BuildEnd, BuildRequest
from domain.act import Act
from domain.actions.bundle_review import BundleBuilt
from workflows.telling import until_told

LONGEST = timedelta(minutes=15)
OUTAGE = RetryPolicy(initial_interval=timedelta(seconds=1), maximum_interval=timedelta(seconds=30))
TOLD = ("built", "stopped")  # of these the case's journal is told
TELL_AGAIN_AFTER, TELLINGS = timedelta(minutes=10), 24 * 6


@workflow.defn(name="BundleBuild")
class BundleBuild:
    """Reports to the journey by signal: it never writes the journal itself."""

    @workflow.run
    async def run(self, request: BuildRequest) -> str:
        try:
            end: BuildEnd = await workflow.execute_activity(
                BUILD_BUNDLE,
                request,
                result_type=BuildEnd,
                start_to_close_timeout=LONGEST,
                heartbeat_timeout=request.silent,
                retry_policy=OUTAGE,
                cancellation_type=workflow.ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
            )
        except (ActivityError, asyncio.CancelledError) as stopped:
            if is_cancelled_exception(stopped):
                ended = await asyncio.shield(self.end(request))
                if ended is not None and ended.state in TOLD:  # it was whole before anybody could stop it
                    await self.tell(request, ended)
                    return ended.state
            raise
        if end.state in TOLD:
            await self.tell(request, end)
        return end.state

    async def end(self, request: BuildRequest) -> BuildEnd | None:
        """How it had ended all the same, or None. Also where it was asked to stop before any worker had begun."""
        ended: BuildEnd | None = await workflow.execute_activity(
            END_BUILD,
            request,
            result_type=BuildEnd | None,  # type: ignore[arg-type] # a type that JSON is read as, and no class
            start_to_close_timeout=timedelta(seconds=30),
            retry_policy=OUTAGE,
        )
        return ended

    async def tell(self, request: BuildRequest, end: BuildEnd) -> None:
        told = end.model_dump(exclude={"state"})
        data = {"bundle": request.bundle, "version": request.version, "asked_by": request.asked_by, **told}
        data["supplement"] = request.version if request.supplement_to else 0
        act = Act(key=f"{workflow.info().workflow_id}:built", action=BundleBuilt.name, actor="process", data=data)
        await until_told(request.case, lambda: act, again=TELL_AGAIN_AFTER, tellings=TELLINGS)
