"""What a court says and is told about an education supervision order: its direction, the answer, and what became of
the application (Education Act 1996 s.447(2)-(5); Children Act 1989 s.36).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.begin_supervision_order import CourtsDirection, direction_refused
from domain.actions.proceeding import clock_name
from domain.actions.supervision_order import POWER
from domain.actions.supervision_step import (
    REPLY,
    SupervisionAction,
    chains,
    hand_of,
    reply_clock,
    step_of,
    supervision_order,
)
from domain.actions.supervision_told import ANSWER, answer_the_court, look_at_chains
from domain.case_file import CaseFile
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.law.authority import holds
from domain.law.court_direction import late, replying
from domain.law.supervision_order import orders_ended, recording_made, refusing
from domain.people import Day, Line, Reasoned, Words
from domain.proceedings.attendance_order import EndedBy
from domain.proceedings.supervision_order import (
    Made,
    Outcome,
    Refusal,
    Reply,
    SupervisionOrder,
)
from domain.supervision_clocks import running_clocks, supervision_orders
from domain.verdict import Verdict


class CourtDirected(CourtsDirection, SupervisionAction):
    """A court directs an application while the authority is considering one by itself (s.447(2))."""

    name: ClassVar[str] = "record-court-direction"
    label: ClassVar[str] = "Record that a court directed an application"

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if supervision_order(facts).direction is not None:
            yield refused("DIRECTION_TWICE", "A direction is recorded here already", needs="an answer to it")

    def lawful(self, facts: Facts, order: SupervisionOrder) -> Iterator[Verdict]:
        yield from direction_refused(facts, self.direction(facts.today))

    def follows(self, facts: Facts, seq: int) -> Consequences:
        name = facts.proceeding.name
        clock = reply_clock(name, self.direction(facts.today), facts)
        return Consequences(clocks=[clock], tasks=answer_the_court(name, clock, facts, seq))

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.on(case, entry).direction = self.direction(entry.happened_on)


class CourtAnswered(SupervisionAction):
    """The court is told that the authority applies, or having consulted that it does not, and why. A late answer is
    still given, and shown as late.
    """

    name: ClassVar[str] = "reply-to-court"
    label: ClassVar[str] = "Record the answer to the court"
    day_field: ClassVar[str] = "told_on"
    answers: ClassVar[tuple[str, ...]] = (ANSWER, "answer-court-late")

    applies: bool = Field(title="Does the authority apply for an order?")
    reasons: Words = Field(default="", title="If not, why not?")
    consulted_on: Day | None = Field(
        default=None, title="When was the appropriate local authority consulted?", description="Where we do not apply"
    )
    told_on: Day | None = Field(default=None, title="When was the court told?", description="Leave empty for today")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"applies": True}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if supervision_order(facts).direction is None:
            yield refused("NO_DIRECTION", "No court has directed an application", needs="nothing to answer")

    def reply(self, by: str, today: date) -> Reply:
        return Reply(
            applies=self.applies, reasons=self.reasons, consulted_on=self.consulted_on, told_on=self.day(today), by=by
        )

    def lawful(self, facts: Facts, order: SupervisionOrder) -> Iterator[Verdict]:
        yield from impossible_day(facts, self.told_on, "told_on")
        yield from impossible_day(facts, self.consulted_on, "consulted_on")
        yield from holds(facts.authorisations, POWER, hand_of(facts))
        if order.direction is None:
            return
        reply = self.reply(facts.actor.id, facts.today)
        if reply.told_on < order.direction.on:
            yield refused("ANSWER_BEFORE", "The court was told before it had directed anything", "told_on")
        yield from replying(order.direction, reply)
        if not self.applies and order.application is not None and order.ending is None and order.refused is None:
            yield refused(
                "ALREADY_APPLIED", "The authority has applied", "applies", needs="withdraw the application first"
            )

    def follows(self, facts: Facts, seq: int) -> Consequences:
        order = supervision_order(facts)
        if order.direction is None:
            return Consequences()
        reply = self.reply(facts.actor.id, facts.today)
        ready = {"late": late(order.direction, reply, facts.almanac) or ""}
        return Consequences(prepared=ready if self.applies else {**ready, "ends": Outcome.NOT_APPLIED.value})

    def change(self, case: CaseFile, entry: Entry) -> None:
        reply = self.reply(entry.actor, entry.happened_on)
        late_by = str(entry.consequences.prepared.get("late", ""))
        self.on(case, entry).reply = reply.model_copy(update={"late": late_by})

    def clocks_met(self, case: CaseFile) -> Iterable[str]:
        return [clock_name(each, REPLY) for each in supervision_orders(case) if each.reply is not None]


class OrderMade(SupervisionAction):
    """From its making, which counts, it is in force: it ends every attendance order in force, and its directions take
    the place of the duties under ss.7 and 444 (Sch.3 para 13).
    """

    name: ClassVar[str] = "record-supervision-order-made"
    label: ClassVar[str] = "Record that the court made the order"

    court: Line = Field(default="", title="Which court?")
    authority: Line = Field(title="Which local authority is designated?", min_length=2)
    supervisor: Line = Field(title="Who is the supervisor?", min_length=2)

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"authority": "This authority", "supervisor": "Amina Okafor"}

    def made(self, on: date, order: SupervisionOrder) -> Made:
        court = self.court or (order.application.court if order.application else "")
        return Made(on=on, court=court, authority=self.authority, supervisor=self.supervisor)

    def lawful(self, facts: Facts, order: SupervisionOrder) -> Iterator[Verdict]:
        yield from recording_made(step_of(facts, order), self.day(facts.today))

    def follows(self, facts: Facts, seq: int) -> Consequences:
        order, on = supervision_order(facts), self.day(facts.today)
        made = order.model_copy(update={"made": self.made(on, order)})
        ended = orders_ended(step_of(facts, order), on, chains(facts.case))
        told = {name: {"by": EndedBy.SUPERVISION.value, "ended_on": on.isoformat()} for name in ended}
        return Consequences(
            clocks=running_clocks(made, facts),
            tasks=look_at_chains(chains(facts.case), ended, facts, seq),
            prepared={"ceased": told},
        )

    def change(self, case: CaseFile, entry: Entry) -> None:
        order = self.on(case, entry)
        order.made = self.made(entry.happened_on, order)


class OrderRefused(SupervisionAction):
    """The court made no order; where the child was in care it may end the attendance order (s.447(5))."""

    name: ClassVar[str] = "record-supervision-order-refused"
    label: ClassVar[str] = "Record that the court made no order"

    reasons: Reasoned = Field(title="What did the court say?")
    attendance_order_ended: bool = Field(default=False, title="Did it end the attendance order?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reasons": "The court thought that support was enough."}

    def refusal(self, on: date) -> Refusal:
        return Refusal(on=on, reasons=self.reasons, attendance_order_ended=self.attendance_order_ended)

    def lawful(self, facts: Facts, order: SupervisionOrder) -> Iterator[Verdict]:
        yield from refusing(step_of(facts, order), self.refusal(self.day(facts.today)), chains(facts.case))

    def follows(self, facts: Facts, seq: int) -> Consequences:
        on, told = self.day(facts.today), {}
        if self.attendance_order_ended:
            live = orders_ended(step_of(facts, supervision_order(facts)), on, chains(facts.case))
            told = {name: {"by": EndedBy.COURT.value, "ended_on": on.isoformat()} for name in live}
        return Consequences(prepared={"ceased": told, "ends": Outcome.REFUSED.value})

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.on(case, entry).refused = self.refusal(entry.happened_on)


class ApplicationWithdrawn(SupervisionAction):
    """Before the court has decided: with its leave, or because the child has died."""

    name: ClassVar[str] = "withdraw-supervision-application"
    label: ClassVar[str] = "Record that the application was withdrawn"
    backward: ClassVar[bool] = True

    reason: Reasoned = Field(title="Why?")
    child_died: bool = Field(default=False, title="The child has died")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reason": "The child attends again; the court agreed."}

    def follows(self, facts: Facts, seq: int) -> Consequences:
        outcome = Outcome.CHILD_DIED if self.child_died else Outcome.WITHDRAWN
        return Consequences(prepared={"ends": outcome.value})
