"""Removing a pupil's name from the roll: asked by the school, agreed by a named person, done by the school (SI 2024/208
reg 9). Refused a day early, and on every ground while an attendance order names the school (PRACTICE 6.9, 6.10).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import Field

from domain.actions.base import Action
from domain.actions.filing import file_written_here
from domain.case_file import CaseFile, Task
from domain.enquiring import Removal
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.law.removal import Counts, Enquiries
from domain.people import Day, Line, Name, Reasoned, Words
from domain.removing import lawful, looks_unlawful, missing_from, put_down, run_of, trace_it
from domain.returns import Ground
from domain.unseen import last_known, unseen_clocks
from domain.verdict import Verdict

SCHOOL_NUMBER = Annotated[
    str, Field(pattern=r"^(|\d{3}/\d{4})$", title="Which school?", description="Leave empty for the last school")
]
CHALLENGE = "challenge-deletion"


class RemovalAsked(Action):
    """The school wants to delete the name: on which ground, and what the joint enquiries came to."""

    name: ClassVar[str] = "record-removal-request"
    label: ClassVar[str] = "Record that a school asks to delete the name"
    topic: ClassVar[str] = "Removal from roll"

    school: SCHOOL_NUMBER = ""
    ground: Ground = Field(title="On which ground?")
    asked_by: Name = Field(title="Who at the school asks?")
    outcome: Enquiries | None = Field(default=None, title="What did the joint enquiries come to?")
    unable: bool | None = Field(
        default=None,
        title="Are there reasonable grounds to believe that sickness or an unavoidable cause keeps the child away?",
    )
    return_on: Day | None = Field(default=None, title="When did the deletion return reach us?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "school": case.child.school or "800/4001",
            "ground": "I",
            "asked_by": "The head teacher",
            "outcome": "not-found",
            "unable": False,
            "return_on": today.isoformat(),
        }

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.return_on, "return_on")
        if not (self.school or facts.case.child.school):
            yield refused("NO_SCHOOL", "Say which school", "school")

    def change(self, case: CaseFile, entry: Entry) -> None:
        school = self.school or case.child.school
        # Asked again of the same school it is the same removal: what is new stands in place of what was said before.
        earlier = next((each for each in case.removals if each.school == school and each.deleted_on is None), None)
        said = {
            "school": school,
            "ground": self.ground,
            "asked_on": entry.happened_on,
            "asked_by": self.asked_by,
            "outcome": self.outcome.value if self.outcome else "",
            "unable": self.unable,
            "return_on": self.return_on,
        }
        if earlier is None:
            case.removals.append(Removal(id=f"R{entry.seq}", **said))
        elif earlier.agreed_on is None:
            case.removals[case.removals.index(earlier)] = earlier.model_copy(update=said)


class RemovalAction(Action):
    """About one removal of the case."""

    topic: ClassVar[str] = "Removal from roll"
    reads_register: ClassVar[bool] = True

    removal: Line = Field(title="Which removal?", json_schema_extra={"choices": "removals"})

    @classmethod
    def fits(cls, removal: Removal) -> bool:
        return True

    @classmethod
    def open_in(cls, case: CaseFile) -> list[Removal]:
        return [each for each in case.removals if cls.fits(each)]

    @classmethod
    def first(cls, case: CaseFile) -> str:
        return next((each.id for each in cls.open_in(case)), "")

    def about(self, case: CaseFile) -> Removal | None:
        return next((each for each in self.open_in(case) if each.id == self.removal), None)

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not cls.open_in(facts.case):
            yield refused("NO_REMOVAL", "No removal waits on this case", needs="the school's request")


class RemovalAgreed(RemovalAction):
    """A named person agrees for the authority, with the day of the deletion; the school is told in writing (L20)."""

    name: ClassVar[str] = "agree-removal"
    label: ClassVar[str] = "Agree to the removal from the roll"

    deletes_on: Day | None = Field(
        default=None, title="On which day is the name deleted?", description="Leave empty for today"
    )
    reasons: Reasoned = Field(title="Why does the authority agree?")

    @classmethod
    def fits(cls, removal: Removal) -> bool:
        return removal.agreed_on is None and removal.deleted_on is None

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"removal": cls.first(case), "reasons": "Both have looked everywhere; nobody knows where the child is."}

    @classmethod
    def not_possible(cls, facts: Facts) -> Iterable[Verdict]:
        """Before the form is opened: what stands against the first that waits, if its name were deleted today."""
        if (found := next(iter(cls.open_in(facts.case)), None)) is None:
            return list(cls.in_the_way(facts))
        return list(lawful(facts, found, facts.today))

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        on = self.deletes_on or facts.today
        if on > facts.today:
            yield refused("REMOVAL_AHEAD", "Its days are counted when they are over: agree on the day", "deletes_on")
            return
        yield from impossible_day(facts, self.deletes_on, "deletes_on")
        if (removal := self.about(facts.case)) is None:
            yield refused("NO_SUCH_REMOVAL", "This removal does not wait for an agreement", "removal")
            return
        yield from lawful(facts, removal, on)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        removal, on = self.about(facts.case), self.deletes_on or facts.today
        run = run_of(facts, removal.school, on) if removal and removal.ground is Ground.TWENTY_DAYS else None
        days = [each.day.isoformat() for each in run.known.days if each.counts is Counts.COUNTS] if run else []
        task = Task(
            id=f"T{seq}-deleted",
            name="record-deletion",
            title="Record the day on which the school deleted the name",
            why="The removal is agreed: the child is missing education from that day",
            action="record-deletion",
            due_on=facts.today,
        )
        withheld = [_told_safely(facts, seq)] if facts.case.protected else []
        return Consequences(tasks=[task, *withheld], prepared={"days": days, "deletes_on": on.isoformat()})

    def change(self, case: CaseFile, entry: Entry) -> None:
        if (removal := self.about(case)) is None:
            return
        ready = entry.consequences.prepared
        removal.agreed_on, removal.agreed_by = entry.happened_on, entry.actor
        removal.deletes_on = date.fromisoformat(ready["deletes_on"])
        removal.days = [date.fromisoformat(day) for day in ready["days"]]
        if "sha256" in ready:
            title = "L20: outcome of the joint enquiries, and agreement to the removal"
            removal.document = file_written_here(case, entry, title, ready)


def _told_safely(facts: Facts, seq: int) -> Task:
    """Nothing is printed that names a protected child's school (PRACTICE 4.3); the school must know all the same."""
    return Task(
        id=f"T{seq}-tell-school-safely",
        name="tell-school-safely",
        title="Tell the school safely that the authority agrees: no letter was written",
        why="Details of this family are protected, so L20 is withheld: the safeguarding lead tells the school by word",
        action="finish-task",
        due_on=facts.today,
    )


class NameDeleted(Action):
    """What the school did is a fact, lawful or not. The child is missing education from that day (s.436A)."""

    name: ClassVar[str] = "record-deletion"
    label: ClassVar[str] = "Record that a school deleted the name"
    topic: ClassVar[str] = "Removal from roll"
    reads_register: ClassVar[bool] = True
    day_field: ClassVar[str] = "deleted_on"
    answers: ClassVar[tuple[str, ...]] = ("record-deletion",)

    school: SCHOOL_NUMBER = ""
    deleted_on: Day | None = Field(default=None, title="On which day?", description="Leave empty for today")
    ground: Ground = Field(title="On which ground, as the school says?")
    said_by: Name = Field(title="Who says so?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"school": case.child.school or "800/4001", "ground": "I", "said_by": "The school's return"}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.deleted_on, "deleted_on")
        school = self.school or facts.case.child.school
        if not school:
            yield refused("NO_SCHOOL", "Say which school", "school")
        if any(each.school == school and each.deleted_on == self.day(facts.today) for each in facts.case.removals):
            yield refused("DELETED_ALREADY", "This deletion is recorded already", "deleted_on")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return deletion_follows(facts, seq, self.school or facts.case.child.school, self.ground, self.day(facts.today))

    def change(self, case: CaseFile, entry: Entry) -> None:
        school, against = self.school or case.child.school, list(entry.consequences.prepared.get("unlawful", ()))
        put_down(case, f"R{entry.seq}", school, self.ground, entry.happened_on, against)
        missing_from(case, entry.happened_on)
        if case.open:
            case.child.first_absent_on = case.child.first_absent_on or entry.happened_on


def deletion_follows(facts: Facts, seq: int, school: str, ground: Ground | None, on: date) -> Consequences:
    """A challenge to the school where it looks unlawful; and the child is unseen from that day, if not from before."""
    against = list(_against(facts, school, ground, on))
    tasks = [
        Task(
            id=f"T{seq}-{CHALLENGE}",
            name=CHALLENGE,
            title="Challenge the school: its deletion looks unlawful",
            why="; ".join(against),
            action="record-challenge",
            due_on=facts.today,
            subject=f"removal:{seq}",
        )
    ]
    unseen = Consequences()
    if facts.case.open and facts.case.child.first_absent_on is None:
        known = last_known(facts.case)
        if known is None or known < on:
            unseen = unseen_clocks(facts, on, seq, (seq, "deleted_on"), school)
    return unseen.model_copy(
        update={
            "tasks": [*unseen.tasks, *(tasks if against else []), *trace_it(facts, seq, ground)],
            "prepared": {"unlawful": against},
        }
    )


def _against(facts: Facts, school: str, ground: Ground | None, on: date) -> Iterator[str]:
    """Nothing where it is the deletion that the authority agreed to."""
    waits = [each for each in facts.case.removals if each.school == school and each.deleted_on is None]
    if any(each.deletes_on is not None and each.deletes_on <= on for each in waits):
        return
    yield from looks_unlawful(facts, school, ground, on)
    if ground is Ground.TWENTY_DAYS:
        yield "The authority has not agreed that the joint enquiries are complete"


class DeletionChallenged(RemovalAction):
    """The school is asked to put the name back, or to say which ground allows it."""

    name: ClassVar[str] = "record-challenge"
    label: ClassVar[str] = "Record the challenge to an unlawful deletion"
    answers: ClassVar[tuple[str, ...]] = (CHALLENGE,)

    told: Name = Field(title="Who at the school was told?")
    said: Reasoned = Field(title="What was said, and what did the school answer?")
    restored_on: Day | None = Field(default=None, title="When did the school put the name back, if it did?")
    back: Words = Field(default="", title="Anything else that was agreed")

    @classmethod
    def fits(cls, removal: Removal) -> bool:
        return bool(removal.unlawful) and removal.challenged_on is None

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"removal": cls.first(case), "told": "The head teacher", "said": "Asked to restore the name today."}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.restored_on, "restored_on")
        if self.about(facts.case) is None:
            yield refused("NO_SUCH_REMOVAL", "No challenge to this deletion waits", "removal")

    def change(self, case: CaseFile, entry: Entry) -> None:
        if (removal := self.about(case)) is None:
            return
        removal.challenged_on = entry.happened_on
        if self.restored_on is not None:
            others = [each for each in case.removals if each is not removal and each.deleted_on is not None]
            case.missing_from = min((each.deleted_on for each in others if each.deleted_on), default=None)
