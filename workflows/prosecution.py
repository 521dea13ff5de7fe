"""A prosecution of one parent: Education Act 1996 ss.443-447. People decide; a clock that passes charges nobody."""

from temporalio import workflow

from domain.act import Act, Turn
from domain.actions.of_prosecution import BESIDE, STEPS
from domain.actions.penalty_ending import NoticeCharged
from domain.actions.prosecution_court import PleaRecorded, ResultRecorded
from domain.actions.prosecution_decision import ProsecutionAuthorised, ProsecutionDropped, ReviewGiven, SentToReview
from domain.actions.supervision_told import OrderCeased
from domain.deadline import uk_day
from domain.facts import PROCESS
from domain.proceedings.attendance_order import EndedBy
from workflows.desk import State
from workflows.proceeding import ProceedingProcess
from workflows.telling import Teller


@workflow.defn(name="Prosecution")
class ProsecutionProcess(ProceedingProcess):
    steps = STEPS
    within = BESIDE

    @workflow.init
    def __init__(self, state: State) -> None:
        super().__init__(state)
        self.teller = Teller(self.state)

    @workflow.run
    async def run(self, state: State) -> str:
        self.teller.go_on()
        outcome = await self.run_stages()
        await self.teller.told()
        return outcome

    async def preparing(self) -> str:
        """Offence and procedure, evidence, needs, an interview offered, a supervision order considered first, s.447(1),
        and every defence of s.444 screened: then the file is complete.
        """
        turn = await self.next_step()
        if turn.action == SentToReview.name:
            return "reviewing"
        raise self.end("dropped")

    async def reviewing(self) -> str:
        """A lawyer who is not the case's officer: is the evidence enough, and is it in the public interest?"""
        turn = await self.next_step()
        self.dropped(turn)
        good = turn.action == ReviewGiven.name and turn.data["evidential"] and turn.data["public_interest"]
        return "authorising" if good else "preparing"

    async def authorising(self) -> str:
        """By somebody else whom the register of authorisations gives that power."""
        turn = await self.next_step()
        self.dropped(turn)
        return "authorised" if turn.action == ProsecutionAuthorised.name else "preparing"

    async def authorised(self) -> str:
        """The charge is written and approved in the journey; proceedings begin when it is issued, within six months of
        each session relied on (Magistrates' Courts Act 1980 s.127). Every penalty notice for its sessions is told.
        """
        turn = await self.next_step()
        self.dropped(turn)
        if "notices" not in turn.prepared:
            return "preparing"
        for notice in turn.prepared["notices"]:
            self.tell_charged(str(notice), turn)
        return "begun"

    async def begun(self) -> str:
        """The charge is on its way; or the prosecution is discontinued before it is served."""
        turn = await self.next_step()
        return self.result(turn) or "served"

    async def served(self) -> str:
        """By post to a single justice in 21 days, or at the first hearing. The 21 days passing decide nothing."""
        while True:
            turn = await self.next_step()
            if ended := self.result(turn):
                return ended
            if turn.action == PleaRecorded.name:
                return "in-court"

    async def in_court(self) -> str:
        """Hearings, adjournments, perhaps another plea; at the end the court decides, or it is discontinued."""
        while True:
            turn = await self.next_step()
            if ended := self.result(turn):
                return ended

    async def ended(self) -> str:
        """What the result means for the child, and what is learned from it."""
        turn = await self.next_step()
        raise self.end(str(turn.prepared["ends"]))

    def dropped(self, turn: Turn) -> None:
        if turn.action == ProsecutionDropped.name:
            raise self.end("dropped")

    def result(self, turn: Turn) -> str:
        """The stage after a result, or nothing. An order that the court has ended (s.443(2)) is told so."""
        if turn.action != ResultRecorded.name:
            return ""
        if ceased := str(turn.prepared.get("ceased", "")):
            day = turn.data.get("result_on") or uk_day(turn.recorded_at or workflow.now()).isoformat()
            act = Act(
                key=f"{workflow.info().workflow_id}:ceased:{ceased}",
                action=OrderCeased.name,
                actor=PROCESS.id,
                data={"by": EndedBy.ACQUITTAL.value, "ended_on": day},
            )
            self.teller.tell(f"{self.state.case}/{ceased}", act)
        return "ended"

    def tell_charged(self, notice: str, turn: Turn) -> None:
        """The notice ends with it. That proceedings have begun stands in the journal already."""
        began = (turn.recorded_at or workflow.now()).isoformat()
        name = workflow.info().workflow_id.split("/", 1)[1]
        act = Act(
            key=f"{workflow.info().workflow_id}:charged:{notice}",
            action=NoticeCharged.name,
            actor=PROCESS.id,
            data={"prosecution": name, "began_at": began},
        )
        self.teller.tell(f"{self.state.case}/{notice}", act)
