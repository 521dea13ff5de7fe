"""A place: applied for, offered, accepted, started, kept. Offered and not started is still missing education (DOMAIN
0.2).
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Annotated, Any, ClassVar

from pydantic import Field

from domain.actions.base import Action
from domain.calendars import CalendarMissing
from domain.case_file import CaseFile, Place, Task
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.closing import ATTENDED_BEFORE
from domain.guards.dates import impossible_day, refused
from domain.guards.guard import guard
from domain.guards.sources import RECORD
from domain.missing_calendar import calendar_task
from domain.people import Day, Line, Name, Reasoned
from domain.stage_clocks import clock_of, reviews
from domain.unseen import ended_by
from domain.verdict import Verdict
from domain.vocabulary import Stage, Word

NO_OFFER = guard("NO_OFFER", "A place is accepted after it was offered", RECORD, absolute=True)
NOT_ATTENDED_YET = guard("NOT_ATTENDED_YET", "Attendance is reviewed after a first day", RECORD, absolute=True)
GUARDS = (
    NO_OFFER,
    NOT_ATTENDED_YET,
)


SchoolNumber = Annotated[
    str,
    Field(
        pattern=r"^(|\d{3}/\d{4})$",
        title="School number",
        description="Authority and number, like 800/4001; empty if not in the list",
        json_schema_extra={"choices": "schools"},
    ),
]


class ApplicationMade(Action):
    """The admissions code counts from the first application, not from the day we began to look."""

    name: ClassVar[str] = "record-application"
    label: ClassVar[str] = "Record an application for a place"
    topic: ClassVar[str] = "Place"

    school_name: Name = Field(title="Which school?")
    made_by: Line = Field(default="", title="Who applied?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"school_name": "Fixture Academy", "made_by": "The mother, with our help"}

    def follows(self, facts: Facts, seq: int) -> Consequences:
        case, day = facts.case, self.day(facts.today)
        if case.place.applied_on is not None or case.place.offered_on is not None:
            return Consequences()
        try:
            clock = clock_of(facts, "placement-offer", start=day, basis=(seq, "happened_on"))
        except CalendarMissing as missing:
            return Consequences(tasks=[calendar_task(facts, seq, str(missing))])
        return Consequences(clocks=[clock])

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.place.applied_on = case.place.applied_on or entry.happened_on


class PlaceOffered(Action):
    name: ClassVar[str] = "record-offer"
    label: ClassVar[str] = "Record that a place is offered"
    topic: ClassVar[str] = "Place"
    meets: ClassVar[tuple[str, ...]] = ("placement-offer",)
    answers: ClassVar[tuple[str, ...]] = ("placement-offer",)

    school: SchoolNumber = ""
    school_name: Name = Field(title="Which school?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"school_name": "Fixture Academy"}

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.place = Place(
            school=self.school,
            school_name=self.school_name,
            applied_on=case.place.applied_on,
            offered_on=entry.happened_on,
        )


class PlaceAccepted(Action):
    name: ClassVar[str] = "record-place-accepted"
    label: ClassVar[str] = "Record that the place is accepted, with its start day"
    topic: ClassVar[str] = "Place"
    meets: ClassVar[tuple[str, ...]] = ("placement-offer",)
    answers: ClassVar[tuple[str, ...]] = ("placement-offer",)

    starts_on: Day = Field(title="First day at school")
    agreed_with: Reasoned = Field(title="Agreed with whom?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"starts_on": (today + timedelta(days=3)).isoformat(), "agreed_with": "The mother and the head of year"}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if facts.case.stage is Stage.PLACEMENT and facts.case.place.offered_on is None:
            yield NO_OFFER.refuse("No place has been offered yet", needs="record the offer")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.starts_on, "starts_on", ahead=True)
        offered = facts.case.place.offered_on
        if offered is not None and self.starts_on < offered:
            yield refused("STARTS_BEFORE_OFFER", "The first day at school is before the offer", "starts_on")

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.place.starts_on, case.place.seq = self.starts_on, entry.seq


class FirstAttendanceConfirmed(Action):
    """The school says that the child came: attendance, not enrolment (PRACTICE 3.5)."""

    name: ClassVar[str] = "confirm-first-attendance"
    label: ClassVar[str] = "Record the first day the child attended"
    topic: ClassVar[str] = "Back in school"
    meets: ClassVar[tuple[str, ...]] = ("first-attendance",)
    answers: ClassVar[tuple[str, ...]] = ("first-attendance",)

    attended_on: Day = Field(title="First day attended")
    said_by: Name = Field(title="Who at the school confirmed it?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"attended_on": today.isoformat(), "said_by": "Attendance office"}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.attended_on, "attended_on")
        offered = facts.case.place.offered_on
        if offered is not None and self.attended_on < offered:
            yield ATTENDED_BEFORE.refuse("This is before the place was offered", field="attended_on")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        """The weeks of the reviews are counted from the day the child really came."""
        waiting = {clock.name for clock in facts.case.running_clocks()}
        moved = [clock for clock in reviews(facts, self.attended_on, (seq, "attended_on")) if clock.name in waiting]
        return Consequences(clocks=moved, stop=ended_by(facts.case, self.attended_on))

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.place.attended_on, case.place.attended_said_by = self.attended_on, self.said_by
        case.attended_on = max(self.attended_on, case.attended_on or self.attended_on)


class Attending(Word):
    SUSTAINED = "sustained", "Attending well"
    MIXED = "mixed", "Attending, with absences"
    NOT = "not-attending", "Not attending"


class AttendanceReviewed(Action):
    """After 2, 6 and 12 weeks (DOMAIN 2.1, stage 5)."""

    name: ClassVar[str] = "review-attendance"
    label: ClassVar[str] = "Review attendance"
    topic: ClassVar[str] = "Back in school"
    answers: ClassVar[tuple[str, ...]] = ("attendance-review",)

    attending: Attending = Field(title="How is the child attending?")
    seen: Reasoned = Field(title="What did the school say?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"attending": "sustained", "seen": "In every day; settled in her group."}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if facts.case.stage is Stage.REINTEGRATION and facts.case.place.attended_on is None:
            yield NOT_ATTENDED_YET.refuse(
                "The first day attended is not recorded yet", needs="record the first day the child attended"
            )

    def clocks_met(self, case: CaseFile) -> Iterable[str]:
        """The review that is overdue, where there is one; else the next that comes: never two at once."""
        overdue = any(task.name == "attendance-review" for task in case.open_tasks())
        ahead = [clock for clock in case.running_clocks() if clock.name.startswith("reintegration-review")]
        return () if overdue else [clock.name for clock in sorted(ahead, key=lambda clock: clock.last_day)[:1]]

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(tasks=[_not_attending(facts, seq)] if self.attending is Attending.NOT else [])

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.place.reviews.append(self.attending)
        if self.attending is not Attending.NOT:
            case.attended_on = max(entry.happened_on, case.attended_on or entry.happened_on)


def _not_attending(facts: Facts, seq: int) -> Task:
    return Task(
        id=f"T{seq}-not-attending",
        name="not-attending",
        title="The child is not attending: find out why, and whether the place works",
        why="Said at a review of attendance",
        action="record-breakdown",
        due_on=facts.today,
    )


class PlacementBrokeDown(Action):
    name: ClassVar[str] = "record-breakdown"
    label: ClassVar[str] = "Record that the place did not work out"
    topic: ClassVar[str] = "Back in school"
    answers: ClassVar[tuple[str, ...]] = ("attendance-review", "first-attendance", "not-attending")

    why: Reasoned = Field(title="What happened?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"why": "The journey was too long; she stopped going."}

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.place = Place()
