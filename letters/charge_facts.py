"""What the letters of a prosecution say: the invitation to an interview under caution, and the charge."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from letters.legal_facts import Absence

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class ChargeFact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class InterviewFacts(ChargeFact):
    """`at` is a time of day in words, like 2:30pm; `first` and `last` the days that the questions are about."""

    on: date
    at: Line
    place: str
    first: date
    last: date
    about_order: bool = False


class HearingFacts(ChargeFact):
    on: date
    at: Line
    court: str


class ChargeFacts(ChargeFact):
    """Between `first` and `last`. `offence` is "s443", "s444-1" or "s444-1A"; `section` how it is cited; `maximum` what
    a court can impose, in words. Of an order: the school it names, and the day of its service.
    """

    offence: Line
    section: Line
    maximum: Line
    school: Line
    first: date
    last: date
    absences: tuple[Absence, ...] = ()
    order_served: date | None = None
