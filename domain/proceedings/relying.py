"""What a notice and a prosecution have in common: the sessions they rely on, frozen with the decision."""

from datetime import date

from domain.law.codes import CodeLetter
from domain.law.sessions import Half, Session, Slot
from domain.people import Line, Words
from domain.proceedings.base import Proceeding
from domain.proceedings.groundwork import Record


class ReliedOnRecoded(Record):
    """A session that the school recoded after a decision had relied on it (PRACTICE 6.11). `settled_by` says who
    looked at it, `settled_why` what it means.
    """

    proceeding: Line
    day: date
    half: Half
    was: CodeLetter
    now: CodeLetter
    on: date
    settled_by: Line = ""
    settled_why: Words = ""

    @property
    def slot(self) -> Slot:
        return Slot(self.day, self.half)


class Relying(Proceeding):
    """`child` is the reference of the case: a count never mixes two children (PRACTICE 8.13)."""

    child: str = ""
    school: str = ""
    sessions: list[Session] = []
    recoded: list[ReliedOnRecoded] = []

    @property
    def slots(self) -> frozenset[Slot]:
        return frozenset(session.slot for session in self.sessions)
