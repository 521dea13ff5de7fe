"""A child that has died: every letter that waits is stopped at once, before anything else is settled (PRACTICE 3.5)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import SUPERVISION, Action
from domain.case_file import CaseFile, Task
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import refused
from domain.people import Reasoned
from domain.verdict import Verdict
from domain.vocabulary import LetterState

WAITING = (LetterState.DRAFT, LetterState.APPROVED, LetterState.ISSUED)


def stopped_letters(case: CaseFile) -> dict[str, Any]:
    """What of an entry stops every letter that has not left."""
    waiting = [letter.id for letter in case.letters if letter.state in WAITING]
    return {"stopped": waiting, "stopped_why": "The child has died"}


class ChildDied(Action):
    """No letter goes to the family from this moment. The legal steps are ended one by one, each in its own way, and
    then the case closes.
    """

    name: ClassVar[str] = "record-child-died"
    label: ClassVar[str] = "Record that the child has died"
    topic: ClassVar[str] = "The child"

    source: Reasoned = Field(title="Who confirmed it?", description="The registrar or the police")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"source": "The registrar, by telephone"}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if facts.case.child.died_on is not None:
            yield refused("DEATH_RECORDED", "This is recorded already", needs="nothing more to do")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        running = [each for each in facts.case.proceedings if each.open]
        tasks = [
            Task(
                id=f"T{seq}-end-{each.name}",
                name="end-proceeding",
                title=f"The child has died: end the {each.kind.label.lower()}",
                why="Nothing more is asked of the family; the case closes when no legal step is under way",
                action="finish-task",
                due_on=facts.today,
                subject=each.name,
            )
            for each in running
        ]
        return Consequences(tasks=tasks, prepared=stopped_letters(facts.case))

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.child.died_on = entry.happened_on


class DeathTakenBack(Action):
    """It was a mistake. Letters that were stopped stay stopped: they are written afresh."""

    name: ClassVar[str] = "take-back-child-died"
    label: ClassVar[str] = "Take back that the child has died"
    topic: ClassVar[str] = "The child"
    roles: ClassVar = SUPERVISION
    answers: ClassVar[tuple[str, ...]] = ("end-proceeding",)

    reason: Reasoned = Field(title="How do you know that the child lives?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reason": "The registrar named another child."}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if facts.case.child.died_on is None:
            yield refused("NO_DEATH", "No death is recorded", needs="nothing to take back")

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.child.died_on = None
