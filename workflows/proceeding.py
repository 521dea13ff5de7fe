"""What proceedings have in common: stages that are coroutines, a beginning from the journal, an end that is told."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import ClassVar

from temporalio import workflow
from temporalio.exceptions import ApplicationError

from domain.act import Act, Turn
from domain.actions.base import Action
from domain.actions.proceeding import ProceedingMoved
from domain.deadline import uk_day
from workflows.desk import Moved, State
from workflows.process import Process


class Ended(Exception):
    """Control flow: the proceeding is over. `outcome` is a word of its kind."""

    def __init__(self, outcome: str, day: date) -> None:
        self.outcome, self.day = outcome, day


class ProceedingProcess(Process):
    """A kind has a coroutine for each stage; `steps` are what its process waits for in each, and `within` what may be
    done beside.

    A stage returns the next one, or raises Ended. Between two stages the process may move to a fresh run.
    """

    steps: ClassVar[Mapping[str, tuple[type[Action], ...]]] = {}
    within: ClassVar[Mapping[str, tuple[type[Action], ...]]] = {}
    decided_on: date

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self.state.stale = True  # the journal says which clocks run

    async def run(self, state: State) -> str:
        """A kind runs its stages; Temporal wants its entry in the class itself."""
        raise NotImplementedError

    async def run_stages(self) -> str:
        """Stage after stage, until the end. Returns the outcome."""
        while True:
            try:
                stage = await getattr(self, self.state.stage.replace("-", "_"))()
            except Ended as end:
                await self.move_on(self.state.stage, end.day, ended=True, outcome=end.outcome)
                await self.leave()
                return end.outcome
            except Moved:  # a stage keeps nothing of its own: it begins again in a fresh run
                await self.leave()
                workflow.continue_as_new(self.state)
            await self.move_on(stage, self.decided_on)
            if self.should_move():
                await self.leave()
                workflow.continue_as_new(self.state)

    async def step(self, *steps: type[Action], by: str | None = None) -> Turn | None:
        """The next of these steps, or None once the clock of the rule `by` has passed."""
        name = workflow.info().workflow_id.split("/", 1)[1]
        turn = await self.expect(*steps, by=f"{name}:{by}" if by else None)
        self.decided_on = uk_day(turn.recorded_at or workflow.now()) if turn else uk_day(workflow.now())
        return turn

    async def next_step(self) -> Turn:
        """The next step of this stage, however long it takes."""
        turn = None
        while turn is None:
            turn = await self.step(*self.steps[self.state.stage])
        return turn

    def standing_actions(self) -> Iterable[type[Action]]:
        return self.within.get(self.state.stage, ())

    def between(self) -> None:
        if self.should_move():
            raise Moved(self.state.stage, uk_day(workflow.now()))

    def end(self, outcome: str) -> Ended:
        return Ended(outcome, self.decided_on)

    async def move_on(self, stage: str, day: date, *, ended: bool = False, outcome: str = "") -> None:
        self.state.stage = stage
        key = f"{workflow.info().workflow_id}:{self.state.turn}:{'ended' if ended else 'moved'}"
        data = {"stage": stage, "ended": ended, "outcome": outcome, "happened_on": day.isoformat()}
        try:
            await self.record(Act(key=key, action=ProceedingMoved.name, actor="process", data=data))
        except ApplicationError as failed:
            workflow.logger.error("move not recorded: %s", failed.type)
