"""A statement as the case keeps it: each sentence with the entry it comes from, what was left out of the draft and why,
every wording that it had, its exhibits, and the signature.
"""

from datetime import date, datetime

from pydantic import BaseModel

from domain.people import Line, Words
from domain.vocabulary import Word


class StatementState(Word):
    DRAFT = "draft", "Being written"
    SIGNED = "signed", "Signed"
    REPLACED = "replaced", "Replaced by a later draft"


class Wording(BaseModel):
    """What a sentence said until somebody changed it: who, and when."""

    text: Words
    by: Line
    at: datetime


class Sentence(BaseModel):
    """`entry` is the number of the entry that it comes from; 0 where it comes from none: who the witness is, and what
    the witness adds. `drafted` stays as it was drafted; `earlier` are the wordings since, oldest first.

    `confirmed_at` is the instant at which the witness opened it beside its entry and confirmed it as it stands now.
    """

    id: Line
    entry: int = 0
    on: date | None = None
    drafted: Words = ""
    text: Words
    earlier: list[Wording] = []
    left_out_why: Words = ""
    confirmed_at: datetime | None = None

    @property
    def stands(self) -> bool:
        return not self.left_out_why

    @property
    def changed(self) -> bool:
        return self.text != self.drafted


class LeftOut(BaseModel):
    """An entry of which the draft says nothing, or not all: `what` in words, `why`."""

    entry: int
    on: date
    what: Line
    why: Words


class Exhibit(BaseModel):
    """`label` is the witness's initials and a number: AB/1. `source` names a document or a letter of the case."""

    label: Line
    what: Words
    source: Line
    sha256: str
    sentence: Line = ""


class Statement(BaseModel):
    """`witness` works here. `about` names the prosecution for which it is made; empty where it is for the case as such.
    `name` and `occupation` are frozen at signing; until then the roster has them.
    """

    id: Line
    witness: Line
    name: Line = ""
    occupation: Line = ""
    about: Line = ""
    state: StatementState = StatementState.DRAFT
    drafted_on: date
    drafted_by: Line
    sentences: list[Sentence] = []
    left_out: list[LeftOut] = []
    exhibits: list[Exhibit] = []
    signed_at: datetime | None = None
    signed_on: date | None = None
    signature: Line = ""
    document: Line = ""  # of the case: the signed pages
    sha256: str = ""
    pages: int = 0

    @property
    def standing(self) -> list[Sentence]:
        return [each for each in self.sentences if each.stands]

    @property
    def unopened(self) -> list[Sentence]:
        """What the witness has not confirmed since it last changed."""
        return [each for each in self.standing if each.confirmed_at is None]

    def sentence(self, name: str) -> Sentence | None:
        return next((each for each in self.sentences if each.id == name), None)

    @property
    def words(self) -> str:
        """Everything that it says, to be looked through."""
        exhibits = [each.what for each in self.exhibits]
        return "\n".join([*(each.text for each in self.standing), *exhibits])


def initials(name: str, taken: set[str]) -> str:
    """Of a name, AO; longer where another witness of the case has these already."""
    titles = {"mr", "mrs", "ms", "miss", "mx", "dr"}
    parts = [part for part in name.split() if part.strip(".").casefold() not in titles] or ["X"]
    short = "".join(part[0] for part in parts if part[0].isalpha()).upper() or "X"
    more = (part for part in parts[-1][1:].upper() if part.isalpha())
    while short in taken:
        short += next(more, "X")
    return short


def next_label(statements: list[Statement], witness: str, name: str) -> str:
    """The label of the witness's next exhibit: numbered on through all their statements of the case, drafts too, so
    that no label ever names two things.
    """
    taken = {
        each.label.partition("/")[0] for other in statements if other.witness != witness for each in other.exhibits
    }
    own = [each.label for mine in statements if mine.witness == witness for each in mine.exhibits]
    prefix = own[0].partition("/")[0] if own else initials(name, taken)
    number = max((int(label.partition("/")[2]) for label in own), default=0) + 1
    return f"{prefix}/{number}"
