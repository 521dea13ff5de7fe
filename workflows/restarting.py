"""Starting a process that should run and does not: from the journal, which says where it stands, and recorded by it."""

from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy

from activities.names import DispatchRequest
from domain.act import Act
from domain.actions.restarting import ProcessRestarted
from domain.case_file import CaseFile
from domain.facts import PROCESS
from domain.vocabulary import LetterState
from workflows.desk import State
from workflows.dispatch import Dispatch
from workflows.kinds import PROCESSES
from workflows.starting import TASK_QUEUE, start_journey

_LETTER = "letter-"


async def restart(client: Client, case: CaseFile, process: str, *, asked_by: str, task_queue: str = TASK_QUEUE) -> None:
    """Start it, or leave the one that runs alone; then have the case's own process record that, and who asked. Raises
    LookupError where the case has no such process, and RPCError where Temporal does not answer.
    """
    if process == case.ref:
        await start_journey(client, case, task_queue=task_queue)
    elif (name := process.partition("/")[2]).startswith(_LETTER):
        await _send_on(client, case, name, task_queue)
    else:
        await _start_proceeding(client, case, name, task_queue)
    # Once for each place in the journal: two who press the button at once have it recorded once.
    act = Act(
        key=f"{process}:restarted:{case.seq}",
        action=ProcessRestarted.name,
        actor=PROCESS.id,
        data={"process": process, "asked_by": asked_by},
    )
    await client.get_workflow_handle(case.ref).signal("report", act)


async def _send_on(client: Client, case: CaseFile, name: str, task_queue: str) -> None:
    """Notify is asked first whether it has the letter: it does not leave twice (activities.sending)."""
    letter = case.letter(name.removeprefix(_LETTER))
    if letter is None or letter.state is not LetterState.ISSUED:
        raise LookupError("no such letter on its way")
    await client.start_workflow(
        Dispatch.run,
        DispatchRequest(case=case.ref, letter=letter.id),
        id=f"{case.ref}/{name}",
        task_queue=task_queue,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
    )


async def _start_proceeding(client: Client, case: CaseFile, name: str, task_queue: str) -> None:
    known = case.proceeding(name)
    if known is None or not known.open:
        raise LookupError("no such proceeding")
    state = State(case=case.ref, stage=known.stage, turn=case.seq, seq=case.seq)
    await client.start_workflow(
        PROCESSES[known.kind].run,
        state,
        id=f"{case.ref}/{name}",
        task_queue=task_queue,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
    )
