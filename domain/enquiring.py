"""What is kept of the enquiries for a child: whom we asked and what came back, the school's own part, the referral to
social care, and the removal of the name from the school's roll.
"""

from datetime import date

from pydantic import BaseModel

from domain.people import Address
from domain.returns import Ground
from domain.vocabulary import EnquiryResult, EnquirySubject, Word


class Side(Word):
    """Who makes an enquiry: both have to (2024 regulations reg 9(1)(i))."""

    AUTHORITY = "authority", "The authority"
    SCHOOL = "school", "The school"


class InWriting(Word):
    LETTER = "letter", "A letter, as a PDF"
    EMAIL = "email", "An e-mail: its text, to be sent by a secure mailbox"
    SENT = "sent", "An e-mail, sent from here: to a listed secure address only"


class Enquiry(BaseModel):
    """One enquiry as evidence: who asked whom, when, what, and what came back, with its document. `n` tells several of
    one entry apart; `answer_by` is the day after which it is asked again. `sent_on` is when its last e-mail left here,
    `not_sent` the code where it did not.
    """

    subject: EnquirySubject
    asked_on: date
    asked: str = ""
    result: EnquiryResult
    answer: str = ""
    by: str = ""
    seq: int = 0
    n: int = 0
    side: Side = Side.AUTHORITY
    whom: str = ""
    documents: list[str] = []
    answered_on: date | None = None
    answered_by: str = ""
    answer_by: date | None = None
    chased: list[date] = []
    written: InWriting | None = None
    office: Address | None = None
    email: str = ""
    sent_on: date | None = None
    not_sent: str = ""

    @property
    def id(self) -> str:
        return f"E{self.seq}" + (f"-{self.n}" if self.n else "")

    @property
    def waiting(self) -> bool:
        return self.result is EnquiryResult.NO_ANSWER


class SchoolPart(BaseModel):
    """What the school was asked to fill in, and what it said. `unable`: whether it has reasonable grounds to believe
    that sickness or an unavoidable cause keeps the child away. Its enquiries stand with the others.
    """

    asked_on: date
    contact: str = ""
    answer_by: date | None = None
    received_on: date | None = None
    said_by: str = ""
    unable: bool | None = None
    unable_why: str = ""
    wants_removal: bool = False
    complete: bool = False
    documents: list[str] = []  # what the school attached, by the names of the case's documents


class CareReferral(BaseModel):
    """A referral to the front door of children's social care: what was shared and on what basis, what a strategy
    discussion came to, what was decided.
    """

    id: str
    on: date
    by: str = ""
    called: str = ""
    reference: str = ""
    shared: str = ""
    basis: str = ""
    strategy_on: date | None = None
    strategy_who: str = ""
    strategy_agreed: str = ""
    outcome: str = ""
    outcome_on: date | None = None
    outcome_said: str = ""

    @property
    def open(self) -> bool:
        return not self.outcome


class Removal(BaseModel):
    """A name on a school's roll that the school wants to delete, or has deleted. `agreed_on` is the day on which a
    named person agreed for the authority to a deletion on `deletes_on`; `deleted_on` what the school did, lawful or
    not; `unlawful` why it looks so, in words.
    """

    id: str
    school: str = ""
    ground: Ground | None = None
    asked_on: date | None = None
    asked_by: str = ""
    outcome: str = ""
    unable: bool | None = None
    return_on: date | None = None
    deletes_on: date | None = None
    agreed_on: date | None = None
    agreed_by: str = ""
    days: list[date] = []  # the twenty school days, as the register had them when it was agreed
    deleted_on: date | None = None
    unlawful: list[str] = []
    challenged_on: date | None = None
    document: str = ""
