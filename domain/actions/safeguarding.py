"""Danger: raised by anyone at any time, above everything else, and done only by a named person (PRACTICE 1.2)."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import Field

from domain.actions.base import ANYONE_INSIDE, Action
from domain.case_file import CaseFile, Task
from domain.clock import start_clock
from domain.danger import CONSULT_TASK, SAFEGUARDING_TASK, URGENT, at_level, danger
from domain.enquiring import CareReferral
from domain.entry import Consequences, Entry, together
from domain.facts import Facts
from domain.guards.dates import refused
from domain.guards.staff import SUPERVISOR_NEEDED
from domain.people import Line, Name, Reasoned
from domain.proceedings.police_referral import Basis
from domain.verdict import Verdict
from domain.vocabulary import Indicator, Risk, Role, Word

DECISION = "care-decision"


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
    """Answers every concern that waits; a referral to the police that a rule drafted waits for its own answer."""

    topic: ClassVar[str] = "Safeguarding"
    answers: ClassVar[tuple[str, ...]] = (SAFEGUARDING_TASK, "head-of-service", "unseen", CONSULT_TASK)

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not any(task.name in cls.answers for task in facts.case.open_tasks()):
            yield refused(
                "NO_SAFEGUARDING_WORK",
                "No safeguarding work is open on this case",
                needs="raise a safeguarding concern first",
            )

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(stop=[clock.name for clock in facts.case.running_clocks() if clock.name.startswith(URGENT)])

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        """Of what the head of service was told, only what was about a call."""
        return [
            task
            for task in super().tasks_done(case, entry)
            if task.name != "head-of-service" or task.subject.startswith(URGENT)
        ]


class SafeguardingSent(SafeguardingAction):
    """To the front door of children's social care. What it decides is asked for the next working day."""

    name: ClassVar[str] = "send-safeguarding-referral"
    label: ClassVar[str] = "Record that children's social care was told"

    to: SentTo = Field(title="To whom?", description="The police are told by the referral to the police")
    called: Name = Field(title="Whom did you speak to?")
    reference: Line = Field(default="", title="Their reference")
    shared: Reasoned = Field(title="What was shared?")
    basis: Basis | None = Field(default=None, title="On what lawful basis?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "to": "social-care",
            "called": "Duty social worker",
            "reference": "SC-1",
            "shared": "What was seen, to protect the child.",
            "basis": "public-task",
        }

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if self.to is not SentTo.SOCIAL_CARE:
            yield refused(
                "POLICE_FORM",
                "The police are told by “Send the referral to the police”, which keeps what they answer",
                "to",
                needs="record each of the two by its own form",
            )
        if self.basis is None:
            yield refused("BASIS_UNSAID", "Say on what lawful basis it was shared", "basis")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        decision = start_clock(
            DECISION, self.day(facts.today), facts.almanac, process=facts.case.ref, name=f"{DECISION}-S{seq}"
        )
        return together(super().follows(facts, seq), Consequences(clocks=[decision]))

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.care_referrals.append(
            CareReferral(
                id=f"S{entry.seq}",
                on=entry.happened_on,
                by=entry.actor,
                called=self.called,
                reference=self.reference,
                shared=self.shared,
                basis=self.basis.value if self.basis else "",
            )
        )


class SafeguardingNotSent(SafeguardingAction):
    name: ClassVar[str] = "decide-no-safeguarding-referral"
    label: ClassVar[str] = "Record why no safeguarding referral is made"

    reason: Reasoned = Field(title="Why not?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reason": "Seen today at school by the nurse; safe and well."}


class RiskSet(Action):
    """A person confirms what a rule raised by setting the same level, or sets another. Only a person lowers one, with a
    reason, and red only with a supervisor (PRACTICE 1.3).
    """

    name: ClassVar[str] = "set-risk"
    label: ClassVar[str] = "Confirm or set the risk level"
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
        case.risk_rules, case.risk_by = [], entry.actor
