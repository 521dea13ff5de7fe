"""What happens while the police look for a child: their reference and grade, welfare checks, what they tell us, the
child found, the return interview, the end. The police find and grade; this records it, and asks again by a clock.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import SUPERVISION
from domain.actions.child import add_sighting
from domain.actions.proceeding import ProceedingAction, clock_name, own
from domain.case_file import CaseFile
from domain.clock import start_clock
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.guards.guard import guard
from domain.guards.sources import practice
from domain.people import Day, Line, Name, Reasoned, Words
from domain.proceedings import PoliceReferral, ProceedingKind
from domain.proceedings.police_referral import (
    Checked,
    Found,
    Grade,
    Interview,
    InterviewHeld,
    Outcome,
    PoliceAnswer,
    Update,
    WelfareCheck,
)
from domain.unseen import ended_by
from domain.verdict import Verdict
from domain.vocabulary import Role, Word

NOT_BY_ITSELF = guard(
    "POLICE_STILL_LOOKING",
    "A referral to the police is closed without the child only by a supervisor, who says what follows",
    practice("1.2"),
    absolute=True,
)
GUARDS = (NOT_BY_ITSELF,)
UPDATE, UPDATE_HIGH, INTERVIEW = "police-update", "police-update-high", "return-interview"


class PoliceAction(ProceedingAction):
    """A step of one referral to the police."""

    kind: ClassVar[ProceedingKind] = ProceedingKind.POLICE_REFERRAL
    topic: ClassVar[str] = "Referral to the police"

    def on(self, case: CaseFile, entry: Entry) -> PoliceReferral:
        referral = own(case, entry)
        if not isinstance(referral, PoliceReferral):
            raise LookupError("no referral to the police")
        return referral


def police_referral(facts: Facts) -> PoliceReferral:
    """The referral whose process asks. Raises LookupError in any other process: a bug."""
    found = facts.proceeding
    if not isinstance(found, PoliceReferral):
        raise LookupError("no referral to the police")
    return found


def update_clock(facts: Facts, grade: Grade | None, day: date) -> Consequences:
    """Their next word is wanted: at high risk by the next day, else within the week (policy)."""
    referral = police_referral(facts)
    rule = UPDATE_HIGH if grade is Grade.HIGH else UPDATE
    name = clock_name(referral, UPDATE)
    process = f"{facts.case.ref}/{referral.name}"
    return Consequences(clocks=[start_clock(rule, day, facts.almanac, process=process, name=name)])


class PoliceAnswered(PoliceAction):
    """Their number, the grade they gave, and who has it. Asked again whenever one of them changes."""

    name: ClassVar[str] = "record-police-answer"
    label: ClassVar[str] = "Record the reference, grade or officer of the police"
    answers: ClassVar[tuple[str, ...]] = ("police-answer",)

    reference: Line = Field(default="", title="Their reference")
    grade: Grade | None = Field(default=None, title="How did they grade the risk?")
    officer: Line = Field(default="", title="Which officer has it?")
    contact: Line = Field(default="", title="How is the officer reached?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reference": "FX-26-1234", "grade": "medium", "officer": "PC Sample", "contact": "101, extension 1"}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        known = police_referral(facts).reference
        if not known and not self.reference:
            yield refused("NO_POLICE_REFERENCE", "Enter the reference that the police gave", "reference")
        if not any((self.reference, self.grade, self.officer, self.contact)):
            yield refused("NOTHING_GIVEN", "Enter at least one answer", "reference")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        answer = clock_name(facts.proceeding, "police-answer")
        grade = self.grade or police_referral(facts).grade
        clocks = update_clock(facts, grade, self.day(facts.today))
        return clocks.model_copy(update={"stop": [answer]})

    def change(self, case: CaseFile, entry: Entry) -> None:
        said = self.model_dump(include={"reference", "grade", "officer", "contact"})
        self.on(case, entry).answers.append(PoliceAnswer(on=entry.happened_on, **said))


class WelfareChecked(PoliceAction):
    """Asked for, and what came of it. A child seen by an officer of the police is a sighting."""

    name: ClassVar[str] = "record-welfare-check"
    label: ClassVar[str] = "Record a welfare check"

    outcome: Checked = Field(title="What came of it?")
    where: Line = Field(default="", title="Where was the child seen?", description="Only if the child was seen")
    seen_by: Line = Field(default="", title="Who saw the child?", description="Only if the child was seen")
    said: Words = Field(default="", title="What did they say?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"outcome": "asked", "said": "They will call at the address tonight."}

    @property
    def child_seen(self) -> bool:
        return self.outcome in (Checked.SAFE, Checked.CONCERN)

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if self.child_seen and not self.where:
            yield refused("WHERE_SEEN", "Say where the child was seen", "where")
        if self.child_seen and not self.seen_by:
            yield refused("WHO_SAW", "Say who saw the child", "seen_by")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        day = self.day(facts.today)
        moved = update_clock(facts, police_referral(facts).grade, day)
        return moved.model_copy(update={"stop": ended_by(facts.case, day) if self.child_seen else []})

    def change(self, case: CaseFile, entry: Entry) -> None:
        check = WelfareCheck(on=entry.happened_on, outcome=self.outcome, said=self.said)
        self.on(case, entry).welfare_checks.append(check)
        if self.child_seen:
            add_sighting(case, entry, where=self.where, professional=True, alone=False, said=self.said,
                         by_name=self.seen_by, by_role="Police")  # fmt: skip


class PoliceUpdated(PoliceAction):
    name: ClassVar[str] = "record-police-update"
    label: ClassVar[str] = "Record what the police have done"
    answers: ClassVar[tuple[str, ...]] = ("police-update",)

    told_by: Name = Field(title="Who told you?")
    said: Reasoned = Field(title="What have they done, and what comes next?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"told_by": "PC Sample", "said": "Two addresses visited, nobody there; the telephone is looked for."}

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return update_clock(facts, police_referral(facts).grade, self.day(facts.today))

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.on(case, entry).updates.append(Update(on=entry.happened_on, told_by=self.told_by, said=self.said))


class ChildFound(PoliceAction):
    """Found by the police: a sighting. A return interview is offered within 72 hours."""

    name: ClassVar[str] = "record-child-found"
    label: ClassVar[str] = "Record that the police found the child"
    answers: ClassVar[tuple[str, ...]] = (
        *("police-answer", "police-update", "police-still-looking", "unseen", "never-found"),
    )

    where: Name = Field(title="Where?")
    told_by: Name = Field(title="Which officer saw the child?")
    safe: bool = Field(title="Was the child safe and well?")
    said: Words = Field(default="", title="What did they say of the child?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"where": "With an aunt", "told_by": "PC Sample", "safe": True, "said": "Well, and asks for school."}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        opened = police_referral(facts).opened_on
        if opened is not None and self.day(facts.today) < opened:
            yield refused("FOUND_BEFORE", "This is before the police were told: record it as a sighting", "happened_on")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        referral, day = police_referral(facts), self.day(facts.today)
        process, name = f"{facts.case.ref}/{referral.name}", clock_name(referral, INTERVIEW)
        clock = start_clock(INTERVIEW, day, facts.almanac, process=process, name=name)
        stop = [clock_name(referral, rule) for rule in ("police-answer", UPDATE)]
        return Consequences(clocks=[clock], stop=[*stop, *ended_by(facts.case, day)])

    def change(self, case: CaseFile, entry: Entry) -> None:
        found = Found(on=entry.happened_on, told_by=self.told_by, safe=self.safe, said=self.said)
        self.on(case, entry).found = found
        add_sighting(case, entry, where=self.where, professional=True, alone=False, said=self.said,
                     by_name=self.told_by, by_role="Police")  # fmt: skip


class ReturnInterviewed(PoliceAction):
    """Offered by somebody who is not the police; what the child says of where it was and why helps it next time."""

    name: ClassVar[str] = "record-return-interview"
    label: ClassVar[str] = "Record the return interview"
    answers: ClassVar[tuple[str, ...]] = ("return-interview",)

    held: InterviewHeld = Field(title="Was it held?")
    interviewer: Line = Field(default="", title="Who spoke with the child?")
    said: Words = Field(default="", title="What did the child say?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"held": "held", "interviewer": "A youth worker", "said": "Was with her aunt; wants another school."}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if self.held is InterviewHeld.HELD and not (self.interviewer and self.said):
            yield refused("INTERVIEW_UNSAID", "Say who spoke with the child, and what the child said", "interviewer")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        ends = Outcome.NOT_MISSING if self.held is InterviewHeld.NOT_NEEDED else Outcome.FOUND_SAFE
        return Consequences(prepared={"ends": ends.value})

    def change(self, case: CaseFile, entry: Entry) -> None:
        said = Interview(on=entry.happened_on, held=self.held, by=self.interviewer, said=self.said)
        self.on(case, entry).interview = said


class ClosedWhy(Word):
    NOT_MISSING = "not-missing", "The child was not missing"
    BY_POLICE = "closed-by-police", "The police closed it without finding the child"
    DIED = "child-died", "The child has died"


class PoliceClosed(PoliceAction):
    """Only a supervisor ends it while the child is not found, and says what is done instead."""

    name: ClassVar[str] = "close-police-referral"
    label: ClassVar[str] = "Close the referral without the child being found"
    roles: ClassVar[frozenset[Role]] = SUPERVISION
    backward: ClassVar[bool] = True
    answers: ClassVar[tuple[str, ...]] = ("police-answer", "police-update")

    why: ClosedWhy = Field(title="Why does it end?")
    told_on: Day | None = Field(default=None, title="When did the police say so?")
    instead: Reasoned = Field(title="Who says so, and what is done instead?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"why": "closed-by-police", "instead": "Inspector Sample; the service goes on looking every month."}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.told_on, "told_on")
        if not facts.supervisor:
            yield NOT_BY_ITSELF.refuse("Only a supervisor closes it", needs="a supervisor")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(prepared={"ends": self.why.value})

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.on(case, entry).closed_why = self.instead
