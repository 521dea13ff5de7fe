"""What schools and admissions send in: lists of referrals, and the returns that the law asks of schools (PRACTICE 5.1).

A return is a fact that somebody told us. None of them closes a case, sends a letter or leads to enforcement.
"""

from datetime import date

from pydantic import BaseModel, ConfigDict

from domain.guards.sources import law, practice
from domain.people import Line, Words
from domain.source import Source
from domain.vocabulary import Reason, Word

REGULATIONS = "School Attendance (Pupil Registration) (England) Regulations 2024"


class ReturnKind(Word):
    """A file or a message holds lines of one kind."""

    REFERRALS = "referrals", "Referrals"
    EXPECTED = "expected", "Expected, but did not start"
    NEW_PUPIL = "new-pupil", "New-pupil return"
    DELETION = "deletion", "Deletion return"
    ABSENCE = "ten-day-absence", "Ten-day absence return"
    SICKNESS = "fifteen-day-sickness", "Fifteen-day sickness return"

    @property
    def source(self) -> Source:
        """Where the duty to send it comes from."""
        match self:
            case ReturnKind.NEW_PUPIL | ReturnKind.DELETION | ReturnKind.SICKNESS:
                return law(REGULATIONS, verified=True)
            case ReturnKind.ABSENCE:
                return law(REGULATIONS, verified=False)
            case _:
                return practice("5.1")

    @property
    def what_follows(self) -> str:
        """What a confirmed line leads to, said before anybody confirms."""
        return _FOLLOWS[self]

    @property
    def day_column(self) -> str:
        """The column with the day that the line is about."""
        return _DAY_COLUMNS[self]


_FOLLOWS = {
    ReturnKind.REFERRALS: "Each line becomes a case.",
    ReturnKind.EXPECTED: "A child of whom a new-pupil return came has started. Each of the others becomes a case.",
    ReturnKind.NEW_PUPIL: "An open case of the child gets a task: confirm it with the school. No case is closed by it.",
    ReturnKind.DELETION: "Without a known destination a case is proposed the same day. What the school did is taken as "
    "a fact, and challenged where it looks unlawful.",
    ReturnKind.ABSENCE: "An open case of the child gets a task; for any other child a case is proposed the same day.",
    ReturnKind.SICKNESS: "Somebody checks whether education under section 19 is due. It never leads to enforcement.",
}
_DAY_COLUMNS = {
    ReturnKind.REFERRALS: "first_absent_on",
    ReturnKind.EXPECTED: "expected_on",
    ReturnKind.NEW_PUPIL: "started_on",
    ReturnKind.DELETION: "deleted_on",
    ReturnKind.ABSENCE: "first_absent_on",
    ReturnKind.SICKNESS: "first_absent_on",
}
REASONS = {ReturnKind.EXPECTED: Reason.DID_NOT_START}


class Ground(Word):
    """Why a name was deleted, as far as the service treats it differently (2024 regulations reg 9(1)). Only ground I
    has a length of time that can be checked from the return itself.
    """

    ORDER = "A", "Another school is named in an attendance order (a)"
    TWENTY_DAYS = "I", "Twenty school days' absence, whereabouts unknown (i)"
    OTHER = "other", "Another ground"


class Told(BaseModel):
    """One line of a return: what the school or admissions said, and of which day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ReturnKind
    school: Line = ""
    on: date
    first_absent_on: date | None = None
    ground: Ground | None = None
    destination: Line = ""
    said: Words = ""
