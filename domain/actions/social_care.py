"""What children's social care did with a referral: a strategy discussion, and what was decided (DOMAIN 4)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import Action
from domain.actions.safeguarding import DECISION
from domain.case_file import CaseFile, Task
from domain.enquiring import CareReferral
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import refused
from domain.people import Line, Name, Reasoned
from domain.verdict import Verdict
from domain.vocabulary import Word


class CareOutcome(Word):
    """What the front door decided."""

    ENQUIRY_47 = "section-47", "An enquiry under section 47"
    ASSESSMENT = "section-17", "An assessment under section 17"
    EARLY_HELP = "early-help", "Early help"
    ALREADY_OPEN = "already-open", "Passed to the social worker whom the child has"
    NO_ACTION = "no-action", "No further action by social care"


class CareAction(Action):
    """About one referral to social care."""

    topic: ClassVar[str] = "Safeguarding"

    referral: Line = Field(title="Which referral?", json_schema_extra={"choices": "care-referrals"})

    @classmethod
    def waiting(cls, case: CaseFile) -> list[CareReferral]:
        return [each for each in case.care_referrals if each.open]

    @classmethod
    def first(cls, case: CaseFile) -> str:
        return next((each.id for each in cls.waiting(case)), "")

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not cls.waiting(facts.case):
            yield refused(
                "NO_CARE_REFERRAL",
                "No referral to social care waits for its answer",
                needs="tell children's social care first",
            )

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if self.referral not in {each.id for each in self.waiting(facts.case)}:
            yield refused("NO_SUCH_REFERRAL", "This referral does not wait for an answer", "referral")

    def about(self, case: CaseFile) -> CareReferral | None:
        return next((each for each in case.care_referrals if each.id == self.referral), None)


class StrategyRecorded(CareAction):
    """Police, social care, health and the school agree who does what (section 47 and the guidance to it)."""

    name: ClassVar[str] = "record-strategy-discussion"
    label: ClassVar[str] = "Record a strategy discussion"

    attended: Name = Field(title="Who took part?")
    agreed: Reasoned = Field(title="What was agreed, and who does it?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "referral": cls.first(case),
            "attended": "Social care, police, health, school",
            "agreed": "The police call at both addresses tonight; we ask housing.",
        }

    def change(self, case: CaseFile, entry: Entry) -> None:
        if (referral := self.about(case)) is not None:
            referral.strategy_on, referral.strategy_who = entry.happened_on, self.attended
            referral.strategy_agreed = self.agreed


class CareDecided(CareAction):
    name: ClassVar[str] = "record-care-decision"
    label: ClassVar[str] = "Record what children's social care decided"
    answers: ClassVar[tuple[str, ...]] = ("care-decision",)

    outcome: CareOutcome = Field(title="What was decided?")
    decided_by: Name = Field(title="Who decided it?")
    said: Reasoned = Field(title="Why, and what comes next?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "referral": cls.first(case),
            "outcome": "section-17",
            "decided_by": "Team manager",
            "said": "A social worker sees the family this week.",
        }

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(stop=[f"{DECISION}-{self.referral}"])

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        """Only what was asked about this referral."""
        return [task for task in super().tasks_done(case, entry) if task.subject == f"{DECISION}-{self.referral}"]

    def change(self, case: CaseFile, entry: Entry) -> None:
        if (referral := self.about(case)) is not None:
            referral.outcome, referral.outcome_on = self.outcome.value, entry.happened_on
            referral.outcome_said = f"{self.decided_by}: {self.said}"
