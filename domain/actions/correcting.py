"""A correction names entry, field, old and new value and reason. Nothing is overwritten; dates that leaned on it
move.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field, JsonValue

from domain.actions.base import Action
from domain.case_file import CaseFile
from domain.corrected_clocks import moving, served_again
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.corrections import correcting
from domain.people import Name, Reasoned
from domain.proceedings.served import Service
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
            "new": "Kit" if case.child.known_as != "Kit" else "Kitty",
            "reason": "Misheard on the telephone.",
        }

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from correcting(facts, self.entry, self.field, self.old, self.new)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        moved = moving(facts, self.entry, self.field, self.new)
        return moved.model_copy(update={"prepared": served_again(facts, self.entry, self.field, self.new)})

    def change(self, case: CaseFile, entry: Entry) -> None:
        ready = entry.consequences.prepared
        letter = case.letter(ready.get("letter", ""))
        if letter is not None and letter.posted_on is not None:
            line = Service.model_validate(ready["service"])
            letter.ledger = letter.ledger.restated(line)
            letter.posted_on, letter.deemed_on = line.on, letter.ledger.day
