"""What the letter to a school says when the authority agrees to the removal of a pupil's name."""

from datetime import date

from pydantic import BaseModel, ConfigDict


class LoggedEnquiry(BaseModel):
    """One enquiry of the joint log."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    side: str
    whom: str
    on: date
    result: str


class RemovalFacts(BaseModel):
    """`days` are the twenty school days, oldest first; empty for a ground that asks for none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    school_name: str
    ground: str
    outcome: str = ""
    deletes_on: date
    days: tuple[date, ...] = ()
    log: tuple[LoggedEnquiry, ...] = ()
    reasons: str = ""
