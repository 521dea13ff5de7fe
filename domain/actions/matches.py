"""Another case may be the same child's: proposed by a rule, decided by a person (PRACTICE 1.5)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import Field

from domain.actions.base import Action, Internal
from domain.actions.child import household_check
from domain.case_file import CaseFile, Task
from domain.date_rules import work_out
from domain.entry import Consequences, Entry, together
from domain.facts import Facts
from domain.guards.dates import refused
from domain.guards.merging import case_named, known_other
from domain.matching.household import link
from domain.matching.merging import TwoCases
from domain.people import HouseholdChild, Reasoned
from domain.verdict import Verdict

COMPARE = "compare-cases"
CaseRef = Annotated[str, Field(pattern=r"^RC-\d{4}-\d{6}$")]


class OfTwoCases(Action):
    """An act that names the other case, and does the task to compare them."""

    topic: ClassVar[str] = "The same child"
    answers: ClassVar[tuple[str, ...]] = (COMPARE,)

    other: CaseRef = Field(title="Which other case?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        asked = next((task.subject for task in case.open_tasks() if task.name == COMPARE), "")
        return {"other": asked or "RC-2020-000001", "reason": "Same child: I have spoken to both schools."}

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        return [task for task in super().tasks_done(case, entry) if task.subject == self.other]


class MatchProposed(Internal):
    """A rule says that two cases may be one child's. Nothing follows but a task for a person.

    Recorded on the new case, for its officer; where the other is one that its officer may not see, on that one, for a
    supervisor: then nothing on the new case tells of it (PRACTICE 8.9). Why they are alike is worked out whenever
    somebody looks: a reason that is kept would still be read after what it speaks of has been protected.
    """

    name: ClassVar[str] = "match-proposed"
    label: ClassVar[str] = "Another case may be the same child's"

    other: str = Field(title="Another case")
    finding: str = Field(title="How alike")
    points: float
    returning: bool = Field(default=False, title="The child may have come back")
    reported: bool = Field(default=False, title="Told of a child whom nobody had found")
    audience: str = "owner"

    def follows(self, facts: Facts, seq: int) -> Consequences:
        title = f"This child may be known already: compare with {self.other}"
        if self.reported:
            title = f"Somebody has told us of a child who may be this one: compare with {self.other}"
        if self.returning:
            title = f"This child may have come back: {self.other} is closed. Decide whether to reopen it"
        task = Task(
            id=f"T{seq}-match",
            name=COMPARE,
            title=title,
            why=self.finding,
            action=NotSameChild.name,
            due_on=work_out("triage", facts.today, facts.almanac).last_day,
            audience=self.audience,
            subject=self.other,
        )
        return Consequences(tasks=[task])


class MatchWithdrawn(Internal):
    """A rule says so no more: details were corrected, the other was merged, or who may know of it has changed."""

    name: ClassVar[str] = "match-withdrawn"
    label: ClassVar[str] = "Another case is not proposed any more"
    answers: ClassVar[tuple[str, ...]] = (COMPARE,)

    other: str = Field(title="Another case")
    audience: str = "owner"

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        found = super().tasks_done(case, entry)
        return [task for task in found if (task.subject, task.audience) == (self.other, self.audience)]


class NotSameChild(OfTwoCases):
    """Decided by a person: two children. It is not proposed again. Those of one household are linked, and the other
    is one more child to be checked (PRACTICE 3.3).
    """

    name: ClassVar[str] = "decide-not-same"
    label: ClassVar[str] = "Decide that another case is another child's"

    household: bool = Field(default=False, title="They live in one household: brothers, sisters or others")
    reason: Reasoned = Field(title="How do you know?")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from case_named(facts, self.other)
        if self.household and not facts.case.open:
            yield refused("CASE_CLOSED", "A closed case takes no other children", "household", needs="reopen it first")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        if not self.household:
            return Consequences()
        child = other_of(facts).child
        linked = HouseholdChild(
            id=f"H{seq}", name=child.name, date_of_birth=child.date_of_birth, case_ref=other_of(facts).ref
        )
        checked = household_check(facts, self.day(facts.today))
        return together(checked, Consequences(prepared={"linked": linked.model_dump(mode="json")}))

    def change(self, case: CaseFile, entry: Entry) -> None:
        if self.household:
            link(case, HouseholdChild.model_validate(entry.consequences.prepared["linked"]))


class EarlierCaseNoted(OfTwoCases):
    """A child who has come back: its earlier case stays closed, and is named on this one."""

    name: ClassVar[str] = "record-earlier-case"
    label: ClassVar[str] = "Record that a closed case is this child's"
    help: ClassVar[str] = "The earlier case stays closed. To go on with it instead, reopen it."

    reason: Reasoned = Field(title="How do you know that it is the same child?")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from case_named(facts, self.other)
        other = known_other(facts)
        if other is not None and other.open:
            yield refused("STILL_OPEN", "That case is open", "other", needs="merge the two cases")

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.earlier = [*case.earlier, self.other]


def other_case(data: Mapping[str, Any]) -> str:
    """The reference of the other case that an act of two cases names."""
    return str(data.get("other") or data.get("surviving_case") or "")


def other_of(facts: Facts) -> CaseFile:
    if not isinstance(facts, TwoCases) or facts.other is None:
        raise LookupError("the other case was not loaded")  # the guard has refused
    return facts.other
