"""Checks: the reasonable enquiries, and the decision that they are complete."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import Action
from domain.case_file import CaseFile, Enquiry
from domain.entry import Entry
from domain.facts import Facts
from domain.guards.dates import impossible_day
from domain.guards.guard import guard
from domain.guards.sources import CME_GUIDANCE
from domain.people import Day, Reasoned, Words
from domain.verdict import Verdict
from domain.vocabulary import EnquiryResult, EnquirySubject, Word

NO_ENQUIRY = guard("NO_ENQUIRY", "Checks are complete only when an enquiry is recorded", CME_GUIDANCE)
GUARDS = (NO_ENQUIRY,)


class EnquiryRecorded(Action):
    """One enquiry: whom we asked, when, what, and what came back."""

    name: ClassVar[str] = "record-enquiry"
    label: ClassVar[str] = "Record an enquiry"
    topic: ClassVar[str] = "Finding the child"
    day_field: ClassVar[str] = "asked_on"

    subject: EnquirySubject = Field(title="Whom did you ask?")
    asked_on: Day | None = Field(default=None, title="When did you ask?", description="Leave empty for today")
    asked: Words = Field(default="", title="What did you ask?")
    result: EnquiryResult = Field(title="What came back?")
    answer: Words = Field(default="", title="What did they say?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"subject": "admissions", "result": "no-trace", "answer": "No application on record."}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.asked_on, "asked_on")

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.enquiries.append(
            Enquiry(
                subject=self.subject,
                asked_on=entry.happened_on,
                asked=self.asked,
                result=self.result,
                answer=self.answer,
                by=entry.actor,
                seq=entry.seq,
            )
        )


class Found(Word):
    NOWHERE = "nowhere", "On no roll: go on to reach the family"
    LOCATED = "located", "Located, not in education: go on to reach the family"


class ChecksCompleted(Action):
    name: ClassVar[str] = "complete-checks"
    label: ClassVar[str] = "Complete the checks"
    topic: ClassVar[str] = "Finding the child"
    meets: ClassVar[tuple[str, ...]] = ("checks",)
    answers: ClassVar[tuple[str, ...]] = ("checks",)

    found: Found = Field(title="What did the checks show?")
    summary: Reasoned = Field(title="Summary of the checks")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"found": "nowhere", "summary": "Admissions, health and the last school: no trace."}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not facts.case.enquiries:
            yield NO_ENQUIRY.refuse("No enquiry is recorded yet", needs="record at least one enquiry")
