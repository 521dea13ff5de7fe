"""What the Department's return asks of a child: primary reason, since when, plan, protection plan (DOMAIN 6)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import Action
from domain.case_file import CaseFile, ReturnDetails
from domain.census.labels import Why
from domain.entry import Entry
from domain.facts import Facts
from domain.guards.dates import impossible_day
from domain.people import Day, Reasoned
from domain.verdict import Verdict


class ReturnDetailsRecorded(Action):
    """The newest word counts; what was submitted before stays as it was."""

    name: ClassVar[str] = "record-return-details"
    label: ClassVar[str] = "Record what the Department's return asks"

    why: Why = Field(title="What is the primary reason?")
    since: Day | None = Field(default=None, title="Missing education since", description="Leave empty if not known")
    plan: bool | None = Field(default=None, title="Does the child have an education, health and care plan?")
    protection: bool | None = Field(default=None, title="Is the child on a child protection plan?")
    known: Reasoned = Field(title="How do you know?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"why": "awaiting", "since": today.isoformat(), "known": "The admissions team."}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.since, "since")

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.returned = ReturnDetails(
            why=self.why.value, since=self.since, plan=self.plan, protection=self.protection, known=self.known
        )
