"""A prosecution of one parent: offence and procedure, what it relies on, what was recorded before it began, its course.

What is recorded has the instant of recording beside the day it happened: a note entered afterwards satisfies no guard
(PRACTICE 2.3).
"""

from datetime import date, datetime
from typing import Literal

from domain.people import Line, Reasoned, Words
from domain.proceedings.base import ProceedingKind
from domain.proceedings.groundwork import Hand, InForce, LawyersReason, NeedsConsidered, Record
from domain.proceedings.relying import Relying
from domain.proceedings.served import Ledger
from domain.proceedings.supervision_order import Direction
from domain.vocabulary import Word


class Offence(Word):
    """Education Act 1996. The maximum: level 3; for (1A) level 4 or three months."""

    ORDER = "s443", "Failure to comply with a school attendance order, s.443"
    ABSENCE = "s444-1", "Failure to secure regular attendance, s.444(1)"
    KNOWING = "s444-1A", "Knowing that the child fails to attend, and failing to cause it, s.444(1A)"

    @property
    def imprisonable(self) -> bool:
        return self is Offence.KNOWING

    @property
    def of_absence(self) -> bool:
        return self is not Offence.ORDER


class Procedure(Word):
    SINGLE_JUSTICE = "single-justice", "Single justice procedure notice"
    REQUISITION = "requisition", "Written charge and requisition"


class Knowledge(Record):
    """Something that shows the parent knew: a letter served, a meeting, a call answered."""

    what: Reasoned
    on: date
    recorded_at: datetime


class Evidence(Record):
    """Something that the prosecution can show: a document of the case, or where it is kept."""

    what: Reasoned
    document: Line = ""
    from_whom: Line = ""
    by: Line
    on: date


class Appointment(Record):
    """When and where an interview under caution is to be: what its invitation says. `at` is a time of day."""

    on: date
    at: Line
    place: Words


class InterviewOutcome(Word):
    HELD = "held", "Held under caution"
    DECLINED = "declined", "Declined"
    NOT_ATTENDED = "not-attended", "Not attended"


class Interview(Record):
    """An interview under caution offered, and what came of it (Police and Criminal Evidence Act 1984 s.67(9))."""

    offered_on: date
    recorded_at: datetime
    letter_id: Line = ""
    appointment_on: date
    outcome: InterviewOutcome | None = None
    outcome_on: date | None = None
    cautioned_at: datetime | None = None
    rights_explained: bool = False
    legal_advice: Words = ""
    interpreter: Words = ""
    appropriate_adult: Words = ""
    recorded_how: Words = ""
    present: Words = ""


class SupervisionConsidered(Record):
    """Education Act 1996 s.447(1): whether to apply for a supervision order instead or as well, with reasons."""

    officer: Line
    considered_on: date
    recorded_at: datetime
    reasons: Words = ""
    social_care_view: Words = ""
    appropriate: bool | None = None


class Defence(Word):
    """Education Act 1996 s.444: absences that are no failure to attend."""

    LEAVE = "leave", "Leave, s.444(3)(a)"
    SICKNESS = "sickness", "Sickness or an unavoidable cause, s.444(2A)"
    RELIGION = "religious-observance", "A day of religious observance, s.444(3)(c)"
    TRANSPORT = "walking-distance", "Walking distance and transport, s.444(3A)-(5)"
    TRAVELLING = "travelling", "A trade that requires travel, s.444(6)"


class Finding(Word):
    NOT_RAISED = "not-raised", "Nothing suggests it"
    RULED_OUT = "ruled-out", "Looked into and ruled out"
    APPLIES = "applies", "It applies"


class DefenceScreened(Record):
    """`attendances` is counted for the travelling defence only."""

    defence: Defence
    finding: Finding
    reason: Words = ""
    by: Line
    on: date
    attendances: int | None = None


class Review(Record):
    """The two stages of a lawyer's review: enough evidence, and in the public interest."""

    lawyer: Line
    recorded_at: datetime
    evidential: bool
    public_interest: bool
    reasons: Words = ""


class Authority(Record):
    """The decision to prosecute, by somebody who holds that power."""

    by: Line
    acting_for: Line = ""
    recorded_at: datetime
    reasons: Words = ""


class Hearing(Record):
    """`at` is a time of day, `court` its name and address in one line. `outcome` is empty until it was held."""

    id: Line = ""
    on: date
    at: Line = ""
    court: Words = ""
    what: Words = ""
    outcome: Words = ""


class Plea(Word):
    GUILTY = "guilty", "Guilty"
    GUILTY_HEARING = "guilty-hearing", "Guilty, and wants a hearing in court"
    NOT_GUILTY = "not-guilty", "Not guilty"
    NONE = "none", "No plea came"


class Result(Word):
    CONVICTED = "convicted", "Convicted"
    ACQUITTED = "acquitted", "Acquitted"
    DISCONTINUED = "discontinued", "Discontinued"
    BARRED = "barred", "Not begun in time"


class Prosecution(Relying):
    """`charged` is the time of the breach of an order (s.443); `sessions` what s.444 relies on, `dropped` what fell out
    of it for being more than six months old. `hands` are all who asked for, wrote or edited it.
    """

    kind: Literal[ProceedingKind.PROSECUTION] = ProceedingKind.PROSECUTION
    offence: Offence | None = None
    procedure: Procedure | None = None
    charged: InForce | None = None
    order: str = ""
    breach: list[str] = []
    dropped: list[date] = []
    continuing: LawyersReason | None = None
    again: LawyersReason | None = None
    notice: str = ""
    defendant_adult: bool | None = None
    school_here: bool = True
    home_here: bool = True
    evidence: list[Evidence] = []
    knowledge: list[Knowledge] = []
    appointment: Appointment | None = None
    interview: Interview | None = None
    supervision_considered: SupervisionConsidered | None = None
    defences: list[DefenceScreened] = []
    needs: NeedsConsidered | None = None
    review: Review | None = None
    authority: Authority | None = None
    hands: list[Hand] = []
    instituted_at: datetime | None = None
    instituted_by: str = ""
    letter_id: str = ""
    services: Ledger = Ledger()
    plea: Plea | None = None
    plea_on: date | None = None
    hearings: list[Hearing] = []
    result: Result | None = None
    result_on: date | None = None
    sentence: Words = ""
    direction: Direction | None = None
    learned: Words = ""

    @property
    def served_on(self) -> date | None:
        """The day on which the charge counts as served; none while every service of it has come back."""
        return self.services.day

    @property
    def covers(self) -> bool:
        """Whether its sessions may not be relied on again: while it is prepared, and once it has begun."""
        return self.open or self.instituted_at is not None
