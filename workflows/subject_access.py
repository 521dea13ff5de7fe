"""A request for personal data: known who asks, collected, reviewed, checked by a second person, handed over.

Its month (UK GDPR art 12(3)) rings and asks; nothing is ever given because time passed (PRACTICE 1.1).
"""

from temporalio import workflow

from domain.act import Turn
from domain.actions.of_subject_access import BESIDE, STEPS
from domain.actions.subject_access import AccessEnded, AccessHandedOver, AccessPassed
from workflows.desk import State
from workflows.proceeding import ProceedingProcess


@workflow.defn(name="SubjectAccess")
class SubjectAccessProcess(ProceedingProcess):
    steps = STEPS
    within = BESIDE

    @workflow.init
    def __init__(self, state: State) -> None:
        super().__init__(state)

    @workflow.run
    async def run(self, state: State) -> str:
        return await self.run_stages()

    async def collecting(self) -> str:
        """Everything that is held, here and on the cases that were merged into this one; once it is known who asks."""
        await self.next_step()
        return "reviewing"

    async def reviewing(self) -> str:
        """Each thing is given, given with words blanked, or left out with the reason."""
        await self.next_step()
        return "checking"

    async def checking(self) -> str:
        """A second person passes it, which builds the answer, or sends it back."""
        turn = await self.next_step()
        return "ready" if turn.action == AccessPassed.name else "reviewing"

    async def ready(self) -> str:
        """Until it has reached whoever asked."""
        turn = await self.next_step()
        if turn.action == AccessHandedOver.name:
            raise self.end("given")
        return "reviewing"

    async def next_step(self) -> Turn:
        """The next step of this stage. Raises Ended where somebody ends the request."""
        turn = await super().next_step()
        if turn.action == AccessEnded.name:
            raise self.end(str(turn.prepared["ends"]))
        return turn
