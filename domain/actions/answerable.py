"""Why a person is a parent in law and answerable (Education Act 1996 s.576): recorded before any notice or charge."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import Action
from domain.case_file import CaseFile
from domain.entry import Entry
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.people import Day, Line, Reasoned
from domain.proceedings.groundwork import AnswerableParent, InForce
from domain.verdict import Verdict


class AnswerableRecorded(Action):
    """For that very person: no surname and no household stands in for a reason (PRACTICE 4.2)."""

    name: ClassVar[str] = "record-answerable-parent"
    label: ClassVar[str] = "Record why a person is answerable as a parent"
    topic: ClassVar[str] = "People"

    person: Line = Field(title="Who?", json_schema_extra={"choices": "people"})
    parent_because: Reasoned = Field(title="Why are they a parent in law?")
    answerable_because: Reasoned = Field(title="Why are they answerable for the child's attendance?")
    first: Day = Field(title="Answerable from")
    last: Day | None = Field(default=None, title="Until", description="Leave empty if it still lasts")
    organisation: bool = Field(default=False, title="Acts for an authority or an organisation")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "person": case.people[0].id if case.people else "",
            "parent_because": "Named on the birth certificate; the certificate was seen.",
            "answerable_because": "The child lives with them all week.",
            "first": date.fromordinal(today.toordinal() - 365).isoformat(),
        }

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not facts.case.people:
            yield refused("NO_PERSON", "Nobody is recorded on this case yet", needs="add a person first")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if facts.case.person(self.person) is None:
            yield refused("NO_SUCH_PERSON", "This person is not on the case", "person")
        yield from impossible_day(facts, self.first, "first")
        yield from impossible_day(facts, self.last, "last")
        if self.last is not None and self.last < self.first:
            yield refused("ENDS_BEFORE", "It ends before it begins", "last")

    def change(self, case: CaseFile, entry: Entry) -> None:
        if person := case.person(self.person):
            case.answerable.append(
                AnswerableParent(
                    person_id=self.person,
                    relation=person.relation,
                    individual=not self.organisation,
                    parent_because=self.parent_because,
                    answerable_because=self.answerable_because,
                    dates=InForce(first=self.first, last=self.last),
                    by=entry.actor,
                    recorded_at=entry.recorded_at,
                )
            )
