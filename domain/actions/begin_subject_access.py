"""Somebody asks for the personal data that we hold (UK GDPR art 15). The month begins with the request, or with the
proof of who asks where that was needed (arts 12(3) and 12(6)).
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Final

from pydantic import Field

from domain.actions.base import Action
from domain.calendars import CalendarMissing
from domain.case_file import CaseFile, Task
from domain.clock import Clock, start_clock
from domain.date_rules import work_out
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.guards.guard import guard
from domain.guards.sources import guidance, law
from domain.people import Day, Line, Words
from domain.proceedings import SubjectAccess
from domain.proceedings.groundwork import Hand
from domain.proceedings.subject_access import AskedBy, Asking, Identity, Standing
from domain.verdict import Verdict

MONTH: Final = "subject-access"
OWN_VIEW_FROM: Final = 12  # years; policy: from here the child is asked before a parent is answered
FOR_THE_CHILD = guard(
    "RESPONSIBILITY_NOT_KNOWN",
    "A parent asks for a child only with parental responsibility, on record",
    law("Data Protection Act 2018 Sch 3; Children Act 1989 s.3", verified=False),
    absolute=True,
)
CHILDS_VIEW = guard(
    "CHILDS_VIEW",
    "A child who may understand their own rights is asked before somebody else is answered for them",
    guidance("Information Commissioner: requests for information about children", verified=False),
)
GUARDS = (FOR_THE_CHILD, CHILDS_VIEW)


def requests_of(case: CaseFile) -> list[SubjectAccess]:
    return [each for each in case.proceedings if isinstance(each, SubjectAccess)]


class SubjectAccessBegun(Action):
    """A request counts from the day it came, however it came and whatever it calls itself."""

    name: ClassVar[str] = "begin-subject-access"
    label: ClassVar[str] = "Record a request for personal data"
    help: ClassVar[str] = "A request needs no form and no certain words. Somebody who asks has to be on the case first."
    topic: ClassVar[str] = "Information rights"
    day_field: ClassVar[str] = "received_on"

    asking: Asking = Field(title="Who asks, and for whose data?")
    person: Line = Field(
        default="",
        title="Which adult asks?",
        description="Leave empty where the child asks",
        json_schema_extra={"choices": "people"},
    )
    received_on: Day | None = Field(default=None, title="When did the request come?")
    came_by: AskedBy = Field(title="How did it come?")
    wanted: Words = Field(default="", title="What do they ask for?", description="Leave empty for everything")
    identity: Identity = Field(title="How is it known who asks?")
    identity_how: Words = Field(
        default="", title="What was seen, or what was asked for?", description="Never copy more than is needed"
    )
    childs_view: Words = Field(
        default="",
        title="What does the child say to it?",
        description="Needed from 12 years where an adult asks for it",
    )

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "asking": "child",
            "came_by": "letter",
            "identity": "known",
            "identity_how": "Known at school for years.",
        }

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.received_on, "received_on")
        yield from self._who(facts)
        if not self.identity_how:
            yield refused("IDENTITY_HOW", "Say what was seen, or what was asked for", "identity_how")
        try:
            if self.identity is not Identity.ASKED:
                work_out(MONTH, self.day(facts.today), facts.almanac)
        except CalendarMissing as missing:
            yield refused("CALENDAR_MISSING", str(missing), "received_on", needs="import the calendar of that year")

    def _who(self, facts: Facts) -> Iterable[Verdict]:
        case, who = facts.case, facts.case.person(self.person) if self.person else None
        if self.person and who is None:
            yield refused("NO_SUCH_PERSON", "This person is not on the case", "person")
        if self.asking is Asking.CHILD and self.person:
            yield refused("CHILD_ASKS", "The child asks: name no adult", "person")
        if self.asking is not Asking.CHILD and not self.person:
            yield refused("WHO_ASKS", "Say which adult asks; add the person to the case first", "person")
        if who is None:
            return
        if who.deceased:
            yield refused("ASKER_DIED", "This person is recorded as having died", "person")
        if self.asking is Asking.PARENT and who.parental_responsibility is not True:
            yield FOR_THE_CHILD.refuse(
                "It is not on record that this person has parental responsibility",
                needs="record parental responsibility with its source",
                field="person",
            )
        age = case.child.age(facts.today)
        for_the_child = self.asking in (Asking.PARENT, Asking.ANOTHER)
        if for_the_child and (age is None or age >= OWN_VIEW_FROM) and not self.childs_view:
            yield CHILDS_VIEW.refuse(
                "The child may be old enough to decide: record what the child says to it", field="childs_view"
            )

    def follows(self, facts: Facts, seq: int) -> Consequences:
        name = f"subject-access-{1 + len(requests_of(facts.case))}"
        if self.identity is Identity.ASKED:
            due = work_out("case-review", facts.today, facts.almanac).last_day
            title = "Proof of who asks for personal data has not come: ask again, or record it"
            task = access_task(seq, name, "access-identity", title, "record-access-identity", due)
            return Consequences(tasks=[task], prepared={"proceeding": name})
        clock = month(facts, name, self.day(facts.today))
        return Consequences(clocks=[clock], tasks=[to_collect(facts, seq, name, clock)], prepared={"proceeding": name})

    def change(self, case: CaseFile, entry: Entry) -> None:
        asked = self.identity is Identity.ASKED
        case.proceedings.append(
            SubjectAccess(
                name=entry.consequences.prepared["proceeding"],
                person_id=self.person,
                stage=Standing.COLLECTING.value,
                opened_on=entry.happened_on,
                stage_since=entry.happened_on,
                asking=self.asking,
                about=self.person if self.asking is Asking.OWN else "",
                received_on=entry.happened_on,
                came_by=self.came_by,
                wanted=self.wanted,
                childs_view=self.childs_view,
                identity=self.identity,
                identity_how=self.identity_how,
                identity_by="" if asked else entry.actor,
                counts_from=None if asked else entry.happened_on,
                hands=[Hand(person=entry.actor, on=entry.happened_on, acting_for=entry.acting_for)],
            )
        )


def month(facts: Facts, name: str, start: date, rule: str = MONTH) -> Clock:
    """One clock, whose day an extension moves."""
    return start_clock(rule, start, facts.almanac, process=f"{facts.case.ref}/{name}", name=f"{name}:{MONTH}")


def to_collect(facts: Facts, seq: int, name: str, clock: Clock) -> Task:
    """Within five working days, as the first contact of a case (policy), and never after the month."""
    due = min(work_out("first-contact", facts.today, facts.almanac).last_day, clock.last_day)
    title = "Somebody asked for their personal data: collect what we hold"
    return access_task(seq, name, "access-collect", title, "collect-access-items", max(due, facts.today))


def access_task(
    seq: int, name: str, task: str, title: str, action: str, due: date, *, audience: str = "owner", why: str = ""
) -> Task:
    return Task(
        id=f"T{seq}-{task}",
        name=task,
        title=title,
        why=why or "A request for personal data runs, and its month does not wait",
        action=action,
        due_on=due,
        audience=audience,
        subject=f"{name}:{MONTH}",
    )
