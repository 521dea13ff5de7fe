"""A case as its journal tells it. `CaseFile` is a fold over entries: it can be dropped and rebuilt, or shown as it
stood on any day.
"""

from collections.abc import Iterator
from datetime import date, datetime

from pydantic import BaseModel

from domain.attending import AttendanceContract, Improving
from domain.bundles.case_bundle import Bundle
from domain.bundles.document import Kind, Marking
from domain.clock import Clock, next_ring
from domain.enquiring import CareReferral, Enquiry, Removal, SchoolPart
from domain.evidence.redaction import Redaction
from domain.evidence.worded import Worded
from domain.other_authorities import AskedOfUs, HandOver
from domain.people import Address, Child, HouseholdChild, Person, ProtectedFlag, Sighting, VisitWarning
from domain.proceedings import AnyProceeding
from domain.proceedings.groundwork import AnswerableParent
from domain.proceedings.served import Ledger
from domain.statements.statement import Statement
from domain.vocabulary import (
    CaseKind,
    Channel,
    Closure,
    ContactRule,
    Indicator,
    LetterState,
    Protection,
    Reason,
    Risk,
    Stage,
    SupportGroup,
)


class Task(BaseModel):
    """Something a person is to do. `action` is the form that does it; an urgent one stands above everything else."""

    id: str
    name: str
    title: str
    why: str
    action: str
    due_on: date
    due_at: datetime | None = None
    urgent: bool = False
    audience: str = "owner"
    subject: str = ""
    done_seq: int | None = None

    @property
    def open(self) -> bool:
        return self.done_seq is None


class Letter(BaseModel):
    """One letter to one person, from draft to posting. From issue on its bytes are frozen: `sha256` names them."""

    id: str
    template: str
    title: str
    person_id: str
    state: LetterState = LetterState.DRAFT
    template_text: str = ""
    text: str = ""
    legal_effect: bool = False
    written_by: str = ""
    edited_by: list[str] = []
    approved_by: str = ""
    approved_on: date | None = None
    recipient_lines: list[str] = []
    sha256: str = ""
    pages: int = 0
    issued_on: date | None = None
    channel: str = ""
    posted_on: date | None = None
    posted_by: str = ""
    post_by: date | None = None  # the latest lawful day to post it, where it prints a last day (PRACTICE 4.5)
    deemed_on: date | None = None
    returned_on: date | None = None
    ledger: Ledger = Ledger()
    notify_id: str = ""
    stopped_why: str = ""
    goes_with: str = ""
    betrays_nobody_why: str = ""  # why words that came near whoever told us were let stand (PRACTICE 4.9)
    about: str = ""  # the proceeding whose document it is, or the notice to improve
    wording: str = ""  # the version of the wording that it was drafted in
    marking: Marking = Marking.EVIDENTIAL  # the authority's own, as it went to them, until somebody says otherwise
    marking_why: str = ""
    marked_by: str = ""
    marked_on: date | None = None


class Document(BaseModel):
    id: str
    title: str
    sha256: str
    media_type: str
    size: int
    obtained_from: str = ""
    obtained_on: date | None = None
    obtained_by: str = ""
    kind: Kind = Kind.OTHER
    about: str = ""  # whom it concerns, of the people of the case
    marking: Marking = Marking.UNDECIDED
    marking_why: str = ""
    marked_by: str = ""
    marked_on: date | None = None
    pages: int = 0
    without_text: list[int] = []
    said: list[str] = []  # what was found when it was opened
    copy_sha256: str = ""  # a PDF of it, where it is no PDF itself or needed a text layer
    copy_size: int = 0
    copy_how: str = ""
    redactions: list[Redaction] = []
    signed: bool | None = None  # whether the pages are signed, where that matters
    never_served: bool = False  # for information only, whatever anybody says of it
    made_for: str = ""  # the prosecution for which it was made from the record
    certified: int | None = None  # of a certificate: how many sessions relied on it has

    @property
    def redacted(self) -> Redaction | None:
        """The last one that a second person passed."""
        return next((each for each in reversed(self.redactions) if each.passed), None)

    @property
    def usable(self) -> str:
        """The SHA-256 of the pages that may be shown outside: redacted where it was, else the copy, else as it came."""
        redacted = self.redacted
        return redacted.sha256 if redacted else self.copy_sha256 or self.sha256

    @property
    def usable_pages(self) -> int:
        """How many pages those have; 0 where it cannot be opened as pages."""
        redacted = self.redacted
        return redacted.pages if redacted else self.pages


class ReturnDetails(BaseModel):
    """What the Department's return asks, as it was last recorded; `why` is a word of domain.census.labels."""

    why: str
    since: date | None = None
    plan: bool | None = None
    protection: bool | None = None
    known: str = ""


class Visit(BaseModel):
    """A visit planned, under way or over; one not ended by its time alerts the supervisor (PRACTICE 4.8)."""

    id: str
    on: date
    ends_at: datetime
    who: str
    ended: bool = False


class Pause(BaseModel):
    reason: str
    until: date
    began: date
    left: dict[str, int] = {}


class Passage(BaseModel):
    """One stage of the journey: when it was entered."""

    stage: Stage
    on: date


class Place(BaseModel):
    school: str = ""
    school_name: str = ""
    applied_on: date | None = None
    offered_on: date | None = None
    starts_on: date | None = None
    attended_on: date | None = None
    attended_said_by: str = ""
    reviews: list[str] = []
    seq: int = 0


class CaseFile(BaseModel):
    """Everything known about one child's case. Only `domain.fold` changes it."""

    ref: str
    seq: int = 0
    head: str = ""
    kind: CaseKind = CaseKind.CME
    channel: Channel = Channel.OWN
    reason: Reason | None = None
    groups: list[SupportGroup] = []
    indicators: list[Indicator] = []
    confidential: bool = False
    stage: Stage = Stage.REFERRAL
    passages: list[Passage] = []
    opened_on: date | None = None
    closed_on: date | None = None
    closure: Closure | None = None
    risk: Risk = Risk.GREEN
    risk_why: list[str] = []
    risk_rules: list[str] = []  # the names of the rules that raised it; empty once a person has set it
    risk_by: str = ""  # who confirmed or set it
    owner: str = ""
    team: str = ""
    acknowledged: bool = False
    told: str = ""
    told_by: str = ""
    told_approved_by: str = ""
    child: Child = Child()
    people: list[Person] = []
    household: list[HouseholdChild] = []
    household_asked: bool = False
    sightings: list[Sighting] = []
    warnings: list[VisitWarning] = []
    protections: list[ProtectedFlag] = []
    covered: list[str] = []  # every value ever told of a kind that protection covers (domain.protecting)
    enquiries: list[Enquiry] = []
    school_part: SchoolPart | None = None
    removals: list[Removal] = []
    missing_from: date | None = None  # the day from which it is on no roll: missing education (s.436A)
    care_referrals: list[CareReferral] = []
    visits: list[Visit] = []
    reached_on: date | None = None
    attended_on: date | None = None
    support_plan: str = ""
    place: Place = Place()
    rechecks: int = 0
    returned: ReturnDetails | None = None
    handed_over: list[HandOver] = []
    asked_of_us: list[AskedOfUs] = []
    clocks: list[Clock] = []
    tasks: list[Task] = []
    letters: list[Letter] = []
    documents: list[Document] = []
    statements: list[Statement] = []
    bundles: list[Bundle] = []
    chronology: list[Worded] = []  # every wording of its lines, oldest first
    proceedings: list[AnyProceeding] = []
    answerable: list[AnswerableParent] = []
    contracts: list[AttendanceContract] = []
    improvements: list[Improving] = []
    pause: Pause | None = None
    merged: list[str] = []  # the cases that this one has taken over
    merged_into: str = ""  # the case that goes on for this one
    earlier: list[str] = []  # closed cases of the same child

    @property
    def open(self) -> bool:
        """From the referral to the act that closes it; again from the stage that a reopened case enters."""
        return self.stage is not Stage.CLOSED and self.closed_on is None

    @property
    def protected(self) -> bool:
        """Whether place, telephone, school and the rest of PRACTICE 4.3 may be printed nowhere."""
        return any(flag.ended_on is None for flag in self.protections)

    @property
    def last_sighting(self) -> Sighting | None:
        """The last time a professional or a known adult credibly saw the child."""
        return max(self.sightings, key=lambda s: s.on, default=None)

    @property
    def legal_effect(self) -> bool:
        """Whether something with legal effect has left the building: then the case is not sent back a stage."""
        return any(
            letter.legal_effect and letter.state in (LetterState.ISSUED, LetterState.POSTED, LetterState.RETURNED)
            for letter in self.letters
        )

    def copied(self) -> "CaseFile":
        """A copy that shares nothing that can change."""
        return CaseFile.model_validate(self.model_dump())

    def running_clocks(self) -> Iterator[Clock]:
        return (clock for clock in self.clocks if clock.running)

    def clock(self, name: str) -> Clock | None:
        return next((clock for clock in self.clocks if clock.name == name), None)

    def open_tasks(self) -> Iterator[Task]:
        return (task for task in self.tasks if task.open)

    def person(self, person_id: str) -> Person | None:
        return next((person for person in self.people if person.id == person_id), None)

    def letter(self, letter_id: str) -> Letter | None:
        return next((letter for letter in self.letters if letter.id == letter_id), None)

    def statement(self, statement_id: str) -> Statement | None:
        return next((each for each in self.statements if each.id == statement_id), None)

    def bundle(self, bundle_id: str) -> Bundle | None:
        return next((each for each in self.bundles if each.id == bundle_id), None)

    def document(self, document_id: str) -> Document | None:
        return next((each for each in self.documents if each.id == document_id), None)

    def improving(self, notice_id: str) -> Improving | None:
        return next((each for each in self.improvements if each.id == notice_id), None)

    def proceeding(self, name: str) -> AnyProceeding | None:
        """The proceeding of that name, or of the process RC-.../name."""
        wanted = name.removeprefix(f"{self.ref}/")
        return next((each for each in self.proceedings if each.name == wanted), None)

    def rings_at(self) -> datetime | None:
        return next_ring(self.clocks)

    @property
    def next_due(self) -> date | None:
        """The next dated thing of the case. An open case always has one (PRACTICE 2.4)."""
        due = [task.due_on for task in self.open_tasks()] + [clock.last_day for clock in self.running_clocks()]
        return min(due, default=None)

    @property
    def next_thing(self) -> str:
        """What is due next, in words; an urgent task comes before everything."""
        tasks = sorted(self.open_tasks(), key=lambda t: (not t.urgent, t.due_on))
        if tasks and (tasks[0].urgent or tasks[0].due_on == self.next_due):
            return tasks[0].title
        clock = min(self.running_clocks(), key=lambda c: c.last_day, default=None)
        return clock.label if clock else (tasks[0].title if tasks else "")

    def rule_for(self, person: Person) -> ContactRule:
        """The contact rule in force. Where abuse, a refuge, care or adoption is flagged, a parent who does not live
        with the child is "not without a supervisor" unless a rule with a source says otherwise (PRACTICE 4.1).
        """
        if person.contact_rule is not None:
            return person.contact_rule
        flagged = self.protected or Indicator.DOMESTIC_ABUSE in self.indicators
        if flagged and person.lives_with_child is not True:
            return ContactRule.SUPERVISOR_FIRST
        return ContactRule.ALL

    def correspondence_address(self, person: Person) -> Address | None:
        """Where post to this person goes: on a protected case only the agreed safe address, else none at all
        (PRACTICE 4.3).
        """
        if person.safe_address is not None:
            return person.safe_address
        if self.protected or self.rule_for(person) is ContactRule.SAFE_ONLY:
            return None
        return person.address

    def protections_in_force(self) -> list[Protection]:
        return [flag.why for flag in self.protections if flag.ended_on is None]
