"""A request for a person's own data (UK GDPR art 15): who asks for whose, how they were known, what was found, what of
it is given, and how it reached them.
"""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from domain.people import Line, Words
from domain.proceedings.base import Proceeding, ProceedingKind
from domain.proceedings.groundwork import Hand, Record
from domain.vocabulary import Word

Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=200)]


class Asking(Word):
    """As whom they ask."""

    CHILD = "child", "The child, for what we hold of the child"
    PARENT = "parent", "A parent with responsibility, on the child's behalf"
    OWN = "own", "An adult, for what we hold of that adult"
    ANOTHER = "another", "Somebody else, with written authority to act for the child"


class AskedBy(Word):
    """A request needs no form and no certain words: it counts from the day it came, however it came."""

    LETTER = "letter", "By letter"
    EMAIL = "email", "By e-mail"
    TELEPHONE = "telephone", "By telephone"
    IN_PERSON = "in-person", "In person"
    ONLINE = "online", "By a form or message online"


class Identity(Word):
    KNOWN = "known", "Known to us: no proof is needed"
    CHECKED = "checked", "Proof came with the request and was checked"
    ASKED = "asked", "Proof is needed and has been asked for"


class Kept(Word):
    """Where something that we hold stands."""

    ENTRY = "entry", "The record"
    STEPS = "steps", "What was recorded by itself"
    LETTER = "letter", "Letters"
    DOCUMENT = "document", "Documents"
    REGISTER = "register", "School registers"
    LOOKED = "looked", "Who looked"
    TOLD = "told", "Who told us"


class Shows(Word):
    """What was found in an item when it was collected. Each keeps it from being given unless a person decides."""

    REFERRER = "referrer", "names or comes near to whoever told us"
    PROTECTED = "protected", "shows something protected"
    OTHER_PERSON = "other-person", "names another person"
    SAFEGUARDING = "safeguarding", "is about keeping a child safe"
    CRIME = "crime", "is about an offence or the police"
    ADVICE = "advice", "is legal advice"
    NO_TEXT = "no-text", "cannot be searched: a person has to read it"
    NO_PAGES = "no-pages", "cannot be opened as pages"


class Reason(Word):
    """Why something is left out, wholly or in part."""

    THIRD_PARTY = "third-party", "About another person, or given by one"
    REFERRER = "referrer", "Would show who told us in confidence"
    HARM = "serious-harm", "Would be likely to cause serious harm"
    ADVICE = "legal-advice", "Legal advice, which is privileged"
    CRIME = "crime", "Would get in the way of preventing or prosecuting a crime"
    BEST_INTEREST = "best-interest", "About abuse, and not in the child's best interests"
    NOT_THEIRS = "not-theirs", "Not about this person"


class Answer(Word):
    GIVE = "give", "Give it"
    REDACT = "redact", "Give it with words blanked"
    WITHHOLD = "withhold", "Leave it out"


class Item(Record):
    """One thing that we hold. `id` says where it stands; `sha256` is of its words or its file, so that a change since
    is found. `proposed` is why it would be left out, empty where nothing speaks against giving it.
    """

    id: Line
    kept: Kept
    title: str
    on: date | None = None
    sha256: str
    shows: tuple[Shows, ...] = ()
    proposed: Reason | None = None


class Decided(Record):
    """`hide` are the words that are blanked beside those that always are; `words` say why."""

    answer: Answer
    reason: Reason | None = None
    words: Words = ""
    hide: tuple[Phrase, ...] = ()
    by: Line
    on: date


class Extension(Record):
    """Told to whoever asked, with the reason, within the first month (UK GDPR art 12(3))."""

    why: Line
    words: Words
    told_on: date
    told_how: Line
    by: Line


class Pack(Record):
    """What was built: one PDF, named by its hash. `checked_by` is the second person."""

    sha256: str
    size: int
    pages: int
    given: int
    redacted: int
    withheld: int
    checked_by: Line
    on: date


class HandedOver(Record):
    on: date
    how: Line
    to: Line
    proof: Line = ""
    by: Line


class Standing(Word):
    """Where it stands: the stages of its process."""

    COLLECTING = "collecting", "To be collected"
    REVIEWING = "reviewing", "Being reviewed"
    CHECKING = "checking", "Waits for a second person"
    READY = "ready", "Ready to be handed over"


class Outcome(Word):
    GIVEN = "given", "Answered"
    NOTHING_HELD = "nothing-held", "Nothing is held"
    WITHDRAWN = "withdrawn", "Taken back by whoever asked"
    NOT_PROVED = "not-proved", "Who asked was not proved"
    NOT_ENTITLED = "not-entitled", "Whoever asked may not have it"
    EXCESSIVE = "excessive", "Manifestly unfounded or excessive"


class SubjectAccess(Proceeding):
    """`person_id` is whoever asks, empty for the child itself; `about` the adult whose data it is, empty for that of
    the child. `counts_from` is the day from which the month runs.
    """

    kind: Literal[ProceedingKind.SUBJECT_ACCESS] = ProceedingKind.SUBJECT_ACCESS
    asking: Asking = Asking.CHILD
    about: Line = ""
    received_on: date | None = None
    came_by: AskedBy = AskedBy.LETTER
    wanted: Words = ""
    childs_view: Words = ""
    identity: Identity = Identity.ASKED
    identity_how: Words = ""
    identity_by: Line = ""
    counts_from: date | None = None
    extension: Extension | None = None
    collected_at: datetime | None = None
    upto: int = 0
    items: list[Item] = []
    decided: dict[str, Decided] = {}
    hands: list[Hand] = Field(default=[], description="Who recorded, collected and reviewed it: none of them checks it")
    sent_back: Words = ""
    pack: Pack | None = None
    handed_over: HandedOver | None = None
    ended_why: Words = ""

    def item(self, item_id: str) -> Item | None:
        return next((each for each in self.items if each.id == item_id), None)

    @property
    def undecided(self) -> list[Item]:
        return [each for each in self.items if each.id not in self.decided]
