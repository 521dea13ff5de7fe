"""The words of a draft that may show who told us, for those who may change the draft. They stand in it already: whose
name they come near to is said to nobody here (PRACTICE 4.9).
"""

from pydantic import BaseModel

from domain.actions.base import CASEWORK
from domain.facts import Facts
from domain.protecting import protected_values, scrubbed


class NearWords(BaseModel):
    """`line` counts from 1 in the draft's text."""

    words: str
    line: int


def near_words(facts: Facts, text: str, reader: str = "") -> list[NearWords]:
    """Only of what is recorded: who tries one name after another leaves each in the history, under their own."""
    if not facts.actor.has(*CASEWORK):
        return []
    hidden = protected_values(facts.case)
    return [NearWords(words=scrubbed(mark.words, hidden), line=mark.line) for mark in facts.betrays(text, reader)]
