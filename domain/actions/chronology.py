"""The chronology of a case: its lines worded, and made into a document for a bundle."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import ANYONE_INSIDE, Action
from domain.actions.scheduling import MadeForABundle
from domain.bundles.document import Kind
from domain.case_file import CaseFile
from domain.entry import Consequences, Entry
from domain.evidence.chronology import chronology, standing
from domain.evidence.worded import Worded
from domain.facts import Facts
from domain.guards.dates import refused
from domain.guards.guard import guard
from domain.guards.near_matches import names_nobody_who_told
from domain.guards.sources import practice
from domain.people import Line, Words
from domain.proceedings import AnyProceeding
from domain.protecting import protected_values, shows
from domain.verdict import Verdict
from domain.vocabulary import Role

PROTECTED_WORDED = guard(
    "PROTECTED_IN_CHRONOLOGY", "No protected detail stands in a chronology", practice("4.3"), absolute=True
)
GUARDS = (PROTECTED_WORDED,)


class ChronologyWorded(Action):
    """Its day and its entry stay; the words are the writer's, who is kept with them. The record's own come back when
    nothing is written.
    """

    name: ClassVar[str] = "word-chronology"
    label: ClassVar[str] = "Word a line of the chronology"
    topic: ClassVar[str] = "Legal steps"
    roles: ClassVar[frozenset[Role]] = ANYONE_INSIDE

    entry: int = Field(ge=1, title="Which entry?", description="Its number in the history")
    text: Words = Field(default="", title="What does it say?", description="Leave empty for the record's own words")
    out: bool = Field(default=False, title="Leave it out of the chronology?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"entry": 1, "text": "The school told us of the absence."}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if self.entry > facts.case.seq:
            yield refused("NO_SUCH_ENTRY", "There is no entry of this number", "entry")
        if shows(self.text, protected_values(facts.case)):
            yield PROTECTED_WORDED.refuse("It shows something that is protected", needs="other words", field="text")
        yield from names_nobody_who_told(facts, self.text, written_by={facts.actor.id}, field="text")

    def change(self, case: CaseFile, entry: Entry) -> None:
        worded = Worded(entry=self.entry, text=self.text, out=self.out, by=entry.actor, at=entry.recorded_at)
        case.chronology = [*case.chronology, worded]


class ChronologyMade(MadeForABundle):
    """For the bundle of one proceeding. With a bundle that was built before, each line carries the page on which it is
    shown there.
    """

    name: ClassVar[str] = "make-chronology"
    label: ClassVar[str] = "Make the chronology of a legal step"
    reads_journal: ClassVar[bool] = True
    makes: ClassVar[Kind] = Kind.CHRONOLOGY

    about: Line = Field(title="For which legal step?", json_schema_extra={"choices": "steps"})
    bundle: Line = Field(
        default="",
        title="With the pages of which bundle?",
        description="Its name, like B12. Leave empty for none; it must have been built",
    )

    @classmethod
    def possible(cls, case: CaseFile) -> list[AnyProceeding]:
        return list(case.proceedings)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        people = facts.roster.staff
        lines = chronology(
            facts.case,
            facts.entries,
            self.about,
            lambda text: bool(facts.betrays(text, "")),
            lambda who: people[who].name if who in people else who,
        )
        kept = [line.model_dump(mode="json", include={"entry", "on", "text", "source"}) for line in standing(lines)]
        return Consequences(prepared={"lines": kept})
