"""The tracing of a lost pupil: the school's upload, reminders, searches until the child is found (DOMAIN 5.1).

A passed clock asks somebody to remind, to search or to press; it sends nothing and ends nothing. The nightly run sends
reminders that carry a reference only, and tells this process so.
"""

from temporalio import workflow

from activities.names import DeliveryRequest
from domain.act import Turn
from domain.actions.of_tracing import BESIDE, STEPS
from domain.actions.tracing_file import TransferFileSent
from domain.actions.tracing_upload import LostUploadConfirmed
from workflows.delivering import Delivering
from workflows.desk import State
from workflows.proceeding import ProceedingProcess


@workflow.defn(name="Tracing")
class TracingProcess(ProceedingProcess):
    steps = STEPS
    within = BESIDE

    @workflow.init
    def __init__(self, state: State) -> None:
        super().__init__(state)

    @workflow.run
    async def run(self, state: State) -> str:
        return await self.run_stages()

    async def awaiting_file(self) -> str:
        """The school uploads its lost-pupil file on the day of deletion, at the latest fifteen school days after. Until
        it has, it is reminded; the area is searched meanwhile.
        """
        turn = await self.next_step()
        if turn.action == LostUploadConfirmed.name:
            return "searching"
        raise self.end(str(turn.prepared["ends"]))

    async def searching(self) -> str:
        """Weekly, then monthly, however long it takes."""
        turn = await self.next_step()
        raise self.end(str(turn.prepared["ends"]))

    async def after(self, turn: Turn) -> None:
        """A file that a person has sent is handed over by a process of its own, which tells what became of it."""
        if turn.action == TransferFileSent.name:
            tracing, file = workflow.info().workflow_id.split("/", 1)[1], str(turn.data["file"])
            request = DeliveryRequest(case=self.state.case, tracing=tracing, file=file, turn=turn.seq)
            await self.begin(Delivering.run, f"{tracing}-file-{turn.seq}", request)
