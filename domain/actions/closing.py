"""Closing and reopening. Closed is a stage: notes, corrections, returned post and reopening work there."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import Field

from domain.actions.base import Action
from domain.actions.child_died import stopped_letters
from domain.case_file import CaseFile
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.closing import Proof, before_any_closure, closing
from domain.guards.dates import impossible_day
from domain.people import Day, Line, Reasoned, Words
from domain.unseen import unseen_clocks, unseen_since
from domain.verdict import Verdict
from domain.vocabulary import Closure


class CaseClosed(Action):
    name: ClassVar[str] = "close-case"
    label: ClassVar[str] = "Close the case"
    topic: ClassVar[str] = "Case"

    outcome: Closure = Field(title="Why does it close?")
    proof: Proof = Field(title="On what evidence?")
    evidence: Reasoned = Field(title="What exactly was seen or said?")
    confirmed_by: Line = Field(default="", title="Who confirmed it?")
    attended_on: Day | None = Field(
        default=None, title="First day attended", description="If a school confirmed attendance"
    )
    starts_on: Day | None = Field(default=None, title="Start day", description="If a school confirmed registration")
    surviving_case: Annotated[
        str, Field(pattern=r"^(|RC-\d{4}-\d{6})$", title="Case that goes on", description="If this is a duplicate")
    ] = ""
    who_was_told: Words = Field(default="", title="Who was told?", description="If the child was never found")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "outcome": "ON_ROLL",
            "proof": "first-attendance",
            "evidence": "The register shows the child in class.",
            "confirmed_by": "Attendance office",
            "attended_on": (case.place.attended_on or today).isoformat(),
        }

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        return before_any_closure(facts)

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.attended_on, "attended_on")
        yield from impossible_day(facts, self.starts_on, "starts_on", ahead=True)
        yield from closing(facts, self)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        """What belongs to a process that lives on beside the closed case stays: an order in force."""
        lives_on = {each.name for each in facts.case.proceedings if each.open}
        clocks = [clock for clock in facts.case.clocks if clock.state in ("running", "paused")]
        tasks = [task for task in facts.case.open_tasks() if not task.urgent]
        return Consequences(
            stop=[clock.name for clock in clocks if clock.process.rpartition("/")[2] not in lives_on],
            done=[task.id for task in tasks if task.subject.partition(":")[0] not in lives_on],
            prepared=stopped_letters(facts.case) if self.outcome is Closure.DECEASED else {},
        )

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.closure, case.closed_on, case.pause = self.outcome, entry.happened_on, None
        if self.attended_on is not None:
            case.attended_on = max(self.attended_on, case.attended_on or self.attended_on)
        for visit in case.visits:
            visit.ended = True  # those still to come are called off


class CaseReopened(Action):
    name: ClassVar[str] = "reopen-case"
    label: ClassVar[str] = "Reopen the case"
    topic: ClassVar[str] = "Case"

    reason: Reasoned = Field(title="Why does it reopen?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reason": "The school says the child has stopped coming."}

    def follows(self, facts: Facts, seq: int) -> Consequences:
        """A child who is missing again is unseen from the day it was missed, until somebody sees it."""
        return unseen_clocks(facts, unseen_since(facts.case, self.day(facts.today)), seq, None)

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.closure, case.closed_on = None, None
