"""Starting a case's process from its case file: the first time, and again where an open case has none."""

from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy

from domain.case_file import CaseFile
from workflows.desk import State
from workflows.journey import Journey

TASK_QUEUE = "rollcall"


def state_of(case: CaseFile) -> State:
    """A process that begins again counts its turns on from where the journal is, or its standing row would stay older
    than what its forerunner published.
    """
    clocks = {clock.name: clock.rings_at for clock in case.running_clocks() if clock.process == case.ref}
    return State(case=case.ref, stage=case.stage.value, turn=case.seq, seq=case.seq, clocks=clocks)


async def start_journey(client: Client, case: CaseFile, *, task_queue: str = TASK_QUEUE) -> None:
    """Start it, or leave the one that runs alone. Raises RPCError where Temporal does not answer."""
    await client.start_workflow(
        Journey.run,
        state_of(case),
        id=case.ref,
        task_queue=task_queue,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
    )
