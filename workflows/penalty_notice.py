"""A penalty notice to one parent: Education Act 1996 ss.444A-444B, the 2007 regulations as amended, and for an excluded
child s.105 of the 2006 Act. Passed clocks alarm; nothing is given, withdrawn or charged by default.
"""

from temporalio import workflow

from domain.act import Turn
from domain.actions.of_penalty_notice import BESIDE, STEPS
from domain.actions.penalty_ending import UnpaidDecided
from domain.actions.penalty_notice import NoticeDropped, NoticeGiven, NoticeTakenBack
from domain.actions.penalty_payment import NoticeReceived
from domain.proceedings.penalty_notice import Choice
from workflows.desk import State
from workflows.proceeding import ProceedingProcess


@workflow.defn(name="PenaltyNotice")
class PenaltyNoticeProcess(ProceedingProcess):
    steps = STEPS
    within = BESIDE

    @workflow.init
    def __init__(self, state: State) -> None:
        super().__init__(state)

    @workflow.run
    async def run(self, state: State) -> str:
        return await self.run_stages()

    async def considered(self) -> str:
        """Is a notice right? What is asked is recorded; then it is prepared with its tariff, or dropped."""
        turn = await self.next_step()
        if turn.action == NoticeDropped.name:
            raise self.end("dropped")
        return "prepared"

    async def prepared(self) -> str:
        """Its letter is written and approved in the journey; a second person gives it."""
        turn = await self.next_step()
        if turn.action == NoticeDropped.name:
            raise self.end("dropped")
        return "given" if turn.action == NoticeGiven.name else "considered"

    async def given(self) -> str:
        """It is on its way. Neither period runs before it is received."""
        while True:
            turn = await self.next_step()
            if ends := self.ends(turn):
                return ends
            if turn.action == NoticeTakenBack.name:
                return "prepared"
            if turn.action == NoticeReceived.name:
                return "paying"

    async def paying(self) -> str:
        """28 days beginning with receipt; within the first 21 the lower amount, where there is one."""
        while turn := await self.step(*STEPS["paying"], by="penalty-payment"):
            if ends := self.ends(turn):
                return ends
        return "deciding"

    async def deciding(self) -> str:
        """Unpaid: prosecute or withdraw (reg 9). A payment sent in time still ends it."""
        while True:
            turn = await self.next_step()
            if turn.action == UnpaidDecided.name and turn.data["choice"] == Choice.PROSECUTE.value:
                return "charging"
            if ends := self.ends(turn):
                return ends
            if turn.action == NoticeReceived.name:
                return "paying"

    async def charging(self) -> str:
        """Decided, not charged yet: its six months are alarmed until proceedings begin or it is withdrawn."""
        while True:
            turn = await self.next_step()
            if ends := self.ends(turn):
                return ends
            if turn.action == NoticeReceived.name:
                return "paying"

    async def refund_due(self) -> str:
        """Over, but for money that goes back to the parent."""
        while True:
            turn = await self.next_step()
            if ends := self.ends(turn):
                return ends

    def ends(self, turn: Turn) -> str:
        """The stage in which money goes back, or nothing; raises Ended where it is over."""
        said = str(turn.prepared.get("ends", ""))
        if said and said != "refund-due":
            raise self.end(said)
        return "refund-due" if said and self.state.stage != "refund-due" else ""
