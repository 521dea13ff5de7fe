"""What a letter that has left is worth as evidence. It counts as evidence by itself; its bytes stay as they are, and
only the mark changes (PRACTICE 7.1).
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import ANYONE_INSIDE
from domain.actions.documents import WITHHELD_WHY
from domain.actions.letters import LetterAction
from domain.bundles.document import Marking
from domain.case_file import CaseFile, Letter
from domain.entry import Entry
from domain.facts import Facts
from domain.guards.near_matches import names_nobody_who_told
from domain.people import Words
from domain.verdict import Verdict
from domain.vocabulary import LetterState, Role


class LetterMarked(LetterAction):
    """Said again as often as it changes: the last word stands."""

    name: ClassVar[str] = "mark-letter"
    label: ClassVar[str] = "Say what a letter is worth as evidence"
    help: ClassVar[str] = (
        "A letter that was issued is evidence unless you say otherwise. What is information only or withheld stands on "
        "the schedule of unused material."
    )
    topic: ClassVar[str] = "Documents"
    roles: ClassVar[frozenset[Role]] = ANYONE_INSIDE
    from_states: ClassVar[tuple[LetterState, ...]] = (LetterState.ISSUED, LetterState.POSTED, LetterState.RETURNED)

    marking: Marking = Field(title="What is it worth?")
    reason: Words = Field(default="", title="Why?", description="Needed where it is withheld")

    @classmethod
    def about(cls, letter: Letter | None) -> dict[str, Any]:
        return {**super().about(letter), "marking": "INFORMATION_ONLY"}

    @classmethod
    def fits(cls, letter: Letter) -> bool:
        return letter.state in cls.from_states and bool(letter.sha256)

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        if self.marking is Marking.WITHHELD and not self.reason:
            yield WITHHELD_WHY.refuse("Say why it is withheld", needs="a reason", field="reason")
        yield from names_nobody_who_told(facts, self.reason, written_by=set(), field="reason")

    def change(self, case: CaseFile, entry: Entry) -> None:
        if letter := case.letter(self.letter):
            letter.marking, letter.marking_why = self.marking, self.reason
            letter.marked_by, letter.marked_on = entry.actor, entry.happened_on
