"""One mailbox, one `expect`: what every durable process is written with (DESIGN 2.1, 2.2).

Handlers never touch the world: they put an act on the desk and wait. `expect`, in the process itself, takes one at a
time, has it recorded, goes on, publishes what is open, and answers. So of two officers one is told: no step now.
"""

import contextlib
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel
from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError, FailureError, WorkflowAlreadyStartedError

from activities.names import PLACE, PUBLISH, RECALL, RECORD
from domain.act import Act, Place, Receipt, Standing, Turn
from domain.actions.base import Action
from domain.deadline import uk_day
from workflows.desk import Desk, State, said_by

# Only outages reach the retry: whatever else goes wrong in the recorder is answered at once (DESIGN 2.3).
OUTAGE = RetryPolicy(initial_interval=timedelta(milliseconds=200), maximum_interval=timedelta(seconds=30))
TRY_LATER = timedelta(hours=1)
# A worker that was killed is noticed after this long, and what it was recording is recorded by another. It takes
# milliseconds; only a letter just being handed to Notify holds a case's lock for longer, and then it is tried again.
ONE_TRY = timedelta(seconds=10)


class Process:
    """`state` comes with the run. A process says in `standing_actions` what is open beside the steps it waits for."""

    def __init__(self, state: State) -> None:
        self.state = state.model_copy(update={"carried": []})
        self.open: tuple[type[Action], ...] = ()
        self.taken = 0  # in this run
        self.moving = False
        self.fresh_run_wanted = False
        self.inbox = deque(Desk(act, reported=True) for act in state.carried)
        self.unanswered: list[Desk] = []

    # What a process is written with

    async def expect(self, *steps: type[Action], by: str | None = None) -> Turn | None:
        """The next of these steps, once recorded; or None once the clock named `by` has passed.

        A passed clock is noticed before any act is taken: a late act is never in time.
        """
        self.open = (*steps, *self.standing_actions())
        wanted = {step.name for step in steps}
        await self.settle()
        while True:
            if self.state.stale:
                await self.read_place()
                continue
            if (due := self.due_clock()) is not None:
                turn = await self.pass_clock(*due)
                if turn is not None and due[0] == by:
                    return None
                if turn is not None:
                    await self.after(turn)
                self.between()
                await self.settle()
                continue
            if not await self.something_on_the_desk():
                continue
            turn = await self.take(self.inbox.popleft())
            if turn is None:
                self.between()
                continue
            if turn.action in wanted:
                return turn
            await self.after(turn)
            self.between()
            await self.settle()

    def standing_actions(self) -> Iterable[type[Action]]:
        return ()

    async def after(self, turn: Turn) -> None:
        """What a recorded act that is no step, or a passed clock, makes the process do. May raise Moved."""

    def between(self) -> None:
        """Between two acts that are no steps, done or refused: a process that can go on from its state moves here."""

    async def record(self, act: Act) -> Turn:
        """Have an act recorded; its clocks become the process's. Raises ApplicationError with a code if it is not."""
        try:
            turn: Turn = await workflow.execute_activity(
                RECORD,
                args=[self.state.case, workflow.info().workflow_id, act, workflow.now()],
                result_type=Turn,
                start_to_close_timeout=ONE_TRY,
                retry_policy=OUTAGE,
            )
        except ActivityError as failed:
            raise said_by(failed) from None
        self.state.turn += turn.seq > self.state.seq
        self.state.seq = max(self.state.seq, turn.seq)
        self.state.clocks = turn.clocks
        self.state.held = {name: until for name, until in self.state.held.items() if name in turn.clocks}
        for process in turn.touched:
            await self.tell_to_look(process)
        return turn

    async def tell_to_look(self, process: str) -> None:
        """Another process of the case has other clocks now. One that has ended does not need to know."""
        with contextlib.suppress(ApplicationError):
            await workflow.get_external_workflow_handle(process).signal("look_again")

    async def read_place(self) -> None:
        """Take the clocks as the journal has them, and publish them."""
        self.state.stale = False
        try:
            place: Place = await workflow.execute_activity(
                PLACE,
                args=[self.state.case, workflow.info().workflow_id],
                result_type=Place,
                start_to_close_timeout=ONE_TRY,
                retry_policy=OUTAGE,
            )
        except ActivityError as failed:
            workflow.logger.error("place not read: %s", said_by(failed).type)  # the sweep reports it
            return
        self.state.clocks = place.clocks
        # A process that was started again counts on from the journal, so that no key of it is used twice.
        self.state.turn, self.state.seq = max(self.state.turn, place.seq), max(self.state.seq, place.seq)
        await self.settle()

    async def begin(self, child: Callable[..., Awaitable[Any]], name: str, request: BaseModel) -> None:
        """Start a child that outlives this run: abandoned on purpose, it reports back by signal.

        A run with an open child cannot be fast-forwarded, so the process moves to a fresh one.
        """
        self.state.children[name] = "running"
        self.fresh_run_wanted = True
        try:
            await workflow.start_child_workflow(
                child,
                request,
                id=f"{self.state.case}/{name}",
                parent_close_policy=workflow.ParentClosePolicy.ABANDON,
            )
        except WorkflowAlreadyStartedError:
            workflow.logger.info("child already started")

    # Clocks

    def next_ring(self) -> tuple[datetime, str] | None:
        """When the next clock is to be passed, and its name."""
        rings = self.state.clocks.items()
        return min(((max(at, self.state.held.get(name, at)), name) for name, at in rings), default=None)

    def due_clock(self) -> tuple[str, datetime] | None:
        ring = self.next_ring()
        if ring is None or ring[0] > workflow.now():
            return None
        return ring[1], self.state.clocks[ring[1]]

    async def pass_clock(self, name: str, rings_at: datetime) -> Turn | None:
        """None where somebody moved it in the meantime, or where it could not be recorded."""
        # By turn, not by instant: a clock moved away and back by corrections rings twice at the same instant.
        key = f"{workflow.info().workflow_id}:{self.state.turn}:{name}"
        # It happened on the day that ended, however late this is noticed.
        day = uk_day(rings_at - timedelta(microseconds=1))
        self.taken += 1
        data = {"clock": name, "rings_at": rings_at.isoformat(), "happened_on": day.isoformat()}
        try:
            turn = await self.record(Act(key=key, action="clock-passed", actor="clock", data=data))
        except ApplicationError as failed:
            # A bug in the recorder never blocks a case: the clock is tried again later, and the sweep reports it.
            workflow.logger.error("clock not recorded: %s", failed.type)
            self.state.held[name] = workflow.now() + TRY_LATER
            return None
        return turn if turn.recorded else None

    async def something_on_the_desk(self) -> bool:
        ring = self.next_ring()
        left = None if ring is None else max(ring[0] - workflow.now(), timedelta(0))
        try:
            await workflow.wait_condition(lambda: bool(self.inbox) or self.state.stale, timeout=left)
        except TimeoutError:
            return False
        return not self.state.stale and self.due_clock() is None

    # The desk

    async def take(self, desk: Desk) -> Turn | None:
        """Have it recorded. None where it was refused, or is an act that this process has taken before."""
        seen = self.state.seq
        self.taken += 1  # a refusal too: the engine takes only so many updates in one run
        try:
            if not desk.reported and desk.act.action not in {action.name for action in self.open}:
                desk.seq = await self.recall(desk.act)
                desk.answer = self.receipt(desk, settled=True)
                return None
            turn = await self.record(desk.act)
        except ApplicationError as refused:
            desk.answer = refused
            if desk.reported and refused.type == "FAULT":
                self.state.carried.append(desk.act)  # nobody would send it again: the next run tries it
            return None
        desk.seq = turn.seq
        if turn.seq <= seen:  # sent again: answered again, and nothing follows from it twice
            desk.answer = self.receipt(desk, settled=True)
            return None
        self.unanswered.append(desk)
        return turn

    async def recall(self, act: Act) -> int:
        """The entry that an act became when it was a step. Raises NOT_A_STEP with what is open, or KEY_REUSED."""
        try:
            seq: int = await workflow.execute_activity(
                RECALL,
                args=[workflow.info().workflow_id, act],
                result_type=int,
                start_to_close_timeout=ONE_TRY,
                retry_policy=OUTAGE,
            )
        except ActivityError as failed:
            raise said_by(failed) from None
        if seq:
            return seq
        steps = sorted(action.name for action in self.open)
        raise ApplicationError("no step of the process now", steps, type="NOT_A_STEP", non_retryable=True)

    async def settle(self) -> None:
        """Publish what is open now, then answer those whose acts led here. A local activity: repeating it is
        harmless.
        """
        try:
            await workflow.execute_local_activity(
                PUBLISH, self.standing(), start_to_close_timeout=timedelta(seconds=10), retry_policy=OUTAGE
            )
        except FailureError as failed:  # of a local activity the bare cause arrives
            workflow.logger.error("not published: %s", said_by(failed).type)  # the sweep reports it
        self.answer(settled=True)

    def standing(self) -> Standing:
        return Standing(
            case=self.state.case,
            process=workflow.info().workflow_id,
            turn=self.state.turn,
            stage=self.state.stage,
            open=[action.name for action in self.open],
            clocks=self.state.clocks,
            at=workflow.now(),
        )

    def answer(self, *, settled: bool) -> None:
        for desk in self.unanswered:
            desk.answer = self.receipt(desk, settled=settled)
        self.unanswered.clear()

    def receipt(self, desk: Desk, *, settled: bool) -> Receipt:
        names = [action.name for action in self.open] if settled else []
        return Receipt(key=desk.act.key, seq=desk.seq, stage=self.state.stage, open=names, settled=settled)

    # Moving to a fresh run

    def should_move(self) -> bool:
        grown = workflow.info().is_continue_as_new_suggested()
        return self.fresh_run_wanted or grown or self.taken >= self.state.run_turns

    async def leave(self) -> None:
        """Answer everyone. What came by signal is carried; what came by update is asked to come again."""
        self.moving = True
        self.answer(settled=False)
        self.state.carried = [desk.act for desk in self.inbox if desk.reported] + self.state.carried
        for desk in self.inbox:
            desk.answer = ApplicationError("ask again", type="TRY_AGAIN", non_retryable=True)
        await workflow.wait_condition(workflow.all_handlers_finished)

    @workflow.update
    async def act(self, act: Act) -> Receipt:
        if self.moving:
            raise ApplicationError("ask again", type="TRY_AGAIN", non_retryable=True)
        desk = Desk(act)
        self.inbox.append(desk)
        await workflow.wait_condition(lambda: desk.answer is not None)
        if isinstance(desk.answer, Receipt):
            return desk.answer
        raise desk.answer or ApplicationError("no answer", type="FAULT", non_retryable=True)

    @workflow.signal
    def report(self, act: Act) -> None:
        """What a child process or the service itself has to tell."""
        if self.moving:
            self.state.carried.append(act)
        else:
            self.inbox.append(Desk(act, reported=True))

    @workflow.signal
    def look_again(self) -> None:
        """Another process of the case has moved this one's clocks."""
        self.state.stale = True

    @workflow.query
    def stands(self) -> Standing:
        """What is open now, straight from the process: the nightly sweep compares it with the standing row."""
        return self.standing()
