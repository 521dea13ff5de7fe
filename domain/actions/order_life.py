"""An order in force: is it complied with, is it amended or revoked, does it end (Education Act 1996 ss.440-443)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import ANYONE_INSIDE
from domain.actions.order_step import OrderAction
from domain.case_file import CaseFile, Task
from domain.clock import start_clock
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.order_facts import chain_of
from domain.people import Day, Line, Words
from domain.proceedings.attendance_order import RegistrationAsked
from domain.served_documents import REGISTRATION
from domain.verdict import Verdict


class RegistrationRecorded(OrderAction):
    """What the school named says: registered since when, or not registered on the day it was asked. What an order
    demands is registration; once the child is registered, absence is s.444, never s.443 (PRACTICE 6.8).
    """

    name: ClassVar[str] = "record-registration"
    label: ClassVar[str] = "Record whether the child is registered at the school named"
    day_field: ClassVar[str] = "asked_on"
    answers: ClassVar[tuple[str, ...]] = ("ask-registration",)

    asked_on: Day | None = Field(default=None, title="When was the school asked?", description="Leave empty for today")
    said_by: Line = Field(title="Who said so?", min_length=2)
    registered_on: Day | None = Field(
        default=None, title="Registered since when?", description="Leave empty if the child is not registered"
    )
    evidence: Words = Field(default="", title="In the school's own words")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"said_by": "The registrar", "evidence": "No child of this name is on our admission register."}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        order = chain_of(facts).order
        if order is None or order.ledger.standing is None:
            yield refused("ORDER_NOT_SERVED", "The order has not been served", needs="service of the order")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.asked_on, "asked_on")
        yield from impossible_day(facts, self.registered_on, "registered_on")
        if self.registered_on is not None and self.registered_on > self.day(facts.today):
            yield refused("REGISTERED_LATER", "The school was asked before that day", "registered_on")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        """Registered: nobody asks again. Not registered: asked again later, and a lawyer is told of the breach."""
        chain = chain_of(facts)
        name = f"{chain.name}:{REGISTRATION}"
        clock = facts.case.clock(name)
        if self.registered_on is not None:
            return Consequences(stop=[name] if clock is not None and clock.running else [])
        again = start_clock(
            REGISTRATION,
            self.day(facts.today),
            facts.almanac,
            process=f"{facts.case.ref}/{chain.name}",
            name=name,
        )
        tasks = [
            Task(
                id=f"T{seq}-breach-{audience}",
                name="order-breach",
                title="An attendance order is not complied with: consider a charge under section 443",
                why="The school named says that the child is not registered",
                action="begin-prosecution-on-order",
                due_on=facts.today,
                audience=audience,
                subject=chain.name,
            )
            for audience in ("owner", "legal")
        ]
        return Consequences(clocks=[again], tasks=tasks)

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        """With the child registered nobody is to charge the breach any more."""
        done = list(super().tasks_done(case, entry))
        if self.registered_on is not None:
            name = self.on(case, entry).name
            done += [task for task in case.open_tasks() if (task.name, task.subject) == ("order-breach", name)]
        return done

    def change(self, case: CaseFile, entry: Entry) -> None:
        chain = self.on(case, entry)
        if chain.order is not None:
            chain.registrations.append(
                RegistrationAsked(
                    school=chain.order.named_on(self.registered_on or entry.happened_on).number,
                    asked_on=entry.happened_on,
                    said_by=self.said_by,
                    registered_on=self.registered_on,
                    evidence=self.evidence,
                )
            )


class ChainClosed(OrderAction):
    """The child has died: the order has nothing left to ask, and its process ends."""

    name: ClassVar[str] = "end-order-on-death"
    label: ClassVar[str] = "End everything: the child has died"
    backward: ClassVar[bool] = True
    roles: ClassVar = ANYONE_INSIDE
    answers: ClassVar[tuple[str, ...]] = ("serve-again", "issue-afresh", "ask-registration", "order-breach")

    how_known: Words = Field(title="How do we know?", min_length=3)

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"how_known": "The registrar's certificate was seen."}
