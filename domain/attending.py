"""Attendance before the law: contracts with parents, and notices to improve."""

from datetime import date

from domain.people import Line, Words
from domain.proceedings.groundwork import ImprovementNotice, Record


class AttendanceContract(Record):
    """What parent and authority promised. Nobody must sign, and a signature admits nothing (Anti-social Behaviour Act
    2003 s.19).
    """

    id: Line
    person_id: Line
    offered_on: date
    agreed: bool
    parent_will: Words = ""
    we_will: Words = ""
    review_on: date | None = None


class Improving(Record):
    """A notice to improve to one parent, for one school."""

    id: Line
    person_id: Line
    school: Line
    notice: ImprovementNotice

    @property
    def clock(self) -> str:
        return f"improvement-{self.id}"
