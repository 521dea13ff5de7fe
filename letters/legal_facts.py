"""What the letters about attendance may say: contracts, notices to improve, penalty notices and their withdrawal."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class LegalFact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ContractFacts(LegalFact):
    parent_will: str
    we_will: str
    review_on: date | None = None


class ImprovementFacts(LegalFact):
    """`served_on` is the day the notice counts as served; `last_day` the last of its school weeks."""

    school: Line
    weeks: int
    served_on: date
    last_day: date
    support: str
    sufficient: str


class Absence(LegalFact):
    """One day and what was missed of it: "morning", "afternoon", "morning and afternoon"; and why."""

    day: date
    halves: Line
    meaning: Line


class PenaltyFacts(LegalFact):
    """A penalty notice as its letter prints it. Money in words, like £80. Without `discount` there is one amount."""

    school: Line
    first: date
    last: date
    full: Line
    discount: Line | None = None
    absences: tuple[Absence, ...] = ()
    seen_on: date | None = None
    seen_where: str = ""
    pay_online: Line
    cheque_to: Line


class WithdrawalFacts(LegalFact):
    given_on: date
    ground: Line
    refund: Line | None = Field(default=None, description="What goes back to the parent, like £80")
