"""Searching the lost pupils' area, and how a tracing ends. A search that finds somebody asks a person to compare."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.tracing_step import TracingAction, follow_trace, tracing_of
from domain.case_file import CaseFile, Task
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.closing import STILL_SCHOOL_AGE
from domain.guards.dates import impossible_day
from domain.guards.staff import SUPERVISOR_NEEDED
from domain.people import Day, Reasoned, Words
from domain.proceedings import Tracing
from domain.proceedings.tracing import Outcome, Result, Search
from domain.school_age import SchoolAge, of_school_age
from domain.tracing_clocks import DECIDE, LATE, LOOK, REMIND, SEEN_THERE, next_search
from domain.verdict import Verdict
from domain.vocabulary import Word


class LostSearched(TracingAction):
    """The next search is counted from this one: weekly for four, then monthly (policy)."""

    name: ClassVar[str] = "record-lost-search"
    label: ClassVar[str] = "Record a search of the lost pupils' area"
    day_field: ClassVar[str] = "searched_on"
    answers: ClassVar[tuple[str, ...]] = (LOOK,)

    searched_on: Day | None = Field(default=None, title="When did you search?", description="Leave empty for today")
    result: Result = Field(title="What did it show?")
    note: Words = Field(default="", title="What exactly?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"result": "nothing"}

    def lawful(self, facts: Facts, tracing: Tracing) -> Iterator[Verdict]:
        yield from impossible_day(facts, self.searched_on, "searched_on")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        tracing = tracing_of(facts)
        clock = next_search(facts, tracing, self.day(facts.today), 1 + len(tracing.searches))
        found = self.result is Result.POSSIBLE
        why = "A search of the lost pupils' area"
        return Consequences(clocks=[clock], tasks=[follow_trace(facts, seq, why, tracing.name)] if found else [])

    def change(self, case: CaseFile, entry: Entry) -> None:
        tracing = self.on(case, entry)
        search = Search(on=entry.happened_on, result=self.result, note=self.note, by=entry.actor)
        tracing.searches = [*tracing.searches, search]


class EndedHow(Word):
    FOUND = Outcome.FOUND.value, Outcome.FOUND.label
    OVER_AGE = Outcome.OVER_AGE.value, Outcome.OVER_AGE.label
    CHILD_DIED = Outcome.CHILD_DIED.value, Outcome.CHILD_DIED.label


class Ending(TracingAction):
    """Whatever this tracing asked people to do is over with it."""

    outcome: ClassVar[Outcome] = Outcome.MISTAKE

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        name = self.on(case, entry).name
        own = (REMIND, LATE, LOOK, DECIDE, SEEN_THERE)
        return [task for task in case.open_tasks() if task.name in own and task.subject.partition(":")[0] == name]

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.on(case, entry).ended_how = getattr(self, "how_known", "") or getattr(self, "reason", "")


class TracingEnded(Ending):
    name: ClassVar[str] = "end-tracing"
    label: ClassVar[str] = "End the tracing"

    ended: EndedHow = Field(title="How does it end?")
    how_known: Reasoned = Field(title="How do you know?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"ended": "found", "how_known": "Another authority has confirmed the child at a school."}

    def lawful(self, facts: Facts, tracing: Tracing) -> Iterator[Verdict]:
        """A child never found is not given up by age alone: a supervisor decides (PRACTICE 3.5)."""
        if self.ended is not EndedHow.OVER_AGE:
            return
        if not facts.supervisor:
            yield SUPERVISOR_NEEDED.refuse("A child who was never found is given up only by a supervisor")
        child = facts.case.child
        age = of_school_age(child.date_of_birth, facts.today, facts.almanac, child.school)
        if age.standing is not SchoolAge.TOO_OLD:
            yield STILL_SCHOOL_AGE.refuse(age.reason, needs="the day after the leaving date", field="ended")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(prepared={"ends": self.ended.value})


class TracingDropped(Ending):
    name: ClassVar[str] = "drop-tracing"
    label: ClassVar[str] = "End it: it was begun by mistake"
    backward: ClassVar[bool] = True

    reason: Reasoned = Field(title="Why?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reason": "The name is still on the roll."}

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(prepared={"ends": Outcome.MISTAKE.value})
