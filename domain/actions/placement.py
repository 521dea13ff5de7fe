"""A place: applied for, offered, accepted, started, kept. Offered and not started is still missing education (DOMAIN
0.2).
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Annotated, Any, ClassVar

from pydantic import Field

from domain.actions.base import Action
from domain.case_file import CaseFile, Place
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.people import Day, Line, Name, Reasoned
from domain.verdict import Verdict
from domain.vocabulary import Stage, Word

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
    name: ClassVar[str] = "record-application"
    label: ClassVar[str] = "Record an application for a place"
    topic: ClassVar[str] = "Place"

    school_name: Name = Field(title="Which school?")
    made_by: Line = Field(default="", title="Who applied?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"school_name": "Fixture Academy", "made_by": "The mother, with our help"}


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
        case.place = Place(school=self.school, school_name=self.school_name, offered_on=entry.happened_on)


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
            yield refused("NO_OFFER", "No place has been offered yet", needs="record the offer")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from self.in_the_way(facts)
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
    answers: ClassVar[tuple[str, ...]] = ("first-attendance",)

    attended_on: Day = Field(title="First day attended")
    said_by: Name = Field(title="Who at the school confirmed it?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"attended_on": today.isoformat(), "said_by": "Attendance office"}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.attended_on, "attended_on")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(stop=["unseen-amber", "unseen-police", "first-attendance"])

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.place.attended_on, case.place.attended_said_by = self.attended_on, self.said_by


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
            yield refused(
                "NOT_ATTENDED_YET",
                "The first day attended is not recorded yet",
                needs="record the first day the child attended",
            )

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        return self.in_the_way(facts)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        due = next(
            (
                clock.name
                for clock in sorted(facts.case.running_clocks(), key=lambda c: c.last_day)
                if clock.name.startswith("reintegration-review")
            ),
            None,
        )
        return Consequences(stop=[due] if due else [])

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.place.reviews.append(self.attending)


class PlacementBrokeDown(Action):
    name: ClassVar[str] = "record-breakdown"
    label: ClassVar[str] = "Record that the place did not work out"
    topic: ClassVar[str] = "Back in school"
    answers: ClassVar[tuple[str, ...]] = ("attendance-review", "first-attendance")

    why: Reasoned = Field(title="What happened?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"why": "The journey was too long; she stopped going."}

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.place = Place()
