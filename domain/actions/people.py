"""The adults around the child, warnings for visits, and what must never be printed."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import SUPERVISION, Action
from domain.case_file import CaseFile, Task
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.guards.sources import practice
from domain.people import Address, Day, Line, Name, Needs, Person, ProtectedFlag, Reasoned, VisitWarning
from domain.verdict import Verdict
from domain.vocabulary import ContactRule, Protection, Relation, Role


class PersonAdded(Action):
    name: ClassVar[str] = "add-person"
    label: ClassVar[str] = "Add a parent, carer or other adult"
    topic: ClassVar[str] = "People"

    full_name: Name = Field(title="Name")
    relation: Relation = Field(title="Relation to the child")
    parental_responsibility: bool | None = Field(default=None, title="Parental responsibility?")
    lives_with_child: bool | None = Field(default=None, title="Lives with the child?")
    cares_for_child: bool | None = Field(default=None, title="Cares for the child?")
    source: Reasoned = Field(title="How do we know?")
    address: Address | None = Field(default=None, title="Address")
    telephone: Line = Field(default="", title="Telephone")
    email: Line = Field(default="", title="E-mail")
    needs: Needs = Field(default=Needs(), title="Language and reading")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "full_name": "Ms R Example",
            "relation": "mother",
            "parental_responsibility": True,
            "lives_with_child": True,
            "source": "The last school's register",
            "address": {"lines": ["1 Fixture Road", "Sampleton"], "postcode": "BA1 1AA"},
        }

    def change(self, case: CaseFile, entry: Entry) -> None:
        fields = self.model_dump(
            include={
                "relation",
                "parental_responsibility",
                "lives_with_child",
                "cares_for_child",
                "source",
                "telephone",
                "email",
            }
        )
        case.people.append(
            Person(
                id=f"P{entry.seq}",
                name=self.full_name,
                source_on=entry.happened_on,
                address=self.address,
                needs=self.needs,
                **fields,
            )
        )


class PersonAction(Action):
    """An action about one adult of the case."""

    topic: ClassVar[str] = "People"

    person: Line = Field(title="Who?", json_schema_extra={"choices": "people"})

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not facts.case.people:
            yield refused("NO_PERSON", "Nobody is recorded on this case yet", needs="add a person first")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if facts.case.person(self.person) is None:
            yield refused("NO_SUCH_PERSON", "This person is not on the case", "person")


def _first(case: CaseFile) -> str:
    return case.people[0].id if case.people else ""


class AddressChanged(PersonAction):
    name: ClassVar[str] = "change-address"
    label: ClassVar[str] = "Record a new address or telephone number"
    answers: ClassVar[tuple[str, ...]] = ("returned-post",)

    address: Address | None = Field(default=None, title="Address")
    telephone: Line = Field(default="", title="Telephone")
    email: Line = Field(default="", title="E-mail")
    source: Reasoned = Field(title="How do we know?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "person": _first(case),
            "address": {"lines": ["2 Fixture Road", "Sampleton"], "postcode": "BA1 1AB"},
            "source": "The mother, by telephone",
        }

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        if self.address is None and not self.telephone and not self.email:
            yield refused("NOTHING_GIVEN", "Enter an address, a telephone number or an e-mail address", "address")

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        """Only a new address answers post that came back, and only for this person."""
        found = super().tasks_done(case, entry)
        return [task for task in found if self.address is not None and task.subject == self.person]

    def change(self, case: CaseFile, entry: Entry) -> None:
        if person := case.person(self.person):
            person.address = self.address or person.address
            person.telephone, person.email = self.telephone or person.telephone, self.email or person.email
            person.source, person.source_on = self.source, entry.happened_on


class SafeAddressAgreed(PersonAction):
    name: ClassVar[str] = "agree-safe-address"
    label: ClassVar[str] = "Record a safe correspondence address"
    answers: ClassVar[tuple[str, ...]] = ("safe-way",)

    safe_address: Address = Field(title="Safe correspondence address")
    agreed_how: Reasoned = Field(title="How was it agreed?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "person": _first(case),
            "safe_address": {"lines": ["PO Box 1", "Sampleton"], "postcode": "BA1 1AD"},
            "agreed_how": "With her support worker",
        }

    def change(self, case: CaseFile, entry: Entry) -> None:
        if person := case.person(self.person):
            person.safe_address = self.safe_address


class ReadingNeedsRecorded(PersonAction):
    name: ClassVar[str] = "record-reading-needs"
    label: ClassVar[str] = "Record language and reading needs"

    needs: Needs = Field(title="Language and reading")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"person": _first(case), "needs": {"language": "Polish", "interpreter": True}}

    def change(self, case: CaseFile, entry: Entry) -> None:
        if person := case.person(self.person):
            person.needs = self.needs


class ContactRuleSet(PersonAction):
    """A stricter rule reaches letters already printed: they stop (PRACTICE 8.2, `domain.letters_at_risk`)."""

    name: ClassVar[str] = "set-contact-rule"
    label: ClassVar[str] = "Set how a person may be contacted"

    rule: ContactRule = Field(title="How may this person be contacted?")
    source: Reasoned = Field(title="Who says so?")
    review_on: Day | None = Field(default=None, title="Review on")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"person": _first(case), "rule": "safe-only", "source": "The refuge worker"}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        person = facts.case.person(self.person)
        looser = person is not None and self.rule.strictness < facts.case.rule_for(person).strictness
        if looser and not facts.supervisor:
            yield Verdict(
                code="SUPERVISOR_NEEDED",
                reason="Only a supervisor loosens a contact rule",
                source=practice("4.1"),
                needs="a supervisor",
                absolute=True,
            )
        yield from review_ahead(facts, self.review_on)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        person = facts.case.person(self.person)
        if self.rule is not ContactRule.SAFE_ONLY or person is None or person.safe_address is not None:
            return Consequences()
        return Consequences(tasks=[_agree_a_safe_way(facts, seq, "This person is written to only by a safe channel")])

    def change(self, case: CaseFile, entry: Entry) -> None:
        if person := case.person(self.person):
            person.contact_rule, person.contact_rule_source = self.rule, self.source
            person.contact_rule_review_on = self.review_on


def review_ahead(facts: Facts, day: date | None) -> Iterable[Verdict]:
    """A day on which a rule or a warning is looked at again lies ahead."""
    yield from impossible_day(facts, day, "review_on", ahead=True)
    if day is not None and day <= facts.today:
        yield refused("REVIEW_PAST", "The day of the review lies ahead", "review_on")


class PersonDied(PersonAction):
    name: ClassVar[str] = "record-person-died"
    label: ClassVar[str] = "Record that a person has died"

    source: Reasoned = Field(title="Who confirmed it?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"person": _first(case), "source": "The registrar"}

    def change(self, case: CaseFile, entry: Entry) -> None:
        if person := case.person(self.person):
            person.deceased = True


class DetailsProtected(Action):
    """From now on place, telephone, e-mail, school, nursery, GP, new authority: printed nowhere (PRACTICE 4.3)."""

    name: ClassVar[str] = "protect-details"
    label: ClassVar[str] = "Protect this family's details"
    topic: ClassVar[str] = "People"

    why: Protection = Field(title="Why?")
    source: Reasoned = Field(title="Who says so?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"why": "refuge", "source": "The refuge worker, by telephone"}

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(tasks=[_agree_a_safe_way(facts, seq, "The details of this family are protected")])

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.protections.append(ProtectedFlag(why=self.why, source=self.source, since=entry.happened_on))


def _agree_a_safe_way(facts: Facts, seq: int, why: str) -> Task:
    return Task(
        id=f"T{seq}-safe",
        name="safe-way",
        title="Agree a safe way to write to the family",
        why=why,
        action="agree-safe-address",
        due_on=facts.today,
    )


class ProtectionEnded(Action):
    name: ClassVar[str] = "end-protection"
    label: ClassVar[str] = "End the protection of details"
    topic: ClassVar[str] = "People"
    roles: ClassVar[frozenset[Role]] = SUPERVISION

    why: Protection = Field(title="Which protection?")
    reason: Reasoned = Field(title="Why does it end?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "why": (case.protections_in_force() or [Protection.REFUGE])[0].value,
            "reason": "The family has a new home and says so.",
        }

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not facts.case.protected:
            yield refused("NOT_PROTECTED", "No protection is in force on this case", needs="nothing to end")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if self.why not in facts.case.protections_in_force():
            yield refused("NOT_IN_FORCE", f"“{self.why.label}” is not in force on this case", "why")

    def change(self, case: CaseFile, entry: Entry) -> None:
        for flag in case.protections:
            if flag.why is self.why and flag.ended_on is None:
                flag.ended_on = entry.happened_on


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
