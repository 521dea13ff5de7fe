"""A bundle as the case's journal knows it: asked for, built in versions, signed off, served, and locked for ever."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from domain.bundles.document import Kind
from domain.proceedings.served import Ledger
from domain.vocabulary import Word


class ProfileName(Word):
    """The profiles of domain.bundles.profiles, as a form offers them."""

    PROSECUTION = "prosecution", "Prosecution, magistrates’ court"
    SINGLE_JUSTICE = "single-justice", "Single justice procedure"
    SUPERVISION_ORDER = "supervision-order", "Education supervision order, family court"
    ORDER_APPEAL = "order-appeal", "School attendance order appeal"
    LEGAL_ADVICE = "legal-advice", "Legal advice"
    SUBJECT_ACCESS = "subject-access", "Subject access"

    @property
    def of_a_person(self) -> bool:
        """Whether one person reads it, of whom alone it may tell (PRACTICE 7.3)."""
        return self is not ProfileName.LEGAL_ADVICE


class BundleState(Word):
    REQUESTED = "requested", "Requested"
    REVIEW = "review", "Review"
    SIGNED_OFF = "signed-off", "Signed off"
    SERVED = "served", "Served"


class FileOf(BaseModel):
    """A finished file, by its hash."""

    model_config = ConfigDict(frozen=True)

    name: str
    sha256: str
    size: int
    pages: int


class Built(BaseModel):
    """One version, as the process that built it reported. `stops` and `waits` are the rules that pre-flight failed, and
    those that need a person; a version with `stops` has no files. `hands` are all who asked for it or arranged it.
    `guarded` says what was protected when it was built: how many flags there were, and values they cover.
    """

    model_config = ConfigDict(frozen=True)

    number: int
    on: date
    by: str
    hands: tuple[str, ...] = ()
    pages: int = 0
    stops: tuple[str, ...] = ()
    waits: tuple[str, ...] = ()
    files: tuple[FileOf, ...] = ()
    supplement: int = 0
    guarded: tuple[int, int] = (0, 0)


class Reasoned(BaseModel):
    """A named person's reason about one rule, for every later version too. `tick` is whom or what a lawyer lets in."""

    model_config = ConfigDict(frozen=True)

    rule: str
    tick: str = ""
    by: str
    at: datetime
    reason: str


class Asked(BaseModel):
    """A document asked of the officer."""

    model_config = ConfigDict(frozen=True)

    kind: Kind
    words: str
    on: date
    due_on: date


class Bundle(BaseModel):
    """`about` is the proceeding it is for, `person_id` who reads it: the defendant, or whoever asked for their data."""

    id: str
    profile: ProfileName
    about: str = ""
    person_id: str = ""
    requested_by: str
    requested_on: date
    hearing_on: date | None = None
    file_by: date | None = None
    asked: list[Asked] = []
    reasons: list[Reasoned] = []
    versions: list[Built] = []
    signed_version: int = 0
    signed_by: str = ""
    signed_on: date | None = None
    ledger: Ledger = Ledger()
    served_version: int = 0
    served_on: date | None = None

    @property
    def state(self) -> BundleState:
        if self.served_on is not None and self.served_version == self.signed_version:
            return BundleState.SERVED
        if self.signed_on is not None:
            return BundleState.SIGNED_OFF
        return BundleState.REVIEW if self.latest is not None else BundleState.REQUESTED

    @property
    def latest(self) -> Built | None:
        return self.versions[-1] if self.versions else None

    @property
    def locked(self) -> bool:
        """A served bundle never changes: what comes later is a supplement."""
        return self.served_version > 0

    def version(self, number: int) -> Built | None:
        return next((each for each in self.versions if each.number == number), None)

    def unanswered(self, rules: tuple[str, ...]) -> tuple[str, ...]:
        """Of these rules, those that nobody has said anything about."""
        said = {each.rule for each in self.reasons if not each.tick}
        return tuple(rule for rule in rules if rule not in said)

    @property
    def ticks(self) -> tuple[str, ...]:
        """Another parent or child whom a lawyer let in, each with a reason (PRACTICE 7.3)."""
        return tuple(each.tick for each in self.reasons if each.tick)
