"""The child itself: seen, known, and the other children of the household."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import Field

from domain.actions.base import Action
from domain.case_file import CaseFile, Task
from domain.clock import ClockState
from domain.entry import Consequences, Entry, together
from domain.facts import Facts
from domain.guards.dates import impossible_birth, impossible_day, refused
from domain.people import Day, HouseholdChild, Line, Name, Reasoned, Sighting, Upn, Words
from domain.stage_clocks import clock_of, leaving
from domain.unseen import ended_by, last_known, unseen_clocks
from domain.verdict import Verdict
from domain.vocabulary import Stage, Word


def add_sighting(
    case: CaseFile, entry: Entry, *, where: str, professional: bool, alone: bool, said: str, **more: str
) -> None:
    case.sightings.append(
        Sighting(
            on=entry.happened_on,
            where=where,
            by_name=more.get("by_name") or entry.actor,
            by_role=more.get("by_role") or entry.role,
            professional=professional,
            alone=alone,
            with_whom=more.get("with_whom", ""),
            said=said,
            wants=more.get("wants", ""),
            seq=entry.seq,
        )
    )


class SeenBy(Word):
    PROFESSIONAL = "professional", "A professional (school, health, social care, police, us)"
    KNOWN_ADULT = "known-adult", "An adult who knows the child"


class ChildSeen(Action):
    """Its own record, and the head of every case: when, where, by whom, alone or with whom, what the child said and
    wants (PRACTICE 3.1).
    """

    name: ClassVar[str] = "record-child-seen"
    label: ClassVar[str] = "Record that the child was seen"
    topic: ClassVar[str] = "The child"
    answers: ClassVar[tuple[str, ...]] = ("unseen",)

    where: Name = Field(title="Where?")
    seen_by: SeenBy = Field(title="Who saw the child?")
    by_name: Name = Field(title="Their name")
    by_role: Name = Field(title="Their role")
    alone: bool = Field(default=False, title="Was the child seen alone?")
    with_whom: Line = Field(default="", title="If not, with whom?")
    said: Words = Field(default="", title="What did the child say?")
    wants: Words = Field(default="", title="What does the child want?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "where": "At home",
            "seen_by": "professional",
            "by_name": "Amina Okafor",
            "by_role": "Officer",
            "alone": True,
            "said": "Misses her friends.",
            "wants": "To go back.",
        }

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(stop=ended_by(facts.case, self.day(facts.today)))

    def change(self, case: CaseFile, entry: Entry) -> None:
        add_sighting(
            case,
            entry,
            where=self.where,
            professional=self.seen_by is SeenBy.PROFESSIONAL,
            alone=self.alone,
            said=self.said,
            by_name=self.by_name,
            by_role=self.by_role,
            with_whom=self.with_whom,
            wants=self.wants,
        )


class ChildDetailsGiven(Action):
    """Details learned later, each with its evidence. A wrong one is corrected, not overwritten."""

    name: ClassVar[str] = "give-child-details"
    label: ClassVar[str] = "Add details about the child"
    topic: ClassVar[str] = "The child"

    date_of_birth: Day | None = Field(default=None, title="Date of birth")
    upn: Upn = Field(default="", title="Unique pupil number (UPN)")
    school: Annotated[
        str, Field(pattern=r"^(|\d{3}/\d{4})$", title="Last school", description="Authority and number, like 800/4001")
    ] = ""
    first_absent_on: Day | None = Field(default=None, title="First day absent")
    also_known_as: Line = Field(default="", title="Another name the child goes by")
    evidence: Reasoned = Field(title="How do you know?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"also_known_as": "Kit", "evidence": "The mother said so."}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_birth(facts, self.date_of_birth, "date_of_birth")
        yield from impossible_day(facts, self.first_absent_on, "first_absent_on")
        child = facts.case.child
        for field, known in (("date_of_birth", child.date_of_birth), ("upn", child.upn)):
            if known and (given := getattr(self, field)) and given != known:
                yield refused("ALREADY_KNOWN", "Another one is recorded: correct that entry if it is wrong", field)
        if not any((self.date_of_birth, self.upn, self.school, self.first_absent_on, self.also_known_as)):
            yield refused("NOTHING_GIVEN", "Enter at least one detail", "also_known_as")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        case, since = facts.case, self.first_absent_on
        known = last_known(case)
        clocks = leaving(facts, self.date_of_birth) if case.stage is Stage.DORMANT else []
        if since is None or (known is not None and known >= since):
            return Consequences(clocks=clocks)
        return together(
            Consequences(clocks=clocks), unseen_clocks(facts, since, seq, (seq, "first_absent_on"), self.school)
        )

    def change(self, case: CaseFile, entry: Entry) -> None:
        child = case.child
        child.date_of_birth = self.date_of_birth or child.date_of_birth
        child.upn = self.upn or child.upn
        child.school = self.school or child.school
        child.first_absent_on = self.first_absent_on or child.first_absent_on
        if self.also_known_as:
            child.aliases.append(self.also_known_as)


def household_check(facts: Facts, named_on: date) -> Consequences:
    """Whoever is named is checked; a clock that runs already goes on as it is."""
    clock = facts.case.clock("household-check")
    waiting = clock is not None and clock.state in (ClockState.RUNNING, ClockState.PAUSED)
    return Consequences() if waiting else Consequences(clocks=[clock_of(facts, "household-check", start=named_on)])


class HouseholdChildAdded(Action):
    name: ClassVar[str] = "add-household-child"
    label: ClassVar[str] = "Add another child of the household"
    topic: ClassVar[str] = "The child"

    child_name: Name = Field(title="Name")
    date_of_birth: Day | None = Field(default=None, title="Date of birth")
    case_ref: Line = Field(default="", title="Their own case, if there is one")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"child_name": "Mia Example"}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_birth(facts, self.date_of_birth, "date_of_birth")
        if self.case_ref == facts.case.ref:
            yield refused("OWN_CASE", "This is the case that you are in", "case_ref")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return household_check(facts, self.day(facts.today))

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.household.append(
            HouseholdChild(
                id=f"H{entry.seq}", name=self.child_name, date_of_birth=self.date_of_birth, case_ref=self.case_ref
            )
        )
        case.household_asked = True


class NoOtherChildren(Action):
    name: ClassVar[str] = "record-no-other-children"
    label: ClassVar[str] = "Record that no other children live there"
    topic: ClassVar[str] = "The child"
    meets: ClassVar[tuple[str, ...]] = ("household-check",)
    answers: ClassVar[tuple[str, ...]] = ("household-check",)

    who_said: Reasoned = Field(title="Who said so, and how do they know?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"who_said": "The mother, and the housing record."}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if any(not child.checked for child in facts.case.household):
            yield refused(
                "CHILDREN_NAMED", "Other children are named on this case and not checked", needs="check each of them"
            )

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.household_asked = True


class HouseholdChildChecked(Action):
    name: ClassVar[str] = "check-household-child"
    label: ClassVar[str] = "Record where another child of the household is educated"
    topic: ClassVar[str] = "The child"
    meets: ClassVar[tuple[str, ...]] = ("household-check",)
    answers: ClassVar[tuple[str, ...]] = ("household-check",)

    child: Line = Field(title="Which child?", json_schema_extra={"choices": "household"})
    educated_at: Name = Field(title="Where is this child educated?")
    confirmed_by: Name = Field(title="Who confirmed it?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        first = next((child.id for child in case.household if not child.checked), "")
        return {"child": first, "educated_at": "Fixture Primary", "confirmed_by": "The school office"}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if all(child.checked for child in facts.case.household):
            yield refused(
                "NO_CHILD_TO_CHECK",
                "No other child of the household is waiting to be checked",
                needs="add the child first",
            )

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if self.child not in {child.id for child in facts.case.household}:
            yield refused("NO_SUCH_CHILD", "This child is not on the list of the household", "child")

    def clocks_met(self, case: CaseFile) -> Iterable[str]:
        return self.meets if all(child.checked for child in case.household) else ()

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        """The check is done when the last child is checked, not the first."""
        return super().tasks_done(case, entry) if all(child.checked for child in case.household) else ()

    def change(self, case: CaseFile, entry: Entry) -> None:
        for child in case.household:
            if child.id == self.child:
                child.checked, child.educated_at, child.confirmed_by = True, self.educated_at, self.confirmed_by
