"""The tracing of a pupil whom nobody can find: what the last school was to upload and whether it did, how often it was
reminded, and each search of the lost pupils' area with its result (DOMAIN 5.1).

It is about the child alone, so `person_id` is empty. `school` and `email` are of the kind that a protection covers.
"""

from datetime import date
from typing import Literal

from domain.people import Line, Words
from domain.proceedings.base import Proceeding, ProceedingKind
from domain.proceedings.groundwork import Record
from domain.transfer.file import Destination
from domain.vocabulary import Word


class Standing(Word):
    """Where it stands: the stages of its process."""

    AWAITING = "awaiting-file", "Waiting for the school's lost-pupil file"
    SEARCHING = "searching", "File uploaded: searching"


class Outcome(Word):
    FOUND = "found", "The child has been found"
    OVER_AGE = "over-age", "Not found by the end of compulsory school age"
    CHILD_DIED = "child-died", "The child has died"
    MISTAKE = "mistake", "Begun by mistake"


class Reminded(Word):
    LETTER = "letter", "By letter"
    EMAIL = "email", "By e-mail"
    TELEPHONE = "telephone", "By telephone"
    AT_DOOR = "in-person", "In person"


class Reminder(Record):
    """`by_itself`: sent by the nightly run, by reference only (PRACTICE 1.1)."""

    number: int
    on: date
    how: Reminded
    by: Line = ""
    by_itself: bool = False


class Uploaded(Record):
    """That the school uploaded its file, as it said; `late` by how many days after its last day."""

    on: date
    file_name: Line
    said_by: Line
    by: Line
    late: int = 0


class Result(Word):
    NOTHING = "nothing", "Nothing"
    POSSIBLE = "possible", "A pupil who may be this child"


class Search(Record):
    on: date
    result: Result
    note: Words = ""
    by: Line


class LeadDecision(Record):
    """A safeguarding lead decided in writing, of the flags that were open then (PRACTICE 7.5). A flag raised later is
    not decided by it.
    """

    on: date
    allowed: bool
    flags: list[str]
    reasons: Words
    by: Line


class Made(Record):
    """A transfer file made to help the school. `document` holds its bytes; `refused` is why it did not leave."""

    id: Line
    file_name: Line
    destination: Destination
    document: Line
    sha256: Line
    on: date
    by: Line
    sent_on: date | None = None
    sent_by: Line = ""
    delivered_on: date | None = None
    via: Line = ""
    refused: Line = ""


class Tracing(Proceeding):
    kind: Literal[ProceedingKind.TRACING] = ProceedingKind.TRACING
    school: Line = ""
    email: Line = ""
    deleted_on: date | None = None
    reminders: list[Reminder] = []
    uploaded: Uploaded | None = None
    searches: list[Search] = []
    decisions: list[LeadDecision] = []
    files: list[Made] = []
    ended_how: Words = ""

    def file(self, file_id: str) -> Made | None:
        return next((each for each in self.files if each.id == file_id), None)

    def kept(self, made: Made) -> None:
        """That file as it stands now."""
        self.files = [made if each.id == made.id else each for each in self.files]
