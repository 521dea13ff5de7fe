"""What every proceeding has: a name, the parent it is against where there is one, where it stands, how it ended."""

from datetime import date

from pydantic import BaseModel

from domain.vocabulary import Word


class ProceedingKind(Word):
    ATTENDANCE_ORDER = "attendance-order", "School attendance order"
    PENALTY_NOTICE = "penalty-notice", "Penalty notice"
    PROSECUTION = "prosecution", "Prosecution"
    SUPERVISION_ORDER = "supervision-order", "Education supervision order"
    TRACING = "tracing", "Tracing of a lost pupil"
    POLICE_REFERRAL = "police-referral", "Referral to the police"
    SUBJECT_ACCESS = "subject-access", "Request for personal data"


class Reached(BaseModel):
    """A stage that it came to, and when."""

    stage: str
    on: date


class Proceeding(BaseModel):
    """`name` is "attendance-order-1"; its process is the workflow RC-2026-000123/attendance-order-1.

    `stage` is a word of the kind's own; `person_id` the parent, empty where the law is about the child alone.
    """

    name: str
    person_id: str = ""
    stage: str = ""
    opened_on: date | None = None
    stage_since: date | None = None
    reached: list[Reached] = []
    ended_on: date | None = None
    outcome: str = ""

    @property
    def open(self) -> bool:
        return self.ended_on is None
