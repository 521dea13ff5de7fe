"""The adults around the child: who they are, where they live, how they read."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import Action
from domain.case_file import CaseFile, Task
from domain.entry import Entry
from domain.facts import Facts
from domain.guards.dates import refused
from domain.guards.staff import SUPERVISOR_NEEDED
from domain.people import Address, Line, Name, Needs, Person, Reasoned
from domain.verdict import Verdict
from domain.vocabulary import Relation


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


def first_person(case: CaseFile) -> str:
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
            "person": first_person(case),
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
            reached = {"address": self.address, "telephone": self.telephone, "email": self.email}
            person.tell(self.source, entry.happened_on, **reached)


class ResponsibilityRecorded(PersonAction):
    """Parental responsibility, and with whom the child lives: each as somebody said it, and when (PRACTICE 4.1)."""

    name: ClassVar[str] = "record-responsibility"
    label: ClassVar[str] = "Record parental responsibility, and with whom the child lives"
    help: ClassVar[str] = "Answer what you have learnt; what you leave empty stays as it is."

    relation: Relation | None = Field(default=None, title="Relation to the child")
    parental_responsibility: bool | None = Field(default=None, title="Parental responsibility?")
    lives_with_child: bool | None = Field(default=None, title="Lives with the child?")
    cares_for_child: bool | None = Field(default=None, title="Cares for the child?")
    source: Reasoned = Field(title="How do we know?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        person = first_person(case)
        return {"person": person, "parental_responsibility": True, "source": "The birth certificate, seen"}

    def _said(self) -> dict[str, Any]:
        return self.model_dump(include={"relation", "parental_responsibility", "lives_with_child", "cares_for_child"})

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        if all(said is None for said in self._said().values()):
            yield refused("NOTHING_GIVEN", "Answer at least one question", "parental_responsibility")
        if (person := facts.case.person(self.person)) is not None and not facts.supervisor:
            after = person.model_copy(update={name: said for name, said in self._said().items() if said is not None})
            if facts.case.rule_for(after).strictness < facts.case.rule_for(person).strictness:
                yield SUPERVISOR_NEEDED.refuse(
                    "This would let the person be written to without a supervisor", needs="a supervisor"
                )

    def change(self, case: CaseFile, entry: Entry) -> None:
        if person := case.person(self.person):
            person.tell(self.source, entry.happened_on, **self._said())


class EmailAgreed(PersonAction):
    """Service by e-mail needs that person's recorded agreement, to one address (PRACTICE 4.4)."""

    name: ClassVar[str] = "agree-email-service"
    label: ClassVar[str] = "Record that a person agreed to be served by e-mail"

    email: Line = Field(title="At which e-mail address?", pattern=r"^[^\s@]+@[^\s@]+$")
    agreed_how: Reasoned = Field(title="How and when did they agree?", max_length=120)

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"person": first_person(case), "email": "r@example.test", "agreed_how": "A form that she signed."}

    def change(self, case: CaseFile, entry: Entry) -> None:
        if person := case.person(self.person):
            person.email_for_service, person.email_agreement = self.email, self.agreed_how


class ReadingNeedsRecorded(PersonAction):
    name: ClassVar[str] = "record-reading-needs"
    label: ClassVar[str] = "Record language and reading needs"

    needs: Needs = Field(title="Language and reading")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"person": first_person(case), "needs": {"language": "Polish", "interpreter": True}}

    def change(self, case: CaseFile, entry: Entry) -> None:
        if person := case.person(self.person):
            person.needs = self.needs


class PersonDied(PersonAction):
    name: ClassVar[str] = "record-person-died"
    label: ClassVar[str] = "Record that a person has died"

    source: Reasoned = Field(title="Who confirmed it?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"person": first_person(case), "source": "The registrar"}

    def change(self, case: CaseFile, entry: Entry) -> None:
        if person := case.person(self.person):
            person.deceased = True
