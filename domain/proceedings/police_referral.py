"""A child reported missing to the police: what they were told, how they graded it, what they did, and how it ended.

It is about the child alone, so `person_id` is empty. Where a child was found stands in `where` and `told_by`, which a
protection covers (PRACTICE 4.3).
"""

from datetime import date, datetime
from typing import Literal

from domain.people import Line, Words
from domain.proceedings.base import Proceeding, ProceedingKind
from domain.proceedings.groundwork import Record
from domain.vocabulary import Word


class Means(Word):
    """How the police were told. Red is a telephone call first, then the document (PRACTICE 1.2)."""

    EMERGENCY = "999", "By telephone: 999"
    NON_EMERGENCY = "101", "By telephone: 101"
    HUB = "hub", "By the safeguarding hub, with an officer there"
    STATION = "in-person", "To an officer in person"


class Wanted(Word):
    """What the police are asked for."""

    MISSING = "missing", "Take a report of a missing child"
    WELFARE = "welfare-check", "Check that the child is safe"
    CRIME = "crime", "A crime: a child may have been abducted or is being harmed"


class Basis(Word):
    """On what lawful basis something of a child is shared."""

    PUBLIC_TASK = "public-task", "Our public task: to protect a child (UK GDPR Art 6(1)(e))"
    LEGAL_DUTY = "legal-duty", "A duty in law (UK GDPR Art 6(1)(c); Children Act 2004 s.11)"
    VITAL = "vital-interests", "To protect a life (UK GDPR Art 6(1)(d))"


class Grade(Word):
    """How the police graded the risk: from no apparent risk to high (national guidance on missing persons)."""

    NO_APPARENT = "no-apparent-risk", "No apparent risk"
    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"


class Checked(Word):
    """What came of a welfare check."""

    ASKED = "asked", "Asked for, not done yet"
    SAFE = "seen-safe", "Child seen, safe and well"
    CONCERN = "seen-concern", "Child seen, with concerns"
    NOT_THERE = "not-there", "Child not there"
    REFUSED = "refused", "The police will not do it"


class InterviewHeld(Word):
    """A return interview is offered to every child; a child may decline it."""

    HELD = "held", "Held"
    DECLINED = "declined", "Offered, and the child declined"
    NOT_NEEDED = "not-missing", "Not held: the child had not been missing"


class Shared(Record):
    """What went to the police, by whom, to whom, on what basis. The document is on the case as PDF and as JSON."""

    at: datetime
    by: Line
    force: Line
    means: Means
    wanted: Wanted
    spoke_to: Line
    basis: Basis
    why: Words = ""
    pdf: Line = ""
    export: Line = ""


class PoliceAnswer(Record):
    on: date
    reference: Line = ""
    grade: Grade | None = None
    officer: Line = ""
    contact: Line = ""


class WelfareCheck(Record):
    on: date
    outcome: Checked
    said: Words = ""


class Update(Record):
    on: date
    told_by: Line
    said: Words


class Found(Record):
    on: date
    told_by: Line
    safe: bool
    said: Words = ""


class Interview(Record):
    on: date
    held: InterviewHeld
    by: Line = ""
    said: Words = ""


class Standing(Word):
    """Where it stands: the stages of its process."""

    SENT = "sent", "Told, no reference of the police yet"
    LOOKING = "looking", "With the police"
    FOUND = "found", "Found: return interview to be offered"


class Outcome(Word):
    FOUND_SAFE = "found-safe", "Found, and the return interview is done"
    NOT_MISSING = "not-missing", "Was not missing"
    CLOSED_BY_POLICE = "closed-by-police", "Closed by the police without finding the child"
    CHILD_DIED = "child-died", "The child has died"


class PoliceReferral(Proceeding):
    kind: Literal[ProceedingKind.POLICE_REFERRAL] = ProceedingKind.POLICE_REFERRAL
    shared: Shared | None = None
    answers: list[PoliceAnswer] = []
    welfare_checks: list[WelfareCheck] = []
    updates: list[Update] = []
    found: Found | None = None
    interview: Interview | None = None
    closed_why: Words = ""

    @property
    def reference(self) -> str:
        """The number under which the police have it: the newest."""
        return next((each.reference for each in reversed(self.answers) if each.reference), "")

    @property
    def grade(self) -> Grade | None:
        return next((each.grade for each in reversed(self.answers) if each.grade), None)

    @property
    def police_officer(self) -> str:
        return next((each.officer for each in reversed(self.answers) if each.officer), "")
