"""Agencies are asked in writing: a letter, or the text of an e-mail whose subject is the reference alone (L31).

It names the child, and no address, school or telephone number of the family; an answer is awaited by a clock.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import Action
from domain.actions.filing import file_written_here
from domain.case_file import CaseFile, Letter
from domain.enquiring import Enquiry
from domain.enquiry_clocks import answer_clock
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import refused
from domain.guards.letters import shows_nothing_protected
from domain.guards.near_matches import names_nobody_who_told
from domain.people import Address, Line, Words
from domain.verdict import Verdict
from domain.vocabulary import EnquiryResult, EnquirySubject, Word

TEMPLATE = "L31"


class InWriting(Word):
    LETTER = "letter", "A letter, as a PDF"
    EMAIL = "email", "An e-mail: its text, to be sent by a secure mailbox"


class AgencyAsked(Action):
    name: ClassVar[str] = "ask-agency"
    label: ClassVar[str] = "Write to an agency"
    topic: ClassVar[str] = "Finding the child"

    subject: EnquirySubject = Field(title="Whom do you ask?")
    to: Line = Field(title="Which team or office?", min_length=2)
    how: InWriting = Field(title="How do you write?")
    office: Address | None = Field(default=None, title="Their address", description="For a letter")
    email: Line = Field(default="", title="Their secure e-mail address", description="For an e-mail")
    words: Words = Field(default="", title="Anything to ask beside the usual questions?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "subject": "housing",
            "to": "Fixture Homes",
            "how": "letter",
            "office": {"lines": ["Fixture House", "Sampleton"], "postcode": "BA1 1AA"},
        }

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if self.how is InWriting.LETTER and self.office is None:
            yield refused("OFFICE_UNSAID", "Enter the address of the office", "office")
        if self.how is InWriting.EMAIL and "@" not in self.email:
            yield refused("EMAIL_UNSAID", "Enter their secure e-mail address", "email")
        said = Letter(id="", template=TEMPLATE, title="", person_id="", text=f"{self.to}\n{self.words}")
        for verdict in shows_nothing_protected(facts.case, said, facts.sender):
            yield verdict.model_copy(update={"field": "words"})
        yield from names_nobody_who_told(facts, self.words, written_by={facts.actor.id}, field="words")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(clocks=[answer_clock(facts, f"E{seq}", self.subject.label, self.day(facts.today))])

    def change(self, case: CaseFile, entry: Entry) -> None:
        ready = entry.consequences.prepared
        title, media_type = f"L31: enquiry: {self.subject.label}", ready.get("media_type", "application/pdf")
        document = file_written_here(case, entry, title, ready, media_type=media_type)
        case.enquiries.append(
            Enquiry(
                subject=self.subject,
                asked_on=entry.happened_on,
                asked=self.words,
                result=EnquiryResult.NO_ANSWER,
                by=entry.actor,
                seq=entry.seq,
                whom=self.to,
                documents=[document],
                answer_by=entry.consequences.clocks[0].last_day,
            )
        )
