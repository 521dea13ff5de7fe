"""What was told in confidence: who said it, looked at on purpose; what the parents are told of it (PRACTICE 4.9)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import Action
from domain.case_file import CaseFile
from domain.entry import Entry
from domain.facts import Facts
from domain.guards.dates import refused
from domain.guards.guard import guard
from domain.guards.letters import SECOND_PERSON
from domain.guards.near_matches import names_nobody_who_told
from domain.guards.sources import practice
from domain.people import Reasoned
from domain.verdict import Verdict

NOT_YOUR_CASE = guard(
    "NOT_YOUR_CASE",
    "Who referred is shown to the officer who has the case, and to a supervisor",
    practice("4.9"),
    absolute=True,
)
GUARDS = (NOT_YOUR_CASE,)


class ReferrerOpened(Action):
    """Looking at who referred is itself an entry. Only whoever has the case, and a supervisor, may (PRACTICE 4.9)."""

    name: ClassVar[str] = "open-referrer"
    label: ClassVar[str] = "Look at who referred"
    topic: ClassVar[str] = "Referral"

    reason: Reasoned = Field(title="Why do you need to know?", description="Nothing that shows who it was")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reason": "To ask when the child was last seen."}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not facts.supervisor and facts.actor.id != facts.case.owner:
            yield NOT_YOUR_CASE.refuse(
                "Who referred is shown to the officer who has the case, and to a supervisor",
                needs="to be given the case, or a supervisor",
            )


class SummaryWritten(Action):
    """What parents are told was said to us: never who said it (PRACTICE 4.9)."""

    name: ClassVar[str] = "write-summary"
    label: ClassVar[str] = "Write what the parents are told"
    topic: ClassVar[str] = "Letters"

    summary: Reasoned = Field(title="What may the parents be told?", description="Nothing that shows who told us")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"summary": "We were told that your child may not be going to school."}

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.told, case.told_by, case.told_approved_by = self.summary, entry.actor, ""


class SummaryApproved(Action):
    name: ClassVar[str] = "approve-summary"
    label: ClassVar[str] = "Approve what the parents are told"
    topic: ClassVar[str] = "Letters"

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not facts.case.told:
            yield refused("NO_SUMMARY", "No summary for parents is written yet", needs="write the summary first")
        elif facts.case.told_approved_by:
            yield refused("ALREADY_APPROVED", "This summary is approved already", needs="nothing to approve")
        elif facts.actor.id == facts.case.told_by:
            yield SECOND_PERSON.refuse(
                "The summary is approved by somebody who did not write it", needs="a second person"
            )
        else:
            yield from names_nobody_who_told(facts, facts.case.told, written_by={facts.case.told_by})

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.told_approved_by = entry.actor
