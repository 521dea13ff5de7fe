"""Checks: the reasonable enquiries as evidence, and the decision that they are complete."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.asking_agencies import may_be_written, request_filed
from domain.actions.base import Action
from domain.case_file import CaseFile, Task
from domain.enquiring import Enquiry, InWriting
from domain.enquiry_clocks import ENQUIRY, answer_clock
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.guards.guard import guard
from domain.guards.sources import CME_GUIDANCE
from domain.people import Day, Line, Reasoned, Words
from domain.secure_addresses import plain_address
from domain.verdict import Verdict
from domain.vocabulary import ContactMethod, EnquiryResult, EnquirySubject, Word

NO_ENQUIRY = guard("NO_ENQUIRY", "Checks are complete only when an enquiry is recorded", CME_GUIDANCE)
GUARDS = (NO_ENQUIRY,)


def known_document(facts: Facts, document: str) -> Iterator[Verdict]:
    if document and document not in {each.id for each in facts.case.documents}:
        yield refused("NO_SUCH_DOCUMENT", "This document is not on the case", "document")


class EnquiryRecorded(Action):
    """One enquiry: whom we asked, when, what, and what came back. Without an answer it is asked again by a clock."""

    name: ClassVar[str] = "record-enquiry"
    label: ClassVar[str] = "Record an enquiry"
    topic: ClassVar[str] = "Finding the child"
    day_field: ClassVar[str] = "asked_on"

    subject: EnquirySubject = Field(title="Whom did you ask?")
    whom: Line = Field(default="", title="Which person or team there?")
    asked_on: Day | None = Field(default=None, title="When did you ask?", description="Leave empty for today")
    asked: Words = Field(default="", title="What did you ask?")
    result: EnquiryResult = Field(title="What came back?")
    answer: Words = Field(default="", title="What did they say?", description="Where you did not ask: why not")
    document: Line = Field(default="", title="Is there a document?", json_schema_extra={"choices": "documents"})

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"subject": "admissions", "result": "no-trace", "answer": "No application on record."}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.asked_on, "asked_on")
        yield from known_document(facts, self.document)
        if self.result is EnquiryResult.NOT_NEEDED and len(self.answer) < 3:
            yield refused("WHY_NOT_ASKED", "Say why nobody is asked", "answer")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        if self.result is not EnquiryResult.NO_ANSWER:
            return Consequences()
        return Consequences(clocks=[answer_clock(facts, f"E{seq}", self.subject.label, self.day(facts.today))])

    def change(self, case: CaseFile, entry: Entry) -> None:
        answered = self.result not in (EnquiryResult.NO_ANSWER, EnquiryResult.NOT_NEEDED)
        clock = next((each for each in entry.consequences.clocks if each.name == f"{ENQUIRY}E{entry.seq}"), None)
        case.enquiries.append(
            Enquiry(
                subject=self.subject,
                asked_on=entry.happened_on,
                asked=self.asked,
                result=self.result,
                answer=self.answer,
                by=entry.actor,
                seq=entry.seq,
                whom=self.whom,
                documents=[self.document] if self.document else [],
                answered_on=entry.happened_on if answered else None,
                answer_by=clock.last_day if clock else None,
            )
        )


class EnquiryAction(Action):
    """About one enquiry that waits for its answer."""

    topic: ClassVar[str] = "Finding the child"

    enquiry: Line = Field(title="Which enquiry?", json_schema_extra={"choices": "enquiries"})

    @classmethod
    def waiting(cls, case: CaseFile) -> list[Enquiry]:
        return [each for each in case.enquiries if each.waiting]

    @classmethod
    def first(cls, case: CaseFile) -> str:
        return next((each.id for each in cls.waiting(case)), "")

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not cls.waiting(facts.case):
            yield refused("NOTHING_ASKED", "No enquiry waits for an answer", needs="record an enquiry first")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if self.enquiry not in {each.id for each in self.waiting(facts.case)}:
            yield refused("NO_SUCH_ENQUIRY", "This enquiry does not wait for an answer", "enquiry")

    def about(self, case: CaseFile) -> Enquiry | None:
        return next((each for each in self.waiting(case) if each.id == self.enquiry), None)

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        """What was asked about this one."""
        return [task for task in super().tasks_done(case, entry) if task.subject == f"{ENQUIRY}{self.enquiry}"]


class EnquiryAnswered(EnquiryAction):
    name: ClassVar[str] = "record-enquiry-answer"
    label: ClassVar[str] = "Record the answer to an enquiry"
    day_field: ClassVar[str] = "answered_on"
    answers: ClassVar[tuple[str, ...]] = ("chase-enquiry",)

    result: EnquiryResult = Field(title="What came back?")
    answered_by: Line = Field(default="", title="Who answered?")
    answered_on: Day | None = Field(default=None, title="When?", description="Leave empty for today")
    answer: Reasoned = Field(title="What did they say?")
    document: Line = Field(default="", title="Is there a document?", json_schema_extra={"choices": "documents"})

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"enquiry": cls.first(case), "result": "no-trace", "answer": "Not known to them."}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        yield from impossible_day(facts, self.answered_on, "answered_on")
        yield from known_document(facts, self.document)
        if self.result in (EnquiryResult.NO_ANSWER, EnquiryResult.NOT_NEEDED):
            yield refused("NO_ANSWER_GIVEN", "Choose what came back", "result")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(stop=[f"{ENQUIRY}{self.enquiry}"])

    def change(self, case: CaseFile, entry: Entry) -> None:
        if (enquiry := self.about(case)) is not None:
            enquiry.result, enquiry.answer, enquiry.answered_by = self.result, self.answer, self.answered_by
            enquiry.answered_on, enquiry.answer_by = entry.happened_on, None
            enquiry.documents += [self.document] if self.document else []


class EnquiryChased(EnquiryAction):
    """By word, or in writing: then L31 is made again, to where it went before, once a person says so here."""

    name: ClassVar[str] = "chase-enquiry"
    label: ClassVar[str] = "Ask again about an enquiry"
    answers: ClassVar[tuple[str, ...]] = ("chase-enquiry",)

    how: ContactMethod = Field(title="How do you ask?")
    said: Words = Field(default="", title="What was said?")
    write: InWriting | None = Field(
        default=None,
        title="Is the request written again?",
        description="Leave empty if it is not. It goes to where it went before, and says when that was",
    )
    words: Words = Field(default="", title="Anything to add to the request?", description="Only if it is written again")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"enquiry": cls.first(case), "how": "telephone", "said": "They look tomorrow."}

    @classmethod
    def drafted(cls, case: CaseFile, enquiry: str = "") -> dict[str, str]:
        """What the form says of this enquiry before anybody has typed, or of the one that has waited longest: the
        request written again in the way it was written before. Nothing where none was written.
        """
        waits = [each for each in cls.waiting(case) if each.office or each.email]
        about = [each for each in waits if each.id == enquiry] if enquiry else waits
        first = min(about, key=lambda each: each.answer_by or each.asked_on, default=None)
        if first is None:
            return {}
        how = ContactMethod.EMAIL if first.email else ContactMethod.LETTER
        return {"enquiry": first.id, "how": how.value, "write": (first.written or InWriting.LETTER).value}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        if (enquiry := self.about(facts.case)) is None or self.write is None:
            return
        if self.write is InWriting.LETTER and enquiry.office is None:
            yield refused("OFFICE_UNSAID", "No letter went to them before: write to the agency anew", "write")
        if self.write is not InWriting.LETTER and not plain_address(enquiry.email):
            yield refused("EMAIL_UNSAID", "No e-mail went to them before: write to the agency anew", "write")
        yield from may_be_written(facts, enquiry.whom, self.words)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        enquiry = self.about(facts.case)
        label = enquiry.subject.label if enquiry else ""
        return Consequences(clocks=[answer_clock(facts, self.enquiry, label, self.day(facts.today))])

    def change(self, case: CaseFile, entry: Entry) -> None:
        if (enquiry := self.about(case)) is not None:
            enquiry.chased.append(entry.happened_on)
            enquiry.answer_by = entry.consequences.clocks[0].last_day
            if self.write is not None:
                enquiry.documents.append(request_filed(case, entry, enquiry.subject))
                enquiry.written, enquiry.sent_on, enquiry.not_sent = self.write, None, ""


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
        if not any(each.result is not EnquiryResult.NOT_NEEDED for each in facts.case.enquiries):
            yield NO_ENQUIRY.refuse("No enquiry is recorded yet", needs="record at least one enquiry")
