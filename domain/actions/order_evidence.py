"""Evidence, the decision on it, and the opinion: three things, by people, on any day (s.437(3); PRACTICE 6.2)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import ANYONE_INSIDE
from domain.actions.order_step import OrderAction, hand, judged, relied_on
from domain.case_file import CaseFile, Task
from domain.date_rules import work_out
from domain.deadline import uk_day
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.law.satisfaction import deciding, forming_opinion, notice_over
from domain.order_facts import chain_of, step_of
from domain.people import Day, Line, Reasoned
from domain.proceedings.attendance_order import Evidence, Expediency, Satisfaction
from domain.verdict import Verdict
from domain.vocabulary import Power


class EvidenceReceived(OrderAction):
    """Whatever the parent sends or shows, whenever it comes: also after the period and after the order."""

    name: ClassVar[str] = "record-order-evidence"
    label: ClassVar[str] = "Record evidence of education from the parent"
    day_field: ClassVar[str] = "received_on"

    received_on: Day | None = Field(default=None, title="When did it come?", description="Leave empty for today")
    what: Reasoned = Field(title="What is it?")
    documents: list[Line] = Field(default=[], title="Which documents on the case?", description="Like D12")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"what": "A timetable, and two exercise books."}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.received_on, "received_on")
        known = {document.id for document in facts.case.documents}
        if unknown := sorted(set(self.documents) - known):
            yield refused("NO_SUCH_DOCUMENT", f"Not on this case: {', '.join(unknown)}", "documents")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        task = Task(
            id=f"T{seq}-read-evidence",
            name="read-evidence",
            title="Read the evidence that a parent sent, and decide",
            why="No next step can be taken while it is unread",
            action=SatisfactionDecided.name,
            due_on=work_out("warning-reply", self.day(facts.today), facts.almanac).last_day,
            subject=chain_of(facts).name,
        )
        return Consequences(tasks=[task.model_copy(update={"due_on": max(task.due_on, facts.today)})])

    def change(self, case: CaseFile, entry: Entry) -> None:
        came = Evidence(
            id=f"E{entry.seq}", received_on=entry.happened_on, what=self.what, documents=tuple(self.documents)
        )
        self.on(case, entry).evidence.append(came)


class SatisfactionDecided(OrderAction):
    """The officer's decision, and which evidence was read for it. The end of the period decides nothing."""

    name: ClassVar[str] = "decide-satisfaction"
    label: ClassVar[str] = "Decide whether the authority is satisfied"
    answers: ClassVar[tuple[str, ...]] = ("decide-satisfaction", "read-evidence")

    satisfied: bool = Field(title="Is the authority satisfied that the education is suitable?")
    read: list[Line] = Field(
        default=[], title="Which evidence did you read for it?", json_schema_extra={"choices": "evidence"}
    )
    reasons: Reasoned = Field(title="Why? In your own words")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"satisfied": False, "reasons": "Nothing shows any work in mathematics since May."}

    @classmethod
    def suggested(cls, facts: Facts) -> dict[str, Any]:
        return {**cls.example(facts.case, facts.today), "read": [each.id for each in chain_of(facts).unread()]}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from deciding(chain_of(facts), self.satisfied, self.read)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        """Before an order it ends the chain; after one, satisfaction is a reason to revoke it (s.442)."""
        chain = chain_of(facts)
        if not self.satisfied:
            return Consequences()
        action = "draft-letter" if chain.order is None else "revoke-attendance-order"
        what = "Tell the parent" if chain.order is None else "Revoke the attendance order, and tell the parent"
        task = Task(
            id=f"T{seq}-satisfied",
            name="tell-satisfied",
            title=f"{what}: the education is suitable",
            why=self.reasons[:200],
            action=action,
            due_on=facts.today,
            subject=chain.name,
        )
        return Consequences(tasks=[task])

    def change(self, case: CaseFile, entry: Entry) -> None:
        decided = Satisfaction(
            satisfied=self.satisfied,
            read=tuple(self.read),
            reasons=self.reasons,
            by=entry.actor,
            on=uk_day(entry.recorded_at),  # decided when it is recorded, whatever day is claimed
        )
        self.on(case, entry).decisions.append(decided)


class ExpediencyFormed(OrderAction):
    """Whether it is expedient that the child attends school: by a named authorised officer, with reasons (G05)."""

    name: ClassVar[str] = "form-expediency"
    label: ClassVar[str] = "Form the opinion whether school is expedient"
    roles: ClassVar = ANYONE_INSIDE

    expedient: bool = Field(title="Is it expedient that the child attends school?")
    reasons: Reasoned = Field(title="Why? In your own words")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"expedient": True, "reasons": "The child asks for school, and nothing else has been arranged."}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        chain = chain_of(facts)
        yield from forming_opinion(facts.authorisations, hand(facts), self.reasons)
        if chain.notice is not None:
            yield from judged(notice_over(step_of(facts, chain), chain.notice))

    def follows(self, facts: Facts, seq: int) -> Consequences:
        leads = ("ordering" if chain_of(facts).plan_child else "naming") if self.expedient else ""
        return Consequences(prepared={"authorisation": relied_on(facts, Power.EXPEDIENT), "leads": leads})

    def change(self, case: CaseFile, entry: Entry) -> None:
        formed = Expediency(
            expedient=self.expedient,
            reasons=self.reasons,
            by=entry.actor,
            on=uk_day(entry.recorded_at),
            authorisation=entry.consequences.prepared["authorisation"],
        )
        self.on(case, entry).opinions.append(formed)
