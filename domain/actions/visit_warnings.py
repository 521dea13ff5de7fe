"""Warnings for visits: a dog, violence, visit in pairs. Shown before a visit, never printed (PRACTICE 4.8)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import Action
from domain.case_file import CaseFile, Task
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import refused, review_ahead
from domain.people import Day, Line, Reasoned, VisitWarning
from domain.reviews import WARNING, warning_clock
from domain.verdict import Verdict


class WarningAdded(Action):
    name: ClassVar[str] = "add-warning"
    label: ClassVar[str] = "Add a warning for visits"
    help: ClassVar[str] = "A dog, violence, visit in pairs. Shown before a visit, never printed."
    topic: ClassVar[str] = "People"

    person: Line = Field(default="", title="About whom?", json_schema_extra={"choices": "people"})
    about: Line = Field(default="", title="Or about which address, or whom else?")
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
        if self.person and facts.case.person(self.person) is None:
            yield refused("NO_SUCH_PERSON", "This person is not on the case", "person")
        yield from review_ahead(facts, self.review_on)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(clocks=[warning_clock(facts, f"W{seq}", self.review_on, (seq, "review_on"))])

    def change(self, case: CaseFile, entry: Entry) -> None:
        person = case.person(self.person)
        case.warnings.append(
            VisitWarning(
                id=f"W{entry.seq}",
                # By name: after a merge an id may be another person's.
                about=", ".join(filter(None, (person.name if person else "", self.about))),
                words=self.words,
                source=self.source,
                source_on=entry.happened_on,
                review_on=self.review_on,
            )
        )


class OfAWarning(Action):
    """An action on one warning that is in force. It does the task that asked for its review."""

    topic: ClassVar[str] = "People"
    answers: ClassVar[tuple[str, ...]] = ("review-warning",)

    warning: Line = Field(title="Which warning?", json_schema_extra={"choices": "warnings"})

    @classmethod
    def first(cls, case: CaseFile) -> str:
        """The one whose review is due, else the first in force."""
        due = [task.subject.removeprefix(f"{WARNING}-") for task in case.open_tasks() if task.name in cls.answers]
        return next((each.id for each in case.warnings if not each.ended and each.id in due), "") or next(
            (each.id for each in case.warnings if not each.ended), ""
        )

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if all(warning.ended for warning in facts.case.warnings):
            yield refused("NO_WARNING", "No warning is in force on this case", needs="nothing to review or end")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if self.warning not in {w.id for w in facts.case.warnings if not w.ended}:
            yield refused("NO_SUCH_WARNING", "This warning is not in force", "warning")

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        return [task for task in super().tasks_done(case, entry) if task.subject == f"{WARNING}-{self.warning}"]

    def on(self, case: CaseFile) -> Iterable[VisitWarning]:
        return (each for each in case.warnings if each.id == self.warning)


class WarningReviewed(OfAWarning):
    """It still holds: who says so now, and when it is looked at again."""

    name: ClassVar[str] = "review-warning"
    label: ClassVar[str] = "Review a warning and keep it"

    source: Reasoned = Field(title="Who says that it still holds?")
    review_on: Day = Field(title="Review again on")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        day = (today + timedelta(days=90)).isoformat()
        return {"warning": cls.first(case), "source": "The officer who called", "review_on": day}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        yield from review_ahead(facts, self.review_on)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(clocks=[warning_clock(facts, self.warning, self.review_on, (seq, "review_on"))])

    def change(self, case: CaseFile, entry: Entry) -> None:
        for warning in self.on(case):
            warning.source, warning.source_on, warning.review_on = self.source, entry.happened_on, self.review_on


class WarningEnded(OfAWarning):
    name: ClassVar[str] = "end-warning"
    label: ClassVar[str] = "End a warning"

    reason: Reasoned = Field(title="Why does it end?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"warning": cls.first(case), "reason": "The dog is gone."}

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(stop=[f"{WARNING}-{self.warning}"])

    def change(self, case: CaseFile, entry: Entry) -> None:
        for warning in self.on(case):
            warning.ended = True
