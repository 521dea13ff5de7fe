"""Two cases of one child played side by side, each with its own journal, as their processes play them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from domain.act import Act
from domain.case_file import CaseFile
from domain.decide import decide
from domain.entry import Entry
from domain.facts import Facts
from domain.fold import fold, next_case
from domain.matching.merging import of_two
from domain.matching.taking_back import UNDO, still_standing
from domain.vocabulary import Stage
from tests.domain.play import HOME, MOTHER, REF, Play, letters_ready

OTHER = "RC-2026-000002"
TWIN_OF_MOTHER = {"name": "Ms R Example", "relation": "mother", "address": HOME, "telephone": "01632 960 777"}
AUNT = {"name": "Ms Joan Sample", "relation": "relative", "telephone": "01632 960 888"}


class Told(Play):
    """A case of any reference, that can be told of another one."""

    def __init__(self, ref: str = REF, **referral: Any) -> None:
        self.ref = ref
        self.beside: Told | None = None
        super().__init__(**referral)

    def tell(
        self, action: str, *, by: str = "officer", overrides: Mapping[str, str] | None = None, **data: Any
    ) -> Entry:
        """One act on this case, its own clocks first, whether or not it is open in its stage."""
        self.now += timedelta(minutes=1)
        self.ring()
        return self._record(self._act(action, by, data, dict(overrides or {})))

    def closes(self) -> Entry:
        """The other half of a merge: told by the surviving case's process, and the stage it leads to."""
        assert self.beside is not None
        data = {"surviving_case": self.beside.ref, "evidence": "Merged."}
        entry = self.tell("close-as-duplicate", by="process", **data)
        self._enter(Stage.CLOSED)
        return entry

    def dump(self) -> dict[str, Any]:
        """Everything of the case but the last entry's number and seal."""
        return self.case.model_dump(mode="json", exclude={"seq", "head"})

    def facts_of(self, action: str, by: str) -> Facts:
        facts = self._facts_for(action, by)
        entries = tuple(self.entries) if action == UNDO else facts.entries
        return of_two(replace(facts, entries=entries), self.beside.case if self.beside else None)

    def _record(self, act: Act) -> Entry:
        if not self.entries:
            self.case = CaseFile(ref=self.ref)
        facts = self.facts_of(act.action, act.actor)
        entry = decide(act, self.ref, facts, letters_ready)
        self.entries.append(entry)
        if entry.action == UNDO:
            self.case = fold(self.ref, still_standing(self.entries))
        else:
            self.case = next_case(self.case, facts.entries, entry)
        return entry


def two(**referral: Any) -> tuple[Told, Told]:
    """A case that goes on, and another of the same child, each knowing of the other."""
    survivor = Told(adults=[MOTHER])
    other = Told(OTHER, **{"adults": [TWIN_OF_MOTHER, AUNT], **referral})
    survivor.beside, other.beside = other, survivor
    return survivor, other


def merged(survivor: Told, other: Told, **more: Any) -> Entry:
    entry = survivor.tell("merge-case", other=other.ref, reason="Both schools confirm one child.", **more)
    other.closes()
    return entry
