"""How a judge of pre-flight says what it found."""

from collections.abc import Sequence

from domain.bundles.finding import Outcome

Judged = tuple[Outcome, str, Sequence[str]]


def ok(words: str) -> Judged:
    return Outcome.PASS, words, ()


def fail(words: str, pages: Sequence[str] = ()) -> Judged:
    return Outcome.FAIL, words, pages


def person(words: str, pages: Sequence[str] = ()) -> Judged:
    return Outcome.PERSON, words, pages
