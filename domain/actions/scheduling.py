"""What is made for a bundle from the record: the schedule of unused material, and the chronology."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import ANYONE_INSIDE, Action
from domain.bundles.document import Kind, Marking
from domain.case_file import CaseFile, Document
from domain.entry import Consequences, Entry
from domain.evidence.unused import unused
from domain.facts import Facts
from domain.guards.dates import refused
from domain.people import Line
from domain.proceedings import AnyProceeding, Prosecution
from domain.verdict import Verdict
from domain.vocabulary import Role


class MadeForABundle(Action):
    """Made anew it takes the place of the earlier one, which is kept and goes into no bundle."""

    topic: ClassVar[str] = "Legal steps"
    roles: ClassVar[frozenset[Role]] = ANYONE_INSIDE
    makes: ClassVar[Kind]

    about: Line = Field(title="For which prosecution?", json_schema_extra={"choices": "proceedings"})

    @classmethod
    def possible(cls, case: CaseFile) -> list[AnyProceeding]:
        """The legal steps for which it can be made."""
        return [each for each in case.proceedings if isinstance(each, Prosecution)]

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"about": next((each.name for each in cls.possible(case)), "")}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not cls.possible(facts.case):
            yield refused("NO_PROCEEDING", "No legal step that needs it is on this case", needs="a legal step")

    def step(self, case: CaseFile) -> AnyProceeding | None:
        return next((each for each in self.possible(case) if each.name == self.about), None)

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if self.step(facts.case) is None:
            yield refused("NO_PROCEEDING", "No legal step of this name needs it", "about")

    def change(self, case: CaseFile, entry: Entry) -> None:
        ready, step = entry.consequences.prepared, self.step(case)
        for earlier in case.documents:
            if (earlier.kind, earlier.made_for) == (self.makes, self.about) and earlier.marking is Marking.EVIDENTIAL:
                earlier.marking, earlier.marking_why = Marking.WITHHELD, "Replaced by a later one"
        case.documents.append(
            Document(
                id=f"D{entry.seq}",
                title=f"{self.makes.label.capitalize()}, {entry.happened_on:%-d %B %Y}",
                sha256=ready.get("sha256", ""),
                media_type="application/pdf",
                size=ready.get("size", 0),
                pages=ready.get("pages", 0),
                obtained_from="Made from the record",
                obtained_on=entry.happened_on,
                obtained_by=entry.actor,
                kind=self.makes,
                about=step.person_id if step else "",
                marking=Marking.EVIDENTIAL,
                made_for=self.about,
            )
        )


class UnusedScheduleMade(MadeForABundle):
    """As the case stands: lines that nobody has decided stand on it too, and say so."""

    name: ClassVar[str] = "make-unused-schedule"
    label: ClassVar[str] = "Make the schedule of unused material"
    makes: ClassVar[Kind] = Kind.UNUSED_SCHEDULE

    def follows(self, facts: Facts, seq: int) -> Consequences:
        charge = self.step(facts.case)
        lines = unused(facts.case, charge) if isinstance(charge, Prosecution) else []
        return Consequences(prepared={"lines": [line.model_dump(mode="json") for line in lines]})
