"""The school attendance order: prepared, signed, and told to the school it names (Education Act 1996 ss.437(3)-(5))."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.order_groundwork import school_known
from domain.actions.order_notice import Prepares, before_signing
from domain.actions.order_step import OrderAction, Signs, prepared_of, relied_on
from domain.case_file import CaseFile, Task
from domain.deadline import uk_day
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import refused
from domain.law import attendance_order
from domain.law.attendance_order import copies_due, telling, to_be_named
from domain.order_facts import chain_of, step_of
from domain.people import Line, Reasoned
from domain.proceedings.attendance_order import Copy, CopyTo, Order, Prepared
from domain.proceedings.named_school import NamedSchool
from domain.served_documents import stays_here
from domain.verdict import Verdict
from domain.vocabulary import Power

COPY = "copy-of-order"


class OrderPrepared(Prepares):
    """It names the parent's choice, else the school of the notice; for a child with a plan, the plan's (s.441)."""

    name: ClassVar[str] = "prepare-attendance-order"
    label: ClassVar[str] = "Prepare the attendance order"
    answers: ClassVar[tuple[str, ...]] = ("prepare-order",)

    school: Line = Field(
        default="",
        title="Which school does it name?",
        description="Leave empty for the one that it must name",
        json_schema_extra={"choices": "order-schools"},
    )

    def named(self, facts: Facts) -> NamedSchool | None:
        chain = chain_of(facts)
        if self.school:
            return school_known(facts, self.school)
        plan = chain.plan
        if plan is not None and plan.maintained:
            return school_known(facts, plan.school)
        return to_be_named(step_of(facts, chain))

    def lawful(self, facts: Facts) -> Iterator[Verdict]:
        step, school = step_of(facts, chain_of(facts), served=self.served_on(facts)), self.named(facts)
        if school is None:
            yield from attendance_order.before_order(step)
            why = "Nobody has looked at the school that it is to name"
            yield refused("SCHOOL_UNKNOWN", why, "school", needs="record what is known of that school")
            return
        yield from before_signing(attendance_order.order(step, self.regime(facts), school))

    def ready(self, facts: Facts) -> Prepared:
        return super().ready(facts).model_copy(update={"school": self.named(facts)})


class OrderSigned(Signs):
    """The order is made on the day it is signed, and its letter issued the same day."""

    name: ClassVar[str] = "sign-attendance-order"
    label: ClassVar[str] = "Sign the attendance order"
    template: ClassVar[str] = "L07"

    def lawful(self, facts: Facts) -> Iterator[Verdict]:
        ready = prepared_of(facts)
        if ready.school is None:
            raise LookupError("no school prepared")
        step = step_of(
            facts, chain_of(facts), letter=self.letter, served=self.served_on(facts), encloses=self.information
        )
        yield from attendance_order.order(step, ready.regime, ready.school)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        ready, chain = prepared_of(facts), chain_of(facts)
        name = ready.school.name if ready.school else ""
        return Consequences(
            prepared={"authorisation": relied_on(facts, Power.SIGN_437)},
            tasks=copy_tasks(facts, chain.name, name, seq, list(CopyTo)),
        )

    def change(self, case: CaseFile, entry: Entry) -> None:
        chain = self.on(case, entry)
        if (ready := chain.prepared) is not None and ready.school is not None:
            chain.order = Order(
                school=ready.school,
                under_plan=chain.plan_child,
                made_on=uk_day(entry.recorded_at),
                **self.signature(case, entry, ready),
            )
            chain.prepared = None


def copy_tasks(facts: Facts, chain: str, school: str, seq: int, to: Iterable[CopyTo]) -> list[Task]:
    """Governing body and head are told (s.437(5)): a task each, not a condition of the order."""
    return [
        Task(
            id=f"T{seq}-copy-{each}",
            name=f"{COPY}-{each}",
            title=f"Send a copy of the order to the {each.label.lower()} of the school named",
            why="The law asks that both are told of an attendance order",
            action=CopySent.name,
            due_on=facts.today,
            subject=f"{chain}:{each}",
        )
        for each in to
    ]


class CopySent(OrderAction):
    name: ClassVar[str] = "record-order-copy"
    label: ClassVar[str] = "Record that the school was told of the order"

    to: CopyTo = Field(title="Who was told?")
    how: Reasoned = Field(title="How, and by whom?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"to": "head", "how": "A copy by e-mail to the head's office."}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        order = chain_of(facts).order
        if order is None or not copies_due(order):
            yield refused("NO_COPY_DUE", "Nobody is still to be told of the order", needs="nothing more to do")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        order = chain_of(facts).order
        if order is not None:
            copy = Copy(to=self.to, school=order.names.number, on=self.day(facts.today))
            yield from telling(order, copy)

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        wanted = (f"{COPY}-{self.to}", f"{self.on(case, entry).name}:{self.to}")
        return [task for task in case.open_tasks() if (task.name, task.subject) == wanted]

    def change(self, case: CaseFile, entry: Entry) -> None:
        chain = self.on(case, entry)
        if (order := chain.order) is not None:
            copy = Copy(to=self.to, school=order.names.number, on=entry.happened_on)
            chain.order = order.model_copy(update={"copies": (*order.copies, copy)})


class OrderTakenBack(OrderAction):
    """Before it leaves: it was never served, and never bound anybody."""

    name: ClassVar[str] = "take-back-attendance-order"
    label: ClassVar[str] = "Take the order back before it leaves"
    backward: ClassVar[bool] = True

    reason: Reasoned = Field(title="Why?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reason": "The letter has a slip of the pen."}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        order = chain_of(facts).order
        if order is None or order.ledger.entries:
            yield refused("ORDER_GONE", "The order has left", needs="amend or revoke it")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        chain = chain_of(facts)
        tasks = (task for task in facts.case.open_tasks() if task.name.startswith(COPY))
        return Consequences(
            done=[task.id for task in tasks if task.subject.startswith(f"{chain.name}:")],
            prepared=stays_here(facts.case, chain.order.letters if chain.order else (), self.reason),
        )

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.on(case, entry).order = None
