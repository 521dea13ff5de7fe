"""Asking the legal team, and its answer: on any case, before or beside a proceeding."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import Action
from domain.case_file import CaseFile, Task
from domain.date_rules import work_out
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import refused
from domain.people import Line, Reasoned
from domain.verdict import Verdict
from domain.vocabulary import Role

WANTED = "advice-wanted"


class AdviceWanted(Action):
    """A question to a lawyer. It is answered within the case's standing review (policy)."""

    name: ClassVar[str] = "ask-for-legal-advice"
    label: ClassVar[str] = "Ask the legal team"
    topic: ClassVar[str] = "Legal steps"

    question: Reasoned = Field(title="What do you want to know?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"question": "Is the father answerable for the dates in September?"}

    def follows(self, facts: Facts, seq: int) -> Consequences:
        by = work_out("case-review", facts.today, facts.almanac).last_day
        task = Task(
            id=f"T{seq}-{WANTED}",
            name=WANTED,
            title="A question for a lawyer",
            why=self.question[:300],
            action=AdviceGiven.name,
            due_on=by,
            audience="legal",
            subject=f"advice:{seq}",
        )
        return Consequences(tasks=[task])


class AdviceGiven(Action):
    """A lawyer's answer, which its officer is to read. It is privileged: kept in the journal, never in a bundle."""

    name: ClassVar[str] = "give-legal-advice"
    label: ClassVar[str] = "Answer a question for a lawyer"
    topic: ClassVar[str] = "Legal steps"
    roles: ClassVar = frozenset({Role.LEGAL})

    question: Line = Field(title="Which question?", json_schema_extra={"choices": "questions"})
    advice: Reasoned = Field(title="Advice")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        asked = [task.id for task in case.open_tasks() if task.name == WANTED]
        return {"question": asked[0] if asked else "", "advice": "He is: the child lived with him until October."}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not any(task.name == WANTED for task in facts.case.open_tasks()):
            yield refused("NO_QUESTION", "No question waits for a lawyer", needs="a question")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if not any((task.id, task.name) == (self.question, WANTED) for task in facts.case.open_tasks()):
            yield refused("NO_SUCH_QUESTION", "This question does not wait for an answer", "question")

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        return [task for task in case.open_tasks() if task.id == self.question]

    def follows(self, facts: Facts, seq: int) -> Consequences:
        task = Task(
            id=f"T{seq}-advice-given",
            name="advice-given",
            title="A lawyer has answered: read the advice in the history of this case",
            why="",
            action="finish-task",
            due_on=facts.today,
            subject=f"advice:{seq}",
        )
        return Consequences(tasks=[task])
