"""The school's part of the joint enquiries: asked for by the authority, filled in by the school on a page of its own.

The school sees only its own part. What it sends is recorded as it came, with who said it (2024 regulations reg 9(1)).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from domain.actions.base import Action, Internal
from domain.case_file import CaseFile, Document, Task
from domain.clock import start_clock
from domain.enquiring import Enquiry, SchoolPart, Side
from domain.enquiry_list import OF_SCHOOL
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import refused
from domain.guards.guard import guard
from domain.guards.sources import practice
from domain.people import Day, Line, Name, Words
from domain.verdict import Verdict
from domain.vocabulary import EnquiryResult, EnquirySubject

CLOCK = "enquiry-school"
NOT_PROTECTED = guard(
    "SCHOOL_NOT_ASKED",
    "A school is not asked by a link while anything of the family is protected",
    practice("4.3"),
    absolute=True,
)
GUARDS = (NOT_PROTECTED,)
_Said = Annotated[Words, Field(max_length=4_000)]


class SchoolAsked(Action):
    """The school gets a link to its own part of this case alone. The link itself stands in no record of the case."""

    name: ClassVar[str] = "ask-school"
    label: ClassVar[str] = "Ask the school for its part of the enquiries"
    help: ClassVar[str] = "The link to the school's page is made on the page “Finding the child”, and shown once."
    topic: ClassVar[str] = "Finding the child"
    answers: ClassVar[tuple[str, ...]] = ("ask-school-again",)

    contact: Name = Field(title="Who at the school is asked?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"contact": "Attendance lead"}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if facts.case.protected:
            yield NOT_PROTECTED.refuse("Details of this family are protected", needs="speak with the school's lead")
        if not facts.case.child.school:
            yield refused("NO_SCHOOL", "No school is recorded for this child", needs="add the last school")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        clock = start_clock(
            "agency-answer",
            self.day(facts.today),
            facts.almanac,
            process=facts.case.ref,
            name=CLOCK,
            label="The school's part of the enquiries",
        )
        return Consequences(clocks=[clock])

    def change(self, case: CaseFile, entry: Entry) -> None:
        earlier = case.school_part or SchoolPart(asked_on=entry.happened_on)
        asked = {
            "asked_on": entry.happened_on,
            "contact": self.contact,
            "answer_by": entry.consequences.clocks[0].last_day,
        }
        case.school_part = earlier.model_copy(update=asked)


class SchoolLine(BaseModel):
    """One enquiry that the school made, or why it made none."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    subject: EnquirySubject
    asked_on: Day
    whom: Line = ""
    result: EnquiryResult
    said: _Said = ""


class SchoolPaper(BaseModel):
    """A document that the school attached; its bytes were checked and stored by their SHA-256 before this."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    title: Name
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    media_type: Line
    size: int = Field(ge=1, le=20_000_000)


class SchoolAnswered(Internal):
    """Recorded by the process as the school sent it: nobody here fills in a school's part. What a document of it is
    worth an officer decides, as of any other (PRACTICE 7.1).
    """

    name: ClassVar[str] = "school-part"
    label: ClassVar[str] = "The school's part of the enquiries"

    said_by: Name
    role: Name
    lines: Annotated[list[SchoolLine], Field(max_length=40)] = []
    unable: bool | None = None
    unable_why: _Said = ""
    wants_removal: bool = False
    complete: bool = False
    document: SchoolPaper | None = None

    def follows(self, facts: Facts, seq: int) -> Consequences:
        found = any(line.result in (EnquiryResult.TRACE, EnquiryResult.LOCATED) for line in self.lines)
        task = Task(
            id=f"T{seq}-school-part",
            name="school-part",
            title="The school says that it has a trace of the child: follow it"
            if found
            else "The school has sent its part of the enquiries: read it",
            why="; ".join(self._why()),
            action="finish-task",
            due_on=facts.today,
        )
        return Consequences(tasks=[task], stop=[CLOCK] if self.complete else [])

    def _why(self) -> Iterator[str]:
        if self.wants_removal:
            yield "It asks to delete the child's name"
        if self.document is not None:
            yield "It attached a document: say what that is worth"

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        """What reminded us of it."""
        return [task for task in case.open_tasks() if task.subject == CLOCK] if self.complete else ()

    def change(self, case: CaseFile, entry: Entry) -> None:
        part = case.school_part or SchoolPart(asked_on=entry.happened_on)
        case.school_part = part.model_copy(
            update={
                "received_on": entry.happened_on,
                "said_by": f"{self.said_by}, {self.role}",
                "unable": self.unable,
                "unable_why": self.unable_why,
                "wants_removal": part.wants_removal or self.wants_removal,
                "complete": part.complete or self.complete,
                "answer_by": None if self.complete else part.answer_by,
                "documents": [*part.documents, *self._filed(case, entry)],
            }
        )
        for number, line in enumerate((line for line in self.lines if line.subject in OF_SCHOOL), start=1):
            waits = line.result is EnquiryResult.NO_ANSWER
            case.enquiries.append(
                Enquiry(
                    subject=line.subject,
                    asked_on=line.asked_on,
                    result=line.result,
                    answer=line.said,
                    by=self.said_by,
                    seq=entry.seq,
                    n=number,
                    side=Side.SCHOOL,
                    whom=line.whom,
                    answered_on=None if waits else line.asked_on,
                )
            )

    def _filed(self, case: CaseFile, entry: Entry) -> list[str]:
        """The names of what it attached, now among the case's documents."""
        if self.document is None:
            return []
        found = entry.consequences.prepared.get("reading", {})
        filed = Document(
            id=f"D{entry.seq}",
            obtained_from=f"The school: {self.said_by}, {self.role}",
            obtained_on=entry.happened_on,
            **self.document.model_dump(),
            **found,
        )
        case.documents.append(filed)
        return [filed.id]
