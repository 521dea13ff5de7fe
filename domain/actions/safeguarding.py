"""Danger: raised by anyone at any time, above everything else, and done only by a named person (PRACTICE 1.2)."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import Field

from domain.actions.base import ANYONE_INSIDE, Action
from domain.case_file import CaseFile
from domain.danger import CONSULT_TASK, POLICE_TASK, SAFEGUARDING_TASK, at_level, danger
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import refused
from domain.guards.staff import SUPERVISOR_NEEDED
from domain.people import Name, Reasoned
from domain.verdict import Verdict
from domain.vocabulary import Indicator, Risk, Role, Word


class DangerRaised(Action):
    name: ClassVar[str] = "raise-danger"
    label: ClassVar[str] = "Raise a safeguarding concern"
    help: ClassVar[str] = "If a child is in danger now, call 999 first."
    topic: ClassVar[str] = "Safeguarding"
    roles: ClassVar[frozenset[Role]] = ANYONE_INSIDE

    indicators: Annotated[list[Indicator], Field(min_length=1, title="What are the signs?")]
    words: Reasoned = Field(title="What was seen or heard?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"indicators": ["sibling-gone"], "words": "The older brother has not been seen either."}

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return danger(facts, self.indicators, seq, self.words)

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.indicators += [indicator for indicator in self.indicators if indicator not in case.indicators]


class SentTo(Word):
    SOCIAL_CARE = "social-care", "Children's social care"
    POLICE = "police", "The police"
    BOTH = "both", "Both"


class SafeguardingAction(Action):
    topic: ClassVar[str] = "Safeguarding"
    answers: ClassVar[tuple[str, ...]] = (SAFEGUARDING_TASK, "head-of-service", "unseen", POLICE_TASK, CONSULT_TASK)

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not any(task.name in cls.answers for task in facts.case.open_tasks()):
            yield refused(
                "NO_SAFEGUARDING_WORK",
                "No safeguarding work is open on this case",
                needs="raise a safeguarding concern first",
            )

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(
            stop=[clock.name for clock in facts.case.running_clocks() if clock.name.startswith("urgent-safeguarding")]
        )


class SafeguardingSent(SafeguardingAction):
    name: ClassVar[str] = "send-safeguarding-referral"
    label: ClassVar[str] = "Record that the safeguarding referral was made"

    to: SentTo = Field(title="To whom?")
    called: Name = Field(title="Whom did you speak to?")
    reference: Name = Field(title="Their reference")
    shared: Reasoned = Field(title="What was shared, and on what basis?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "to": "social-care",
            "called": "Duty social worker",
            "reference": "SC-1",
            "shared": "What was seen; to protect the child (UK GDPR Art 6(1)(e)).",
        }


class SafeguardingNotSent(SafeguardingAction):
    name: ClassVar[str] = "decide-no-safeguarding-referral"
    label: ClassVar[str] = "Record why no safeguarding referral is made"

    reason: Reasoned = Field(title="Why not?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reason": "Seen today at school by the nurse; safe and well."}


class RiskSet(Action):
    """Only a person lowers a level, with a reason, and red only with a supervisor (PRACTICE 1.3)."""

    name: ClassVar[str] = "set-risk"
    label: ClassVar[str] = "Set the risk level"
    topic: ClassVar[str] = "Safeguarding"

    level: Risk = Field(title="Level")
    reason: Reasoned = Field(title="Why?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        level = Risk.RED if case.risk is Risk.RED else Risk.AMBER  # red is lowered only by a supervisor
        return {"level": level.value, "reason": "Not seen, and a brother is missing too."}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if facts.case.risk is Risk.RED and self.level is not Risk.RED and not facts.supervisor:
            yield SUPERVISOR_NEEDED.refuse("Red is lowered only by a supervisor", needs="a supervisor", field="level")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        """A level that a person raises asks of people what a rule's would."""
        raised = self.level.rank > facts.case.risk.rank
        return at_level(facts, self.level, seq, self.reason) if raised else Consequences()

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.risk, case.risk_why = self.level, [self.reason]
