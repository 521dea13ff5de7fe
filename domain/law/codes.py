"""The codes of the attendance register by meaning: School Attendance (Pupil Registration) (England) Regulations 2024,
reg 10, Tables 1 to 3; # and Z from the guidance.

`verified` where the regulation's own words were read: Tables 1 and 2 for the most part, and G, N, O and U. The rest of
Table 3 is known from summaries that schools and authorities publish.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, NamedTuple

from pydantic import AfterValidator

from domain.guards.sources import law
from domain.vocabulary import Word

REG_10 = law("School Attendance (Pupil Registration) (England) Regulations 2024 reg 10")


class Mark(Word):
    """What a code says of the session."""

    PRESENT = "present", "Present"
    ELSEWHERE = "elsewhere", "Attending an approved place elsewhere"
    AUTHORISED = "authorised", "Absent with leave or for an authorised reason"
    UNABLE = "unable", "Unable to attend"
    UNAUTHORISED = "unauthorised", "Unauthorised absence"
    NOT_REQUIRED = "not-required", "Not required to attend"
    CLOSED = "closed", "School closed: no session"
    NOT_ON_ROLL = "not-on-roll", "Not yet on the roll"


class Code(NamedTuple):
    letter: str
    meaning: str
    mark: Mark
    verified: bool = False

    @property
    def attended(self) -> bool:
        """An attendance, at this school or at an approved place."""
        return self.mark in (Mark.PRESENT, Mark.ELSEWHERE)


_ALL = (
    Code("/", "Present in the morning", Mark.PRESENT, verified=True),
    Code("\\", "Present in the afternoon", Mark.PRESENT, verified=True),
    Code("L", "Late, before the register closed", Mark.PRESENT, verified=True),
    Code("K", "Education arranged by the local authority", Mark.ELSEWHERE, verified=True),
    Code("V", "Educational visit or trip", Mark.ELSEWHERE, verified=True),
    Code("P", "Sporting activity", Mark.ELSEWHERE, verified=True),
    Code("W", "Work experience", Mark.ELSEWHERE),
    Code("B", "Other approved educational activity", Mark.ELSEWHERE),
    Code("D", "Attending another school where registered", Mark.ELSEWHERE),
    Code("C", "Leave in exceptional circumstances", Mark.AUTHORISED),
    Code("C1", "Leave for a regulated performance or employment abroad", Mark.AUTHORISED),
    Code("C2", "Leave under a part-time timetable", Mark.AUTHORISED),
    Code("J1", "Leave for an interview", Mark.AUTHORISED),
    Code("M", "Leave for a medical or dental appointment", Mark.AUTHORISED),
    Code("S", "Leave to study for a public examination", Mark.AUTHORISED),
    Code("T", "Parent travelling for work", Mark.AUTHORISED),
    Code("R", "Religious observance", Mark.AUTHORISED),
    Code("I", "Illness, not an appointment", Mark.AUTHORISED),
    Code("E", "Suspended or permanently excluded", Mark.AUTHORISED),
    Code("Q", "No access arrangements made by the authority", Mark.UNABLE),
    Code("Y1", "Transport normally provided not available", Mark.UNABLE),
    Code("Y2", "Widespread disruption to travel", Mark.UNABLE),
    Code("Y3", "Part of the school closed", Mark.UNABLE),
    Code("Y4", "Whole school closed unexpectedly", Mark.CLOSED),
    Code("Y5", "In criminal justice detention", Mark.UNABLE),
    Code("Y6", "Public health guidance or law", Mark.UNABLE),
    Code("Y7", "Any other unavoidable cause", Mark.UNABLE),
    Code("G", "Holiday without leave", Mark.UNAUTHORISED, verified=True),
    Code("N", "Circumstances not yet established", Mark.UNAUTHORISED, verified=True),
    Code("O", "Absent, no other code applies", Mark.UNAUTHORISED, verified=True),
    Code("U", "Arrived after the register closed", Mark.UNAUTHORISED, verified=True),
    Code("X", "Not of school age and not required", Mark.NOT_REQUIRED),
    Code("#", "Planned closure", Mark.CLOSED),
    Code("Z", "Not yet on the roll", Mark.NOT_ON_ROLL),
)
CODES: Mapping[str, Code] = MappingProxyType({code.letter: code for code in _ALL})

# The national threshold for a penalty notice counts these in any mix.
THRESHOLD_CODES = frozenset("GNOU")
# Ground I of reg 9(1): only these, so that a late arrival (U) breaks the run.
GROUND_I_CODES = frozenset("GNO")
# Not yet established: to be changed within five school days (reg 10).
UNRESOLVED = "N"


def known_code(letter: str) -> str:
    """The code as the register writes it. Raises ValueError for one that the regulations do not have."""
    tidy = letter.strip().upper()
    if tidy not in CODES:
        raise ValueError(f"{tidy[:4]!r} is not an attendance code in use since 19 August 2024")
    return tidy


CodeLetter = Annotated[str, AfterValidator(known_code)]
