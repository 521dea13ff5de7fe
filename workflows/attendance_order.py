"""A school attendance order against one parent: Education Act 1996 ss.437-443.

A passed clock opens the next step and tells an officer; it never closes the earlier answer, and serves nothing. Until
there is an order the parent may satisfy the authority on any day; a notice that came back or is void is set aside, and
the chain begins afresh.
"""

from temporalio import workflow

from domain.act import Turn
from domain.actions.of_attendance_order import BESIDE, STEPS
from domain.actions.order_changes import OrderRevoked, RequestAnswered
from domain.actions.order_evidence import ExpediencyFormed, SatisfactionDecided
from domain.actions.order_intention import IntentionPrepared, IntentionSetAside, IntentionSigned
from domain.actions.order_life import ChainClosed
from domain.actions.order_made import OrderPrepared, OrderSigned, OrderTakenBack
from domain.actions.order_notice import ChainEnded, NoticePrepared, NoticeSetAside, NoticeSigned, Reconsidered
from domain.actions.supervision_told import OrderCeased
from workflows.desk import State
from workflows.proceeding import ProceedingProcess


@workflow.defn(name="AttendanceOrder")
class AttendanceOrderProcess(ProceedingProcess):
    steps = STEPS
    within = BESIDE

    @workflow.init
    def __init__(self, state: State) -> None:
        super().__init__(state)

    @workflow.run
    async def run(self, state: State) -> str:
        return await self.run_stages()

    async def considered(self) -> str:
        """It appears that the child is not receiving suitable education (s.437(1)). Area, plan and needs are recorded;
        then the notice is prepared with its last day.
        """
        turn = await self.next_step()
        return {NoticePrepared.name: "notice-prepared"}[turn.action]

    async def notice_prepared(self) -> str:
        """Its letter is written and approved in the journey; a second person with the power signs it."""
        turn = await self.next_step()
        return {NoticeSigned.name: "notified", Reconsidered.name: "considered", NoticeSetAside.name: "considered"}[
            turn.action
        ]

    async def notified(self) -> str:
        """At least 15 days beginning with service (s.437(2)). Evidence is read and decided on whenever it comes; not
        satisfied is no step before the time is over.
        """
        while turn := await self.step_within("suitable-education-notice"):
            if turn.action == NoticeSetAside.name:
                return "considered"
        return "deciding"

    async def deciding(self) -> str:
        """Two tests: the parent has not satisfied the authority, and it is expedient that the child attends school
        (s.437(3)). For a child with a plan s.438 does not apply.
        """
        while True:
            turn = await self.next_step()
            if turn.action == NoticeSetAside.name:
                return "considered"
            if turn.action == ExpediencyFormed.name and (leads := str(turn.prepared.get("leads", ""))):
                return leads

    async def naming(self) -> str:
        """Which school, and which others are suitable alternatives (s.438(2), s.439)."""
        while True:
            turn = await self.next_step()
            if stage := self.turned(turn) or {IntentionPrepared.name: "intention-prepared"}.get(turn.action):
                return stage

    async def intention_prepared(self) -> str:
        while True:
            turn = await self.next_step()
            following = {IntentionSigned.name: "choosing", Reconsidered.name: "naming"}
            if stage := self.turned(turn) or following.get(turn.action):
                return stage

    async def choosing(self) -> str:
        """15 days beginning with service: the parent may select an alternative or apply elsewhere (s.438(3)-(6))."""
        while turn := await self.step_within("school-choice-notice"):
            if stage := self.turned(turn) or {IntentionSetAside.name: "naming"}.get(turn.action):
                return stage
        return "ordering"

    async def ordering(self) -> str:
        """The order names the parent's choice, else the school of the notice; with a plan, the plan's (s.441)."""
        while True:
            turn = await self.next_step()
            following = {OrderPrepared.name: "order-prepared", IntentionSetAside.name: "naming"}
            if stage := self.turned(turn) or following.get(turn.action):
                return stage

    async def order_prepared(self) -> str:
        while True:
            turn = await self.next_step()
            following = {OrderSigned.name: "in-force", Reconsidered.name: "ordering"}
            if stage := self.turned(turn) or following.get(turn.action):
                return stage

    async def in_force(self) -> str:
        """From its service for as long as the child is of compulsory school age (s.437(4)), unless it is amended
        (s.440), revoked (s.442), ended by a court (ss.443(2), 447(5)) or ceases under a supervision order. A breach is
        a lawyer's to charge (s.443): the order stays in force.
        """
        while turn := await self.step_within("compulsory-school-age-ends"):
            if turn.action == OrderTakenBack.name:
                return "ordering"
        raise self.end("over-age")

    # How a stage waits

    async def next_step(self) -> Turn:
        """The next step of this stage. Raises Ended where the chain is over."""
        turn = await super().next_step()
        self.ends(turn)
        return turn

    async def step_within(self, rule: str) -> Turn | None:
        """The next step of this stage, or None once the clock of that rule has passed."""
        turn = await self.step(*STEPS[self.state.stage], by=rule)
        if turn is not None:
            self.ends(turn)
        return turn

    def ends(self, turn: Turn) -> None:
        before_order = self.state.stage != "in-force"
        if before_order and turn.action == SatisfactionDecided.name and turn.data["satisfied"]:
            raise self.end("suitable-education")
        if turn.action == ChainEnded.name:
            raise self.end("ended")
        if turn.action in (OrderRevoked.name, RequestAnswered.name) and (outcome := turn.prepared.get("ends")):
            raise self.end(str(outcome))
        if turn.action == OrderCeased.name:
            raise self.end(str(turn.data["by"]))
        if turn.action == ChainClosed.name:
            raise self.end("child-died")

    def turned(self, turn: Turn) -> str:
        """A notice set aside begins the chain afresh; a plan made or ended since turns it to its other way."""
        return "considered" if turn.action == NoticeSetAside.name else str(turn.prepared.get("leads", ""))
