"""Two cases of one child: merged by a person, and taken back (PRACTICE 1.5, 8.10).

A person acts on the surviving case; its process tells the other's, which closes. So does undoing, from either side.
Each half is an entry of its own; a half that is missing is found by `half_merged`.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import NOBODY, Internal
from domain.actions.closing import CaseClosed
from domain.actions.matches import CaseRef, EarlierCaseNoted, NotSameChild, OfTwoCases, other_of
from domain.case_file import CaseFile, Letter, Task
from domain.date_rules import work_out
from domain.entry import Consequences, Entry, together
from domain.facts import Facts
from domain.guards.closing import Proof
from domain.guards.dates import refused
from domain.guards.merging import (
    before_closing,
    before_merging,
    case_named,
    known_other,
    nothing_in_the_way_back,
    protected,
    seldom_one,
)
from domain.letters_at_risk import already_gone
from domain.matching import merging, taking_back
from domain.matching.merging import Taken, TwoCases
from domain.people import Reasoned
from domain.unseen import ended_by, last_known
from domain.verdict import Verdict
from domain.vocabulary import Closure, LetterState, Role


class CaseMerged(OfTwoCases):
    """This case goes on for both: it takes over what the other knows. The other closes by an act of its own."""

    name: ClassVar[str] = taking_back.MERGE
    label: ClassVar[str] = "Merge another case of this child into this one"
    help: ClassVar[str] = "This case goes on; the other closes as its duplicate. Both can be put back as they were."

    reason: Reasoned = Field(title="How do you know that it is the same child?")

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        yield from protected(facts, facts.case)

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from case_named(facts, self.other)
        if (other := known_other(facts)) is not None:
            yield from before_merging(facts, other)
            yield from seldom_one(facts, other)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        other = other_of(facts)
        taken = merging.taken_over(facts.case, other, seq)
        seen = last_known(other)
        parts = [
            merging.prepared(taken, other),
            Consequences(
                clocks=merging.clocks_taken_over(facts.case, other),
                stop=ended_by(facts.case, seen) if seen else [],
                tasks=list(_look_at_what_differs(facts, taken, seq)),
            ),
        ]
        if other.risk.rank > facts.case.risk.rank:
            why = "; ".join(other.risk_why) or "The risk of the other case"
            parts.append(Consequences(risk=other.risk, risk_why=why))
        return together(*parts)

    def change(self, case: CaseFile, entry: Entry) -> None:
        merging.give(case, merging.taken_in(entry))
        case.merged = [*case.merged, self.other]


class ClosedAsDuplicate(CaseClosed, Internal):
    """The other half of a merge, told to this case by the surviving one's process: it closes. Its household is asked
    for where the child's case goes on.
    """

    name: ClassVar[str] = taking_back.CLOSE
    label: ClassVar[str] = "Close as merged into another case"
    topic: ClassVar[str] = "The same child"
    roles: ClassVar[frozenset[Role]] = NOBODY

    outcome: Closure = Closure.DUPLICATE
    proof: Proof = Proof.SURVIVING
    surviving_case: CaseRef = Field(title="Case that goes on")

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        return ()

    def change(self, case: CaseFile, entry: Entry) -> None:
        super().change(case, entry)
        case.merged_into = self.surviving_case

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from case_named(facts, self.surviving_case, "surviving_case")
        if self.outcome is not Closure.DUPLICATE:
            yield refused("OUTCOME", "A merged case closes as a duplicate", "outcome")
        if isinstance(facts, TwoCases) and facts.other is not None:
            yield from before_closing(facts, facts.other, facts.case)


class MergeUndone(OfTwoCases):
    """Two children after all. On the case that closed it opens again where it stood; on the one that went on, what it
    took over is gone. What has been done since with what was taken over is named in tasks.
    """

    name: ClassVar[str] = taking_back.UNDO
    label: ClassVar[str] = "Undo a merge"
    answers: ClassVar[tuple[str, ...]] = ()

    reason: Reasoned = Field(title="How do you know that they are two children?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        other = case.merged_into or next(reversed(case.merged), "RC-2020-000001")
        return {"other": other, "reason": "Twins: two birth certificates seen."}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not facts.case.merged and not facts.case.merged_into:
            yield refused("NOT_MERGED", "This case was not merged with another", needs="nothing to undo")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from nothing_in_the_way_back(facts, self.other)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        closing = taking_back.closing_entry(facts.entries, self.other)
        if closing is not None:
            back = taking_back.what_it_took_back(facts.entries, closing)
            stage = facts.case.passages[-2].stage if len(back) > 1 else facts.case.stage
            return Consequences(prepared={"takes_back": back, "stage": stage.value})
        entry = taking_back.merge_entry(facts.entries, self.other)
        if entry is None:
            raise LookupError("nothing to take back")  # the guard has refused
        tasks = list(_repair(facts, merging.taken_in(entry), seq))
        return Consequences(prepared={"takes_back": [entry.seq]}, tasks=tasks)


def _look_at_what_differs(facts: Facts, taken: Taken, seq: int) -> Iterator[Task]:
    if taken.differs:
        yield Task(
            id=f"T{seq}-differs",
            name="merge-differs",
            title="The merged cases say different things: find out which is right",
            why="They differ in " + ", ".join(taken.differs),
            action="finish-task",
            due_on=work_out("triage", facts.today, facts.almanac).last_day,
        )


def _repair(facts: Facts, taken: Taken, seq: int) -> Iterator[Task]:
    """A letter to somebody who was never this child's: posted, it is urgent; else it is stopped by a person."""
    letters = [
        letter for kind, each in taking_back.leaning(facts.case, taken) if (letter := _letter(facts, kind, each))
    ]
    for letter in letters:
        if letter.state in (LetterState.POSTED, LetterState.RETURNED):
            yield already_gone(facts, letter, seq)
        elif letter.state not in (LetterState.STOPPED, LetterState.WITHDRAWN):
            yield Task(
                id=f"T{seq}-{letter.id}",
                name="stop-letter",
                title="A letter is addressed to somebody of another case: stop it",
                why="It was written while two cases were merged",
                action="stop-letter",
                due_on=facts.today,
                urgent=True,
                subject=letter.id,
            )


def _letter(facts: Facts, kind: str, letter_id: str) -> Letter | None:
    return facts.case.letter(letter_id) if kind == "letter" else None


# The acts that the recorder gives the facts of both cases.
OF_TWO = frozenset(
    {NotSameChild.name, EarlierCaseNoted.name, CaseMerged.name, ClosedAsDuplicate.name, MergeUndone.name}
)
