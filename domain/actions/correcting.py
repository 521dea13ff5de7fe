"""A correction names entry, field, old and new value and reason. Nothing is overwritten; dates that leaned on it
move.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field, JsonValue

from domain.actions.base import Action
from domain.case_file import CaseFile
from domain.corrections import correcting, moved_clocks
from domain.entry import Consequences
from domain.facts import Facts
from domain.people import Name, Reasoned
from domain.verdict import Verdict


class EntryCorrected(Action):
    name: ClassVar[str] = "correct-entry"
    label: ClassVar[str] = "Correct an entry"
    help: ClassVar[str] = "What was written stays visible; the right value stands beside it."

    entry: int = Field(ge=1, title="Which entry?", description="Its number in the history")
    field: Name = Field(title="Which field?", description="For example happened_on, or child.date_of_birth")
    old: JsonValue = Field(default=None, title="What does it say now?")
    new: JsonValue = Field(default=None, title="What should it say?")
    reason: Reasoned = Field(title="Why?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "entry": 1,
            "field": "child.known_as",
            "old": case.child.known_as,
            "new": "Kit",
            "reason": "Misheard on the telephone.",
        }

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from correcting(facts, self.entry, self.field, self.old, self.new)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return moved_clocks(facts, self.entry, self.field, self.new)
