"""A child reported missing to the police: told by a named person, looked for by the police, found, spoken to.

The clocks ask: for a reference and a grade the same day, for what the police have done again and again, for a return
interview within 72 hours of the child being found. None of them closes anything.
"""

from temporalio import workflow

from domain.act import Turn
from domain.actions.of_police_referral import BESIDE, STEPS
from domain.actions.police_referral import ChildFound, PoliceAnswered
from workflows.desk import State
from workflows.proceeding import ProceedingProcess


@workflow.defn(name="PoliceReferral")
class PoliceReferralProcess(ProceedingProcess):
    steps = STEPS
    within = BESIDE

    @workflow.init
    def __init__(self, state: State) -> None:
        super().__init__(state)

    @workflow.run
    async def run(self, state: State) -> str:
        return await self.run_stages()

    async def sent(self) -> str:
        """They were called and have the document. Their reference, grade and officer are still wanted."""
        turn = await self.next_step()
        return {PoliceAnswered.name: "looking", ChildFound.name: "found"}[turn.action]

    async def looking(self) -> str:
        """Until they find the child, or a supervisor closes it and says what is done instead."""
        return {ChildFound.name: "found"}[(await self.next_step()).action]

    async def found(self) -> str:
        """A return interview is offered; the child may decline it."""
        turn = await self.next_step()
        raise self.end(str(turn.prepared["ends"]))

    async def next_step(self) -> Turn:
        """The next step of this stage. Raises Ended where a supervisor closes it."""
        turn = await super().next_step()
        if self.state.stage != "found" and (outcome := str(turn.prepared.get("ends", ""))):
            raise self.end(outcome)
        return turn
