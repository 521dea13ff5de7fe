"""A guard of the law, and the words that its refusals are made of."""

from collections.abc import Iterable
from datetime import date

from domain.guards.guard import Guard as LawGuard
from domain.guards.guard import guard

__all__ = ["LawGuard", "day_words", "guard", "some_of"]


def day_words(day: date) -> str:
    """2 October 2026."""
    return f"{day:%-d %B %Y}"


def some_of(words: Iterable[str], most: int = 6) -> str:
    """A list that a person will read to its end; the record holds the whole of it."""
    all_words = list(words)
    shown = all_words[:most]
    more = len(all_words) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
