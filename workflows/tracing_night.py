"""The night of the tracings: one activity, run again from the start where it broke off. It owns no deadline."""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy

from activities.names import TRACE_NIGHT

SCHEDULE_ID = "service/nightly-tracing"


@workflow.defn(name="NightlyTracing")
class NightlyTracing:
    @workflow.run
    async def run(self) -> int:
        """How many cases were woken."""
        woken: int = await workflow.execute_activity(
            TRACE_NIGHT,
            result_type=int,
            start_to_close_timeout=timedelta(hours=1),
            heartbeat_timeout=timedelta(minutes=5),
            retry_policy=RetryPolicy(maximum_attempts=3),
        )
        return woken
