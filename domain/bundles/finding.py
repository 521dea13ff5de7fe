"""What pre-flight says of one rule; and what a named person may say against it."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from domain.bundles.rules import RULES, Rule


class Outcome(StrEnum):
    PASS = "PASS"  # noqa: S105
    FAIL = "FAIL"
    PERSON = "PERSON"

    @property
    def label(self) -> str:
        return {"PASS": "Pass", "FAIL": "Fail", "PERSON": "You"}[self.value]


class Finding(BaseModel):
    """`pages` are labels, as stamped."""

    model_config = ConfigDict(frozen=True)

    rule: str
    outcome: Outcome
    words: str
    pages: tuple[str, ...] = ()

    @property
    def of(self) -> Rule:
        return RULES[self.rule]


class Answer(BaseModel):
    """A named person's reason for going on in spite of a failure, or what they saw where a person was needed."""

    model_config = ConfigDict(frozen=True)

    rule: str
    by: str
    name: str
    at: datetime
    reason: str


class Report(BaseModel):
    """The pre-flight as it is shown, kept and printed: every rule, with what was said of those that did not pass."""

    model_config = ConfigDict(frozen=True)

    findings: tuple[Finding, ...]
    answers: tuple[Answer, ...] = ()

    def answer(self, rule: str) -> Answer | None:
        return next((each for each in reversed(self.answers) if each.rule == rule), None)

    @property
    def stops(self) -> tuple[Finding, ...]:
        """What stops the build: failures that nobody has given a reason for, or that no reason can lift."""
        return tuple(
            each
            for each in self.findings
            if each.outcome is Outcome.FAIL and (each.of.absolute or self.answer(each.rule) is None)
        )

    @property
    def waits_for_a_person(self) -> tuple[Finding, ...]:
        return tuple(
            each for each in self.findings if each.outcome is Outcome.PERSON and self.answer(each.rule) is None
        )

    def with_answers(self, answers: Sequence[Answer]) -> "Report":
        return self.model_copy(update={"answers": (*self.answers, *answers)})


def may_answer(rule: str, findings: Sequence[Finding]) -> bool:
    """Whether a person's reason counts for this rule now: it did not pass, and it is not beyond reasons."""
    found = [each for each in findings if each.rule == rule and each.outcome is not Outcome.PASS]
    return bool(found) and not any(each.outcome is Outcome.FAIL and each.of.absolute for each in found)
