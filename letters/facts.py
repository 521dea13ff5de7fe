"""What a letter may say: the only values a wording can see.

There is no field here for who referred the child, for an address other than the recipient's own, for a flag, a warning
or another person of the household, so no wording can print one. Whoever fills these facts decides for *this* recipient:
the name of a school that is protected from them is left out (None), and `told` is the summary approved for parents,
never the referral's own text.
"""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from letters.access_facts import AccessFacts, AnswerFacts, ExtensionFacts
from letters.charge_facts import ChargeFacts, HearingFacts, InterviewFacts
from letters.enquiry_facts import EnquiryFacts
from letters.legal_facts import ContractFacts, ImprovementFacts, PenaltyFacts, WithdrawalFacts
from letters.order_facts import EducationNoticeFacts, OrderAnswerFacts, OrderFacts, SchoolNoticeFacts
from letters.police_facts import PoliceFacts
from letters.removal_facts import RemovalFacts
from letters.supervision_facts import SupervisionFacts
from letters.tracing_facts import HandOverFacts, UploadFacts

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Authority(Fact):
    """The sender: one council's service, from the settings."""

    name: Line
    service: Line
    address_lines: tuple[Line, ...] = Field(min_length=1, max_length=7)
    telephone: Line
    email: Line
    website: Line
    duty_number: Line
    privacy_url: Line


class Recipient(Fact):
    """The person the letter goes to. `salutation` is what follows "Dear", such as "Ms Example"."""

    name: Line
    salutation: Line
    address_lines: tuple[Line, ...] = Field(min_length=1, max_length=7)


class ChildName(Fact):
    given: Line
    surname: str = ""

    def __str__(self) -> str:
        return f"{self.given} {self.surname}".strip()


class Officer(Fact):
    name: Line
    job_title: Line
    telephone: Line


class Visit(Fact):
    """A visit that was made; `when` is an aware instant and is printed in London time."""

    when: datetime | None = None
    next_step: str = ""


class LetterFacts(Fact):
    authority: Authority
    reference: Line
    today: date
    recipient: Recipient
    officer: Officer
    child_name: ChildName | None = None
    told: str = ""
    contact_by: date | None = None
    visit: Visit = Visit()
    school_name: Line | None = None
    start_date: date | None = None
    plan: str = ""
    reply_by: date | None = None
    contract: ContractFacts | None = None
    improvement: ImprovementFacts | None = None
    penalty: PenaltyFacts | None = None
    withdrawal: WithdrawalFacts | None = None
    education_notice: EducationNoticeFacts | None = None
    school_notice: SchoolNoticeFacts | None = None
    order: OrderFacts | None = None
    order_answer: OrderAnswerFacts | None = None
    supervision: SupervisionFacts | None = None
    police: PoliceFacts | None = None
    enquiry: EnquiryFacts | None = None
    removal: RemovalFacts | None = None
    hand_over: HandOverFacts | None = None
    upload: UploadFacts | None = None
    interview: InterviewFacts | None = None
    charge: ChargeFacts | None = None
    hearing: HearingFacts | None = None
    access: AccessFacts | None = None
    access_extension: ExtensionFacts | None = None
    access_answer: AnswerFacts | None = None
