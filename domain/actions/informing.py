"""Information about the law, letter L24, as a legal step names it: in its envelope, or served before (PRACTICE 4.6)."""

from typing import Annotated

from pydantic import Field

from domain.facts import Facts
from domain.people import Line
from domain.proceedings.served import Explained, LegalPath
from domain.vocabulary import LetterState

INFORMATION = "L24"
# The question of every step that L24 goes with.
InformationLetter = Annotated[
    Line,
    Field(
        title="Which letter tells the parent about the law?",
        description="L24: in the same envelope, or sent before",
        json_schema_extra={"choices": "letters"},
    ),
]


def informed(facts: Facts, person: str, path: LegalPath, letter_id: str, enclosed_in: str) -> list[Explained]:
    """That letter, where it is information about the law to this person which goes with the step or has arrived."""
    letter = facts.case.letter(letter_id)
    if letter is None or letter.template != INFORMATION or letter.person_id != person:
        return []
    step = facts.case.letter(enclosed_in)
    sent = step.posted_on if step else None
    enclosed = letter.posted_on == sent if sent else letter.state in (LetterState.APPROVED, LetterState.ISSUED)
    arrived = letter.state is LetterState.POSTED and letter.deemed_on is not None and letter.deemed_on <= facts.today
    if not (enclosed or arrived):
        return []
    return [Explained(path=path, person_id=person, letter=letter.id, enclosed_in=enclosed_in)]
