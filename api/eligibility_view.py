"""What a case could be, as the officer who decides it is shown it: reasons, and what usually follows."""

from pydantic import BaseModel

from domain.actions import ACTIONS
from domain.eligibility import proposals
from domain.facts import Facts


class ProposalView(BaseModel):
    """One proposal of the eligibility engine. It decides nothing and ticks nothing."""

    what: str
    label: str
    because: str
    source: str
    onward: str
    action: str
    action_label: str
    letter: str
    letter_title: str
    closing: str | None


def could_be(facts: Facts) -> list[ProposalView]:
    """Empty once the case is closed."""
    if not facts.case.open:
        return []
    return [
        ProposalView(
            what=each.what.value,
            label=each.what.label,
            because=each.because,
            source=each.source.words,
            onward=each.onward.words,
            action=each.onward.action,
            action_label=ACTIONS[each.onward.action].label,
            letter=each.onward.letter,
            letter_title=_title(facts, each.onward.letter),
            closing=each.onward.closing.label if each.onward.closing else None,
        )
        for each in proposals(facts.case, facts.today, facts.almanac)
    ]


def _title(facts: Facts, letter: str) -> str:
    return facts.templates[letter].title if letter in facts.templates else ""
