"""What a letter to an agency says when it is asked about a child."""

from datetime import date

from pydantic import BaseModel, ConfigDict


class EnquiryFacts(BaseModel):
    """`asks` are the questions for this kind of agency, `words` the officer's own; `by_email` where it is the text of
    an e-mail, which has no address block; `asked_before` is the day of the last request that was not answered.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    born: date | None = None
    first_absent_on: date | None = None
    asks: tuple[str, ...]
    words: str = ""
    by_email: bool = False
    asked_before: date | None = None
