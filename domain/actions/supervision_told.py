"""Whom the steps of a supervision order tell: the team that answers a court, and a chain whose order it ends."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from domain.actions.base import Internal
from domain.actions.proceeding import own
from domain.case_file import CaseFile, Task
from domain.clock import Clock
from domain.entry import Entry
from domain.facts import Facts
from domain.people import Words
from domain.proceedings.attendance_order import AttendanceOrder, EndedBy, Ending

ANSWER = "answer-court"


def answer_the_court(name: str, clock: Clock, facts: Facts, seq: int) -> list[Task]:
    """The officer and the lawyer are told on the day of the direction, with the last day of the answer."""
    return [
        Task(
            id=f"T{seq}-{ANSWER}-{audience}",
            name=ANSWER,
            title=f"Answer the court on an education supervision order by {clock.last_day:%-d %B %Y}",
            why="A court directed an application: it is made, or the court is told why not (s.447(2)-(3))",
            action="reply-to-court",
            due_on=max(clock.last_day, facts.today),
            audience=audience,
            subject=name,
        )
        for audience in ("owner", "legal")
    ]


class OrderCeased(Internal):
    """The attendance order of this chain is no longer in force: a supervision order was made, or the court that made
    none ended it (Children Act 1989 Sch.3 para 13(2); Education Act 1996 s.447(5)).
    """

    name: ClassVar[str] = "attendance-order-ceased"
    label: ClassVar[str] = "The attendance order is no longer in force"

    by: EndedBy
    ended_on: date
    reasons: Words = ""

    def change(self, case: CaseFile, entry: Entry) -> None:
        chain = own(case, entry)
        if isinstance(chain, AttendanceOrder) and chain.order is not None and chain.order.ending is None:
            ended = Ending(by=self.by, on=self.ended_on, reasons=self.reasons)
            chain.order = chain.order.model_copy(update={"ending": ended})


def look_at_chains(chains: Iterable[AttendanceOrder], ended: Iterable[str], facts: Facts, seq: int) -> list[Task]:
    """The chains that have no order in force cannot go on while the supervision order is: somebody ends them."""
    over = set(ended)
    return [
        Task(
            id=f"T{seq}-chain-{chain.name}",
            name="chain-under-supervision",
            title="An education supervision order is in force: end the steps towards an attendance order",
            why="Section 437 does not apply to the child while it is in force",
            action="finish-task",
            due_on=facts.today,
            subject=chain.name,
        )
        for chain in chains
        if chain.open and chain.name not in over
    ]
