"""Reaching the family: calls and messages, visits, and the moment somebody has been reached."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import Action
from domain.actions.child import add_sighting
from domain.actions.enquiries import NO_ENQUIRY
from domain.case_file import CaseFile, Task, Visit
from domain.clock import start_clock
from domain.deadline import LONDON
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.closing import seen_lately
from domain.guards.dates import impossible_day, refused
from domain.guards.guard import guard
from domain.guards.sources import practice
from domain.guards.staff import works_here
from domain.people import Day, Line, Reasoned, Words
from domain.stage_clocks import look_again
from domain.unseen import ended_by, last_known
from domain.verdict import Verdict
from domain.vocabulary import ContactMethod, EnquiryResult, VisitOutcome, Word

SEEN_LATELY = guard(
    "SEEN_LATELY", "A child seen in the last 20 school days is not recorded as never found", practice("3.1")
)
WARNINGS_UNREAD = guard(
    "WARNINGS_UNREAD", "Warnings are read before a visit is planned or recorded", practice("4.8"), absolute=True
)
GUARDS = (
    SEEN_LATELY,
    WARNINGS_UNREAD,
)


class ContactRecorded(Action):
    name: ClassVar[str] = "record-contact"
    label: ClassVar[str] = "Record a call or message"
    topic: ClassVar[str] = "Contact"
    meets: ClassVar[tuple[str, ...]] = ("first-contact",)
    answers: ClassVar[tuple[str, ...]] = ("first-contact",)

    how: ContactMethod = Field(title="How?")
    person: Line = Field(default="", title="With whom?", json_schema_extra={"choices": "people"})
    answered: bool = Field(default=False, title="Did they answer?")
    said: Words = Field(default="", title="What was said?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"how": "telephone", "answered": False, "said": "Rang out twice."}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if self.person and facts.case.person(self.person) is None:
            yield refused("NO_SUCH_PERSON", "This person is not on the case", "person")


class VisitPlanned(Action):
    """The warnings of the case are shown before this form; a visit not ended by its time alerts the supervisor
    (PRACTICE 4.8).
    """

    name: ClassVar[str] = "plan-visit"
    label: ClassVar[str] = "Plan a home visit"
    topic: ClassVar[str] = "Contact"

    visit_on: Day = Field(title="On which day?")
    ends_by: time = Field(title="Back by", description="London time, like 16:30")
    who: Line = Field(
        default="",
        title="Who goes?",
        description="Leave empty if you go yourself",
        json_schema_extra={"choices": "staff"},
    )
    warnings_read: bool = Field(default=False, title="I have read the warnings on this case")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"visit_on": (today + timedelta(days=1)).isoformat(), "ends_by": "16:30", "warnings_read": True}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.visit_on, "visit_on", ahead=True)
        yield from works_here(facts, self.who, "who")
        if self.ends_at <= facts.now:
            yield refused("VISIT_OVER", "This visit would be over already: record it instead", "visit_on")
        yield from warnings_unread(facts, self.warnings_read)

    @property
    def ends_at(self) -> datetime:
        return datetime.combine(self.visit_on, self.ends_by, LONDON).astimezone(UTC)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        clock = start_clock(
            "urgent-safeguarding",
            self.visit_on,
            facts.almanac,
            process=facts.case.ref,
            name=f"visit-V{seq}",
            label="Home visit ends",
            basis=(seq, "visit_on"),
        )
        return Consequences(clocks=[clock.model_copy(update={"rings_at": self.ends_at})])

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.visits.append(
            Visit(id=f"V{entry.seq}", on=self.visit_on, ends_at=self.ends_at, who=self.who or entry.actor)
        )


def warnings_unread(facts: Facts, read: bool) -> Iterable[Verdict]:
    if not read and any(not warning.ended for warning in facts.case.warnings):
        yield WARNINGS_UNREAD.refuse(
            "This case has warnings for visits: read them first", needs="read the warnings", field="warnings_read"
        )


class VisitRecorded(Action):
    name: ClassVar[str] = "record-visit"
    label: ClassVar[str] = "Record a home visit"
    topic: ClassVar[str] = "Contact"
    meets: ClassVar[tuple[str, ...]] = ("first-contact",)
    answers: ClassVar[tuple[str, ...]] = ("first-contact", "visit-overdue")

    outcome: VisitOutcome = Field(title="What happened?")
    at: time | None = Field(default=None, title="At what time?")
    announced: bool = Field(default=True, title="Was it announced?")
    seen: Words = Field(default="", title="What did you see?")
    where: Line = Field(default="", title="Where was the child seen?", description="Only if the child was seen")
    alone: bool = Field(default=False, title="Did you see the child alone?")
    child_said: Words = Field(default="", title="What did the child say, and want?")
    warnings_read: bool = Field(default=False, title="I have read the warnings on this case")
    planned: Line = Field(default="", title="Which planned visit was it?", json_schema_extra={"choices": "visits"})

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "outcome": "no-reply",
            "at": "16:10",
            "announced": False,
            "seen": "Curtains open, post behind the door. Card left.",
            "warnings_read": True,
        }

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from warnings_unread(facts, self.warnings_read)
        if self.outcome is VisitOutcome.SEEN and not self.where:
            yield refused("WHERE_SEEN", "Say where the child was seen", "where")
        if self.planned and self.planned not in {visit.id for visit in facts.case.visits}:
            yield refused("NO_SUCH_VISIT", "This visit was not planned on this case", "planned")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        # A visit recorded without saying which ends every planned one of that day: the officer is back.
        ended = [
            visit.id
            for visit in facts.case.visits
            if not visit.ended
            and (visit.id == self.planned or (not self.planned and visit.on <= self.day(facts.today)))
        ]
        stop = [f"visit-{visit}" for visit in ended]
        if self.outcome is VisitOutcome.SEEN:
            stop += ended_by(facts.case, self.day(facts.today))
        return Consequences(stop=stop, prepared={"ended": ended})

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        """Of the visits that are overdue, only those that this one ends."""
        back = {f"visit-{visit}" for visit in entry.consequences.prepared.get("ended", [])}
        return [
            task for task in super().tasks_done(case, entry) if task.name != "visit-overdue" or task.subject in back
        ]

    def change(self, case: CaseFile, entry: Entry) -> None:
        for visit in case.visits:
            visit.ended = visit.ended or visit.id in entry.consequences.prepared.get("ended", [])
        if self.outcome is VisitOutcome.SEEN:
            add_sighting(case, entry, where=self.where, professional=True, alone=self.alone, said=self.child_said)


class FamilyReached(Action):
    name: ClassVar[str] = "record-family-reached"
    label: ClassVar[str] = "Record that the family has been reached"
    topic: ClassVar[str] = "Contact"
    meets: ClassVar[tuple[str, ...]] = ("contact", "first-contact")
    answers: ClassVar[tuple[str, ...]] = ("contact", "first-contact")

    person: Line = Field(default="", title="Who was reached?", json_schema_extra={"choices": "people"})
    how: ContactMethod = Field(title="How?")
    said: Reasoned = Field(title="What did they say?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"how": "in-person", "said": "They moved in September and have not found a school."}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if self.person and facts.case.person(self.person) is None:
            yield refused("NO_SUCH_PERSON", "This person is not on the case", "person")

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.reached_on = entry.happened_on


class WhyNotFound(Word):
    NO_TRACE = "no-trace", "Everything was tried and there is no trace"
    MOVED = "moved", "Gone away, no forwarding address"


class ChildNotFound(Action):
    """Not a closure: the child stays open and is looked for again by the case's own clock (PRACTICE 3.5)."""

    name: ClassVar[str] = "record-not-found"
    label: ClassVar[str] = "Record that the child cannot be found"
    topic: ClassVar[str] = "Finding the child"
    answers: ClassVar[tuple[str, ...]] = ("contact",)

    why: WhyNotFound = Field(title="What is known?")
    tried: Reasoned = Field(title="What was tried?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"why": "no-trace", "tried": "Two visits, letters, all contacts of the school."}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        """A child that has just been seen is not lost; one that was found before is looked for anew."""
        known = last_known(facts.case)
        made = [enquiry for enquiry in facts.case.enquiries if enquiry.result is not EnquiryResult.NOT_NEEDED]
        if not any(known is None or enquiry.asked_on >= known for enquiry in made):
            yield NO_ENQUIRY.refuse(
                "No enquiry is recorded since the child was last seen" if known else "No enquiry is recorded yet",
                needs="record at least one enquiry",
            )
        if known is not None and seen_lately(facts, known):
            yield SEEN_LATELY.refuse(
                f"The child was seen or in school on {known:%-d %B %Y}, within the last 20 school days",
                needs="look for the child, or a supervisor says why it cannot be found",
            )

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.rechecks = 0


class RecheckRecorded(Action):
    name: ClassVar[str] = "record-recheck"
    label: ClassVar[str] = "Record a re-check"
    help: ClassVar[str] = "The lost-pupil database, benefits, health: has anybody seen this child?"
    topic: ClassVar[str] = "Finding the child"
    answers: ClassVar[tuple[str, ...]] = ("recheck",)
    meets: ClassVar[tuple[str, ...]] = ("dormant",)

    checked: Reasoned = Field(title="What was checked?")
    trace: bool = Field(default=False, title="Is there a trace?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"checked": "Lost-pupil database and health: nothing.", "trace": False}

    def follows(self, facts: Facts, seq: int) -> Consequences:
        clocks = [look_again(facts, facts.case.rechecks + 1, self.day(facts.today))]
        return Consequences(clocks=clocks, tasks=[_follow_it(facts, seq)] if self.trace else [])

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.rechecks += 1


def _follow_it(facts: Facts, seq: int) -> Task:
    return Task(
        id=f"T{seq}-trace",
        name="trace",
        title="Somebody has a trace of this child: follow it",
        why="A re-check found a trace",
        action="record-traced",
        due_on=facts.today,
    )


class ChildTraced(Action):
    name: ClassVar[str] = "record-traced"
    label: ClassVar[str] = "Record that the child has been traced"
    topic: ClassVar[str] = "Finding the child"
    meets: ClassVar[tuple[str, ...]] = ("dormant",)
    answers: ClassVar[tuple[str, ...]] = ("recheck", "trace", "never-found")

    trace: Reasoned = Field(title="What is known now?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"trace": "A cousin's school knows the family's new street."}
