"""What is covered on a page and taken out from under it: where, for which reason, drawn by whom, checked by whom."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from domain.people import Line, Words
from domain.vocabulary import Word


class Ground(Word):
    """Why something is taken out. A bundle prints the ground, never the words."""

    THIRD_PARTY = "third-party", "About somebody else"
    REFERRER = "referrer", "Would show who told us"
    PROTECTED = "protected", "Protected on this case"
    OTHER_PARENT = "other-parent", "About the other parent"
    OTHER_CHILD = "other-child", "About another child"
    CONTACT_DETAILS = "contact-details", "How a witness is reached"
    PRIVILEGED = "privileged", "Legal advice"
    NOT_RELEVANT = "not-relevant", "Not about this case"


class Box(BaseModel):
    """In thousandths of the page as it is shown, from its top left corner: `left`, `top`, `right`, `bottom`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    page: int = Field(ge=1, le=3_000, title="Page")
    left: int = Field(ge=0, le=1_000, title="From the left")
    top: int = Field(ge=0, le=1_000, title="From the top")
    right: int = Field(ge=0, le=1_000, title="To, from the left")
    bottom: int = Field(ge=0, le=1_000, title="To, from the top")
    ground: Ground = Field(title="Why?")

    @property
    def covers(self) -> bool:
        return self.left < self.right and self.top < self.bottom


class Redaction(BaseModel):
    """Kept beside the original, which is never touched. Nothing uses it until a second person has looked at the pages
    and passed it; one that was sent back is kept too.
    """

    id: Line
    boxes: list[Box]
    drawn_by: Line
    drawn_on: date
    of_sha256: str
    sha256: str
    size: int = 0
    pages: int = 0
    checked_by: Line = ""
    checked_on: date | None = None
    passed: bool | None = None
    why: Words = ""

    @property
    def grounds(self) -> list[str]:
        return list(dict.fromkeys(box.ground.label for box in self.boxes))
