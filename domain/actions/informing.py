"""Information about the law, letter L24, as a legal step names it: in its envelope, or served before (PRACTICE 4.6)."""

from domain.facts import Facts
from domain.proceedings.served import Explained, LegalPath
from domain.vocabulary import LetterState

INFORMATION = "L24"


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
