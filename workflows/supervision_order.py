"""An education supervision order for one child: Children Act 1989 s.36 and Sch.3 Part III, Education Act 1996 s.447.

Courts make, extend and discharge it; this keeps the days and says what may be done. Passed clocks alarm, and never
close the earlier answer: an extension that was granted in time may be recorded after the end.
"""

import contextlib

from temporalio import workflow
from temporalio.exceptions import ApplicationError

from domain.act import Act, Turn
from domain.actions.of_supervision_order import BESIDE, STEPS
from domain.actions.supervision_court import OrderMade
from domain.actions.supervision_order import (
    ApplicationAuthorised,
    ApplicationMade,
    ApplicationPrepared,
    ApplicationReconsidered,
)
from domain.actions.supervision_running import ExtensionGranted
from domain.actions.supervision_told import OrderCeased
from domain.dates.supervision import ENDS
from workflows.desk import State
from workflows.proceeding import ProceedingProcess


@workflow.defn(name="SupervisionOrder")
class SupervisionOrderProcess(ProceedingProcess):
    steps = STEPS
    within = BESIDE

    @workflow.init
    def __init__(self, state: State) -> None:
        super().__init__(state)

    @workflow.run
    async def run(self, state: State) -> str:
        return await self.run_stages()

    async def considering(self) -> str:
        """Is an order right? Social care is consulted first (s.36(8)). A court that directed an application is told
        within eight weeks that there is one, or why not (s.447(3)).
        """
        while True:
            if (await self.next_step()).action == ApplicationPrepared.name:
                return "prepared"

    async def prepared(self) -> str:
        """Somebody who conducts proceedings, and neither asked for it nor wrote it, authorises it."""
        return await self.before_court(ApplicationAuthorised.name, "authorised")

    async def authorised(self) -> str:
        """It is made to the family court (s.36(1)); the law is judged afresh as of that instant."""
        return await self.before_court(ApplicationMade.name, "applied")

    async def applied(self) -> str:
        """The court makes an order, which ends every attendance order in force (Sch.3 para 13(2)); or makes none, and
        may then end the attendance order (s.447(5)).
        """
        while True:
            if (await self.next_step()).action == OrderMade.name:
                return "in-force"

    async def in_force(self) -> str:
        """One year beginning with the day of its making, or as extended; not beyond school age (para 15). The court
        may discharge it, and a care order ends it.
        """
        while turn := await self.step(*STEPS["in-force"], by=ENDS):
            await self.over(turn)
        return "run-out"

    async def run_out(self) -> str:
        """It is over in law. Somebody records what follows, or the extension that the court granted in time."""
        while True:
            if (await self.next_step()).action == ExtensionGranted.name:
                return "in-force"

    async def before_court(self, step: str, following: str) -> str:
        while True:
            turn = await self.next_step()
            if turn.action == step:
                return following
            if turn.action == ApplicationReconsidered.name:
                return "considering"

    async def next_step(self) -> Turn:
        """The next of this stage's steps that does not end it."""
        turn = await super().next_step()
        await self.over(turn)
        return turn

    async def over(self, turn: Turn) -> None:
        """Tell the chains whose order it ends; raise Ended where this was the end."""
        for name, said in dict(turn.prepared.get("ceased", {})).items():
            process = f"{self.state.case}/{name}"
            key = f"{workflow.info().workflow_id}:{turn.seq}:ceased:{name}"
            act = Act(key=key, action=OrderCeased.name, actor="process", data=said)
            with contextlib.suppress(ApplicationError):  # a chain that has ended needs no telling
                await workflow.get_external_workflow_handle(process).signal("report", act)
        if outcome := str(turn.prepared.get("ends", "")):
            raise self.end(outcome)
