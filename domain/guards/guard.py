"""A guard: what it asks and where that comes from, said once beside its rule; and how it refuses."""

from dataclasses import dataclass
from datetime import date

from domain.source import Source, Tag
from domain.verdict import Verdict


@dataclass(frozen=True)
class Guard:
    """`code` begins with the number of the catalogue of guards where there is one: G10_OUT_OF_TIME."""

    code: str
    says: str
    source: Source
    absolute: bool = False

    @property
    def id(self) -> str:
        number, _, _ = self.code.partition("_")
        return number if number[:1] == "G" and number[1:].isdigit() else ""

    @property
    def overridable(self) -> bool:
        return self.source.tag is not Tag.STAT and not self.absolute

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


def guard(code: str, says: str, source: Source, *, absolute: bool = False) -> Guard:
    return Guard(code, says, source, absolute)
