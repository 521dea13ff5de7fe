"""The nightly sweep: do workflow, standing row and journal agree, and does every open case have a running process?

It owns no deadline: a case whose sweep fails loses nothing but the report.
"""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy

from activities.names import SWEEP

SCHEDULE_ID = "service/nightly-sweep"


@workflow.defn(name="NightlySweep")
class NightlySweep:
    @workflow.run
    async def run(self) -> int:
        """How many findings were reported."""
        found: int = await workflow.execute_activity(
            SWEEP,
            result_type=int,
            start_to_close_timeout=timedelta(hours=1),
            heartbeat_timeout=timedelta(minutes=5),
            retry_policy=RetryPolicy(maximum_attempts=3),
        )
        return found
