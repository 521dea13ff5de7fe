"""A child's journey, from referral to back in school. Each stage is a coroutine that returns the next."""

from datetime import date

from temporalio import workflow
from temporalio.exceptions import ApplicationError, FailureError

from activities.names import DispatchRequest, MailRequest
from domain.act import Act, Turn
from domain.actions import STEPS, standing
from domain.actions.asking_agencies import AGENCY_MAIL
from domain.actions.base import Action
from domain.actions.clocks import StageEntered
from domain.actions.closing import CaseClosed
from domain.actions.contact import ChildNotFound
from domain.actions.letters import LetterIssued
from domain.actions.merging import CaseMerged, ClosedAsDuplicate, MergeUndone
from domain.actions.of_proceedings import BEGINNINGS
from domain.actions.work import CaseSentBack
from domain.deadline import uk_day
from domain.vocabulary import Stage
from workflows.agency_mailing import AgencyMailing
from workflows.desk import Moved, State
from workflows.dispatch import Dispatch
from workflows.kinds import PROCESSES, first_stage
from workflows.process import Process


@workflow.defn(name="Journey")
class Journey(Process):
    """Lives as long as the case's record: closed is a stage like the others, and a closed case can be reopened."""

    decided_on: date

    @workflow.init
    def __init__(self, state: State) -> None:
        super().__init__(state)

    @workflow.run
    async def run(self, state: State) -> None:
        while True:
            try:
                stage = await getattr(self, Stage(self.state.stage).value)()
                day = self.decided_on
            except Moved as moved:
                stage, day = Stage(moved.stage), moved.day
            if stage != self.state.stage:
                await self.enter(stage, day)
            if self.should_move():
                await self.leave()
                workflow.continue_as_new(self.state)

    async def referral(self) -> Stage:
        """Somebody told us. An officer decides what it is; nothing is decided by time."""
        return await self.next_or(Stage.CHECKS)

    async def checks(self) -> Stage:
        """Is the child on a roll somewhere, taught at home, known to another authority?"""
        return await self.next_or(Stage.CONTACT)

    async def contact(self) -> Stage:
        """Telephone, letters, visits, until somebody has reached the family or nobody can find it."""
        return await self.next_or(Stage.SUPPORT)

    async def support(self) -> Stage:
        """What does the child need, and what does it want? A plan is agreed."""
        return await self.next_or(Stage.PLACEMENT)

    async def placement(self) -> Stage:
        """A place is applied for, offered and accepted. Offered and not started is still missing education."""
        return await self.next_or(Stage.REINTEGRATION)

    async def reintegration(self) -> Stage:
        """The child starts, and stays; or the place does not work out, and support begins again."""
        return await self.next_or(Stage.SUPPORT)

    async def dormant(self) -> Stage:
        """Not found, and not forgotten: looked for by the case's own clock until somebody finds a trace."""
        return await self.next_or(Stage.CONTACT)

    async def closed(self) -> Stage:
        """Notes, corrections and returned post still work here, and so does beginning again."""
        return await self.next_or(Stage.CONTACT)

    # How a stage waits

    async def next_or(self, following: Stage) -> Stage:
        """Wait for a step of this stage: it leads to `following`, unless the case closes or the child cannot be
        found.
        """
        turn = None
        while turn is None:
            turn = await self.expect(*STEPS[Stage(self.state.stage)])
        self.decided_on = self.day_of(turn)
        if turn.action == CaseClosed.name:
            return Stage.CLOSED
        if turn.action == ChildNotFound.name:
            return Stage.DORMANT
        return following

    def standing_actions(self) -> tuple[type[Action], ...]:
        return standing(Stage(self.state.stage))

    async def after(self, turn: Turn) -> None:
        if self.state.unentered is not None:
            await self.enter(Stage(self.state.stage), self.state.unentered)
        if turn.action == CaseSentBack.name:
            raise Moved(turn.data["to"], self.day_of(turn))
        if turn.action == LetterIssued.name and turn.prepared.get("channel") == "notify":
            letter = turn.data["letter"]
            await self.begin(Dispatch.run, f"letter-{letter}", DispatchRequest(case=self.state.case, letter=letter))
        if turn.prepared.get("channel") == AGENCY_MAIL:
            enquiry = turn.data.get("enquiry") or f"E{turn.seq}"
            mail = MailRequest(case=self.state.case, enquiry=enquiry, document=f"D{turn.seq}")
            await self.begin(AgencyMailing.run, f"mail-{turn.seq}", mail)
        if turn.action in (CaseMerged.name, MergeUndone.name):
            await self.tell_the_other(turn)
        if turn.action == ClosedAsDuplicate.name:
            raise Moved(Stage.CLOSED, self.day_of(turn))
        if stage := turn.prepared.get("stage"):  # opened again where it stood: nothing is entered anew
            self.state.stage = stage
            raise Moved(stage, self.day_of(turn))
        if (kind := BEGINNINGS.get(turn.action)) is not None:
            begun = State(case=self.state.case, stage=first_stage(kind), turn=turn.seq, seq=turn.seq)
            await self.begin(PROCESSES[kind].run, str(turn.prepared["proceeding"]), begun)

    async def tell_the_other(self, turn: Turn) -> None:
        """The other half of a merge, or of its undoing. Told by signal, so it arrives even if that process is down now;
        if it does not, the nightly sweep finds half a merge.
        """
        here, reason = self.state.case, turn.data["reason"]
        body = {"other": here, "reason": reason}
        if turn.action == CaseMerged.name:
            body = {"surviving_case": here, "evidence": reason}
        name = ClosedAsDuplicate.name if turn.action == CaseMerged.name else MergeUndone.name
        act = Act(key=f"{here}:{turn.seq}:{name}", action=name, actor="process", data=body)
        try:
            await workflow.get_external_workflow_handle(turn.data["other"]).signal("report", act)
        except FailureError as failed:
            workflow.logger.error("the other case was not told: %s", type(failed).__name__)

    def between(self) -> None:
        if self.should_move():  # a stage may last for years: its run must not
            raise Moved(self.state.stage, uk_day(workflow.now()))

    async def enter(self, stage: Stage, day: date) -> None:
        """Entering a stage is an entry of its own: it starts that stage's clocks, from the day the step was decided."""
        self.state.stage = stage
        key = f"{workflow.info().workflow_id}:{self.state.turn}:entered"
        data = {"stage": stage.value, "happened_on": day.isoformat()}
        try:
            await self.record(Act(key=key, action=StageEntered.name, actor="process", data=data))
            self.state.unentered = None
        except ApplicationError as failed:
            # The case goes on; whatever happens next tries this again, with its own day.
            workflow.logger.error("stage not recorded: %s", failed.type)
            self.state.unentered = day

    def day_of(self, turn: Turn) -> date:
        return uk_day(turn.recorded_at or workflow.now())
