"""Agencies are asked in writing: a letter, or an e-mail whose subject is the reference alone (L31).

It names the child, and no address, school or telephone number of the family; an answer is awaited by a clock. Since it
names the child, an e-mail leaves from here only to an address that the authority has listed as secure; for any other it
is written here and sent by a person from a secure mailbox of their own.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import Action
from domain.actions.filing import file_written_here
from domain.case_file import CaseFile, Letter
from domain.enquiring import Enquiry, InWriting
from domain.enquiry_clocks import answer_clock
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import refused
from domain.guards.guard import guard
from domain.guards.letters import shows_nothing_protected
from domain.guards.near_matches import names_nobody_who_told
from domain.people import Address, Line, Words
from domain.secure_addresses import plain_address
from domain.source import Source, Tag
from domain.verdict import Verdict
from domain.vocabulary import EnquiryResult, EnquirySubject

TEMPLATE = "L31"
AGENCY_MAIL = "agency-mail"  # how a request leaves that is sent from here
NOT_SECURE = guard(
    "ADDRESS_NOT_SECURE",
    "An e-mail that names a child leaves only for an address that the authority has listed as secure",
    Source(cite="UK GDPR article 32 (security of processing); the list is a setting", tag=Tag.LOCAL, verified=False),
    absolute=True,
)
GUARDS = (NOT_SECURE,)


def may_be_written(facts: Facts, to: str, words: str) -> Iterable[Verdict]:
    """What an officer adds shows nothing that is protected, and nobody who told us."""
    said = Letter(id="", template=TEMPLATE, title="", person_id="", text=f"{to}\n{words}")
    for verdict in shows_nothing_protected(facts.case, said, facts.sender):
        yield verdict.model_copy(update={"field": "words"})
    yield from names_nobody_who_told(facts, words, written_by={facts.actor.id}, field="words")


def request_filed(case: CaseFile, entry: Entry, subject: EnquirySubject) -> str:
    """The request, kept among the documents as it was written; its name there."""
    ready = entry.consequences.prepared
    title, media_type = f"L31: enquiry: {subject.label}", ready.get("media_type", "application/pdf")
    return file_written_here(case, entry, title, ready, media_type=media_type)


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
        if self.how is not InWriting.LETTER and not plain_address(self.email):
            yield refused("EMAIL_UNSAID", "Enter their secure e-mail address", "email")
        yield from may_be_written(facts, self.to, self.words)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(clocks=[answer_clock(facts, f"E{seq}", self.subject.label, self.day(facts.today))])

    def change(self, case: CaseFile, entry: Entry) -> None:
        document = request_filed(case, entry, self.subject)
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
                written=self.how,
                office=self.office if self.how is InWriting.LETTER else None,
                email=self.email if self.how is not InWriting.LETTER else "",
                answer_by=entry.consequences.clocks[0].last_day,
            )
        )
