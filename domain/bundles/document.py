"""One document that may go into a bundle: where it came from, what it is worth as evidence, where it stands."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from domain.vocabulary import Word

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=160)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Marking(Word):
    """What a document is for. Only an evidential one is served as evidence (PRACTICE 7.1)."""

    UNDECIDED = "UNDECIDED", "Not decided yet"
    EVIDENTIAL = "EVIDENTIAL", "Evidential"
    INFORMATION_ONLY = "INFORMATION_ONLY", "Information only"
    WITHHELD = "WITHHELD", "Withheld"


class Kind(Word):
    """What sort of document it is: profiles say which sort belongs in which section, and which never."""

    CHARGE = "CHARGE", "Written charge or summons"
    CASE_SUMMARY = "CASE_SUMMARY", "Summary of the case"
    STATEMENT = "STATEMENT", "Witness statement"
    CERTIFICATE = "CERTIFICATE", "Head teacher's certificate of attendance"
    WARNING = "WARNING", "Formal warning"
    NOTICE = "NOTICE", "Legal notice"
    ORDER = "ORDER", "Order"
    SERVICE = "SERVICE", "Certificate of service"
    INTERVIEW = "INTERVIEW", "Record of interview"
    DECISION = "DECISION", "Record of the decision"
    CHRONOLOGY = "CHRONOLOGY", "Chronology"
    UNUSED_SCHEDULE = "UNUSED_SCHEDULE", "Schedule of unused material"
    APPLICATION = "APPLICATION", "Application"
    REPORT = "REPORT", "Report"
    PRELIMINARY = "PRELIMINARY", "Preliminary document"
    CORRESPONDENCE = "CORRESPONDENCE", "Letter or e-mail"
    SCREENSHOT = "SCREENSHOT", "Screenshot of a communication"
    PHOTOGRAPH = "PHOTOGRAPH", "Photograph"
    ADVICE = "ADVICE", "Legal advice"
    RECORD = "RECORD", "Record of the case"
    OTHER = "OTHER", "Other document"

    @property
    def words(self) -> str:
        """Within a sentence."""
        return self.label[:1].lower() + self.label[1:]


class BundleDocument(BaseModel):
    """A document of a case as a bundle sees it. `sha256` names its bytes, `pages` is how many they have; `first_page`
    and `last_page` (from 1, both included) take a part of it. `about` is the person it is addressed to or concerns.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    title: Title
    dated: date | None = None
    sha256: Sha256
    media_type: str = "application/pdf"
    size: int = Field(ge=0)
    pages: int = Field(ge=1)
    first_page: int = Field(default=1, ge=1)
    last_page: int | None = None
    kind: Kind = Kind.OTHER
    section: str = ""
    marking: Marking = Marking.UNDECIDED
    exhibit: str = ""
    about: str = ""
    obtained_from: str = ""
    signed: bool | None = None
    directed: str = ""  # the court's direction that lets in what the rules keep out

    @model_validator(mode="after")
    def _a_range_of_its_pages(self) -> "BundleDocument":
        if not self.first_page <= self.until <= self.pages:
            raise ValueError(f"pages {self.first_page} to {self.until} of a document of {self.pages}")
        return self

    @property
    def until(self) -> int:
        return self.pages if self.last_page is None else self.last_page

    @property
    def length(self) -> int:
        """Pages that it takes up in the bundle."""
        return self.until - self.first_page + 1


class Missing(BaseModel):
    """A document that the profile asks for and the case has not got; `ask` is what to say to the officer. `title` names
    one that is filed and cannot be opened as pages.
    """

    model_config = ConfigDict(frozen=True)

    kind: Kind
    section: str
    ask: str
    title: str = ""


class Gathered(BaseModel):
    """The documents of a case for one profile, in its order; what it lacks; and what stays out, with why."""

    documents: tuple[BundleDocument, ...] = ()
    missing: tuple[Missing, ...] = ()
    kept_out: tuple[tuple[BundleDocument, str], ...] = ()


def in_order(documents: Sequence[BundleDocument]) -> tuple[BundleDocument, ...]:
    """Earliest first (PD27A: chronological order); undated ones last, each in the order it came."""
    return tuple(sorted(documents, key=lambda each: each.dated or date.max))
