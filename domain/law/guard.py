"""A guard of the law: its catalogue number, what it asks and where that comes from, said once beside the rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.guards.catalogue import Guard
from domain.source import Source
from domain.verdict import Verdict


@dataclass(frozen=True)
class LawGuard(Guard):
    """`code` begins with the catalogue number where there is one: G10_OUT_OF_TIME."""

    @property
    def id(self) -> str:
        number, _, _ = self.code.partition("_")
        return number if number[1:].isdigit() else ""

    def refuse(
        self, reason: str, *, opens_on: date | None = None, needs: str | None = None, field: str | None = None
    ) -> Verdict:
        """A refusal by this guard. `opens_on` only where a day alone opens the step."""
        return Verdict(
            code=self.code,
            reason=reason,
            source=self.source,
            opens_on=opens_on,
            needs=needs,
            field=field,
            absolute=self.absolute,
        )


def guard(code: str, says: str, source: Source, *, absolute: bool = False) -> LawGuard:
    return LawGuard(code, says, source, absolute)


def day_words(day: date) -> str:
    """2 October 2026."""
    return f"{day:%-d %B %Y}"


def some_of(words: Iterable[str], most: int = 6) -> str:
    """A list that a person will read to its end; the record holds the whole of it."""
    all_words = list(words)
    shown = all_words[:most]
    more = len(all_words) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
