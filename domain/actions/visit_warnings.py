"""Warnings for visits: a dog, violence, visit in pairs. Shown before a visit, never printed (PRACTICE 4.8)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import Action
from domain.case_file import CaseFile
from domain.entry import Entry
from domain.facts import Facts
from domain.guards.dates import refused, review_ahead
from domain.people import Day, Line, Reasoned, VisitWarning
from domain.verdict import Verdict


class WarningAdded(Action):
    name: ClassVar[str] = "add-warning"
    label: ClassVar[str] = "Add a warning for visits"
    help: ClassVar[str] = "A dog, violence, visit in pairs. Shown before a visit, never printed."
    topic: ClassVar[str] = "People"

    about: Line = Field(default="", title="About whom or where?")
    words: Reasoned = Field(title="What must a visitor know?")
    source: Reasoned = Field(title="Who says so?")
    review_on: Day = Field(title="Review on")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "words": "A large dog, loose in the yard.",
            "source": "Housing officer",
            "review_on": (today + timedelta(days=90)).isoformat(),
        }

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from review_ahead(facts, self.review_on)

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.warnings.append(
            VisitWarning(
                id=f"W{entry.seq}", about=self.about, words=self.words, source=self.source, review_on=self.review_on
            )
        )


class WarningEnded(Action):
    name: ClassVar[str] = "end-warning"
    label: ClassVar[str] = "End a warning"
    topic: ClassVar[str] = "People"

    warning: Line = Field(title="Which warning?", json_schema_extra={"choices": "warnings"})
    reason: Reasoned = Field(title="Why does it end?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"warning": next((w.id for w in case.warnings if not w.ended), ""), "reason": "The dog is gone."}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if all(warning.ended for warning in facts.case.warnings):
            yield refused("NO_WARNING", "No warning is in force on this case", needs="nothing to end")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if self.warning not in {w.id for w in facts.case.warnings if not w.ended}:
            yield refused("NO_SUCH_WARNING", "This warning is not in force", "warning")

    def change(self, case: CaseFile, entry: Entry) -> None:
        for warning in case.warnings:
            warning.ended = warning.ended or warning.id == self.warning
