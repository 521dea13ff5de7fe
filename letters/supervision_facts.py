"""What the letters about a supervision order say: to social care, and to the court that directed an application."""

from datetime import date

from pydantic import BaseModel, ConfigDict


class SupervisionFacts(BaseModel):
    """`words` are the officer's own. `directed_on` and `answer_by` only where a court directed an application;
    `consulted` and `consulted_on` where the authority does not apply.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    born: date | None = None
    words: str
    answer_by: date | None = None
    directed_on: date | None = None
    court: str = ""
    court_reference: str = ""
    directed_in: str = ""
    applies: bool = False
    consulted: str = ""
    consulted_on: date | None = None
