"""The journey begins a chain towards a school attendance order, against one parent (Education Act 1996 s.437(1))."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import Action
from domain.actions.order_step import judged
from domain.case_file import CaseFile
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import refused
from domain.law.suitable_education_notice import notice
from domain.order_facts import chains, step_of
from domain.people import Line, Reasoned
from domain.proceedings import AttendanceOrder
from domain.verdict import Verdict

BEGUN = "considered"
# What can be told before anything else is known; the rest is judged when the notice is prepared.
AT_ONCE = frozenset({"G01_ON_SERVICE", "LIVE_ORDER", "CHAIN_RUNNING", "SUPERVISION_IN_FORCE", "CALENDAR_MISSING"})


class AttendanceOrderBegun(Action):
    """It appears that a child of school age in the area is not receiving suitable education: in the officer's words.
    One chain for each parent; the name of the proceeding is kept with the entry.
    """

    name: ClassVar[str] = "begin-attendance-order"
    label: ClassVar[str] = "Begin a school attendance order"
    help: ClassVar[str] = "The first step asks the parent to show that the education is suitable."
    topic: ClassVar[str] = "Legal steps"

    person: Line = Field(title="To which parent?", json_schema_extra={"choices": "people"})
    appears: Reasoned = Field(title="Why does it appear that the child is not receiving suitable education?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "person": case.people[0].id if case.people else "",
            "appears": "No answer to two letters and a visit; nothing seen of any work.",
        }

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not facts.case.people:
            yield refused("NO_PERSON", "Nobody is recorded on this case yet", needs="add a person first")

    def proposed(self, facts: Facts) -> AttendanceOrder:
        return AttendanceOrder(
            name=f"attendance-order-{1 + len(chains(facts.case))}",
            person_id=self.person,
            stage=BEGUN,
            opened_on=facts.today,
            stage_since=facts.today,
            appears=self.appears,
        )

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if facts.case.person(self.person) is None:
            yield refused("NO_SUCH_PERSON", "This person is not on the case", "person")
            return
        step = step_of(facts, self.proposed(facts))
        yield from (each for each in judged(notice(step, facts.switch.regime(facts.today))) if each.code in AT_ONCE)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        chain = self.proposed(facts)
        return Consequences(prepared={"proceeding": chain.name, "chain": chain.model_dump(mode="json")})

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.proceedings.append(AttendanceOrder.model_validate(entry.consequences.prepared["chain"]))
