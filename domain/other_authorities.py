"""What passes between authorities about a child: a hand-over with its acknowledgement, an enquiry that came in."""

from datetime import date

from pydantic import BaseModel

from domain.vocabulary import Word


class Answered(Word):
    """What the other authority answered to a hand-over."""

    RECEIVED = "received", "They have the child, and take it over"
    LOOKING = "looking", "They are looking into it"
    DECLINED = "declined", "They do not take it: the child stays ours"


class HandOver(BaseModel):
    """A case handed to another authority. It is over once that has confirmed in writing that it has the child."""

    id: str
    authority: str
    sent_on: date
    by: str
    route: str
    shared: str
    basis: str
    answer: Answered | None = None
    answered_on: date | None = None
    answered_by: str = ""
    reference_there: str = ""

    @property
    def waits(self) -> bool:
        return self.answer not in (Answered.RECEIVED, Answered.DECLINED)


class AskedOfUs(BaseModel):
    """Another authority asked us about this child."""

    id: str
    authority: str
    asked_on: date
    who: str
    asked: str
    answered_on: date | None = None
    told: str = ""
    basis: str = ""
    by: str = ""
