"""Support: what the family needs, and what is agreed."""

from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import Action
from domain.case_file import CaseFile, Task
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.people import Reasoned, Words
from domain.stage_clocks import support_review


class SupportAgreed(Action):
    name: ClassVar[str] = "agree-support"
    label: ClassVar[str] = "Agree a plan of support"
    topic: ClassVar[str] = "Support"
    meets: ClassVar[tuple[str, ...]] = ("support-review",)
    answers: ClassVar[tuple[str, ...]] = ("support-review",)

    needs: Reasoned = Field(
        title="What does the child need?", description="Special needs, health, bullying, caring, housing, transport"
    )
    plan: Reasoned = Field(title="What has been agreed?")
    child_view: Words = Field(default="", title="What does the child want?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "needs": "A place near home; help with the admission form.",
            "plan": "Apply this week; we bring the form.",
            "child_view": "To be with her friends.",
        }

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.support_plan = self.plan


class SupportReviewed(Action):
    name: ClassVar[str] = "review-support"
    label: ClassVar[str] = "Review the support"
    topic: ClassVar[str] = "Support"
    answers: ClassVar[tuple[str, ...]] = ("support-review",)

    review: Reasoned = Field(title="How is it going?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"review": "The form is in; the school answers next week."}

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(clocks=[support_review(facts, self.day(facts.today))])


class SupportRefused(Action):
    """A refusal is a fact, not a fault: the supervisor decides what is next (PRACTICE 1.1)."""

    name: ClassVar[str] = "record-support-refused"
    label: ClassVar[str] = "Record that support was refused"
    topic: ClassVar[str] = "Support"

    said: Reasoned = Field(title="What did the family say?")
    offered: Reasoned = Field(title="What was offered?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"said": "They want no help.", "offered": "Help with the form and transport."}

    def follows(self, facts: Facts, seq: int) -> Consequences:
        task = Task(
            id=f"T{seq}-refused",
            name="support-refused",
            title="Support was refused: decide what is next",
            why=self.said[:200],
            action="finish-task",
            due_on=facts.today,
            audience="supervisor",
        )
        return Consequences(tasks=[task])
