"""Handing a child's case to another authority, and answering one that asks us (DOMAIN 1.1, 2.1; PRACTICE 3.5).

The other authority is of what a protection covers (PRACTICE 4.3): its name is hidden wherever the place is.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import Action
from domain.actions.filing import file_written_here
from domain.case_file import CaseFile, Letter, Task
from domain.clock import start_clock
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.guards.letters import shows_nothing_protected
from domain.guards.near_matches import names_nobody_who_told
from domain.other_authorities import Answered, AskedOfUs, HandOver
from domain.people import Address, Day, Line, Reasoned
from domain.verdict import Verdict

HAND_OVER, ASKED = "hand-over-answer", "authority-answer"


def filed(case: CaseFile, entry: Entry, title: str) -> None:
    """The letter that was made with this entry, among the documents of the case; nothing where none was."""
    if entry.consequences.prepared.get("sha256"):
        file_written_here(case, entry, title, entry.consequences.prepared)


class CaseHandedOver(Action):
    """What was sent, to whom, by which secure way, on what basis. The case stays ours until they confirm."""

    name: ClassVar[str] = "hand-case-over"
    label: ClassVar[str] = "Hand the case over to another authority"
    help: ClassVar[str] = "It stays open here until they confirm in writing that they have the child."
    topic: ClassVar[str] = "Finding the child"
    day_field: ClassVar[str] = "sent_on"

    authority: Line = Field(title="Which authority?", min_length=2)
    sent_on: Day | None = Field(default=None, title="When was it sent?", description="Leave empty for today")
    route: Line = Field(title="By which secure way?", min_length=3)
    shared: Reasoned = Field(
        title="What was shared?", description="Child, other children, last school, risks, who works with them"
    )
    basis: Reasoned = Field(title="On what lawful basis?")
    office: Address | None = Field(
        default=None,
        title="Their address, for a letter",
        description="Leave empty where you wrote to them in another way",
    )

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "authority": "Exampleshire Council",
            "route": "Secure e-mail to their missing education team",
            "shared": "The child, the other children, the last school, the risks, the social worker.",
            "basis": "Our public task, Children Act 2004 s.10",
        }

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if any(each.waits for each in facts.case.handed_over):
            yield refused("HAND_OVER_WAITS", "A hand-over waits for its answer", needs="record what they answered")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.sent_on, "sent_on")
        if self.office is not None and facts.case.protected:
            yield refused(
                "PROTECTED_LETTER",
                "The details of this case are protected, and a letter on it would say where the child is",
                "office",
                needs="write to them outside, and leave this empty",
            )
        if self.office is not None:
            said = Letter(id="", template="L22", title="", person_id="", text=self.shared)
            for verdict in shows_nothing_protected(facts.case, said, facts.sender):
                yield verdict.model_copy(update={"field": "shared"})
            yield from names_nobody_who_told(facts, self.shared, written_by={facts.actor.id}, field="shared")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        clock = start_clock(
            HAND_OVER, self.day(facts.today), facts.almanac, process=facts.case.ref, name=f"{HAND_OVER}-H{seq}"
        )
        lines = self.office.printed() if self.office else []
        return Consequences(clocks=[clock], prepared={"covered": [self.authority, *lines]})

    def change(self, case: CaseFile, entry: Entry) -> None:
        filed(case, entry, "L22: case handed over to another authority")
        made = HandOver(
            id=f"H{entry.seq}",
            authority=self.authority,
            sent_on=entry.happened_on,
            by=entry.actor,
            route=self.route,
            shared=self.shared,
            basis=self.basis,
        )
        case.handed_over = [*case.handed_over, made]


class HandOverAnswered(Action):
    """Their acknowledgement. Declined, the child stays ours, and somebody decides what is next."""

    name: ClassVar[str] = "record-hand-over-answer"
    label: ClassVar[str] = "Record what the other authority answered"
    topic: ClassVar[str] = "Finding the child"
    day_field: ClassVar[str] = "answered_on"
    answers: ClassVar[tuple[str, ...]] = (HAND_OVER,)

    answer: Answered = Field(title="What did they answer?")
    answered_on: Day | None = Field(default=None, title="When?", description="Leave empty for today")
    answered_by: Line = Field(title="Who answered, in writing?", min_length=2)
    reference_there: Line = Field(default="", title="Their reference")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"answer": "received", "answered_by": "Their missing education officer", "reference_there": "X-123"}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not any(each.waits for each in facts.case.handed_over):
            yield refused("NO_HAND_OVER", "No hand-over waits for an answer", needs="a hand-over")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.answered_on, "answered_on")
        sent = next((each.sent_on for each in facts.case.handed_over if each.waits), None)
        if sent is not None and self.day(facts.today) < sent:
            yield refused("BEFORE_HAND_OVER", "It had not been sent on that day", "answered_on")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        waiting = next((each for each in facts.case.handed_over if each.waits), None)
        name = f"{HAND_OVER}-{waiting.id}" if waiting else HAND_OVER
        if self.answer is Answered.LOOKING:
            again = start_clock(HAND_OVER, self.day(facts.today), facts.almanac, process=facts.case.ref, name=name)
            return Consequences(clocks=[again])
        if self.answer is Answered.RECEIVED:
            return Consequences(stop=[name])
        task = Task(
            id=f"T{seq}-hand-over-declined",
            name="hand-over-declined",
            title="Another authority does not take the child over: decide what is next",
            why="The child stays ours",
            action="finish-task",
            due_on=facts.today,
        )
        return Consequences(stop=[name], tasks=[task])

    def change(self, case: CaseFile, entry: Entry) -> None:
        said = {"answer": self.answer, "answered_on": entry.happened_on, "answered_by": self.answered_by}
        said |= {"reference_there": self.reference_there}
        case.handed_over = [each.model_copy(update=said) if each.waits else each for each in case.handed_over]


class AuthorityAsked(Action):
    """Another authority asks about this child. Answered within five working days (policy), never by itself."""

    name: ClassVar[str] = "record-authority-enquiry"
    label: ClassVar[str] = "Record that another authority asks about this child"
    topic: ClassVar[str] = "Finding the child"
    day_field: ClassVar[str] = "asked_on"

    authority: Line = Field(title="Which authority?", min_length=2)
    who: Line = Field(title="Who asks?", min_length=2, description="Name and post, checked with their switchboard")
    asked: Reasoned = Field(title="What do they ask?")
    asked_on: Day | None = Field(default=None, title="When did they ask?", description="Leave empty for today")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"authority": "Exampleshire Council", "who": "Their officer, called back", "asked": "Is the child here?"}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.asked_on, "asked_on")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        clock = start_clock(ASKED, self.day(facts.today), facts.almanac, process=facts.case.ref, name=f"{ASKED}-Q{seq}")
        return Consequences(clocks=[clock], prepared={"covered": [self.authority]})

    def change(self, case: CaseFile, entry: Entry) -> None:
        question = AskedOfUs(
            id=f"Q{entry.seq}",
            authority=self.authority,
            asked_on=entry.happened_on,
            who=self.who,
            asked=self.asked,
        )
        case.asked_of_us = [*case.asked_of_us, question]


class AuthorityAnswered(Action):
    """A disclosure by a named person: what was told, on what basis. Nothing protected is in it (PRACTICE 4.3)."""

    name: ClassVar[str] = "answer-authority-enquiry"
    label: ClassVar[str] = "Record what another authority was told"
    topic: ClassVar[str] = "Finding the child"
    answers: ClassVar[tuple[str, ...]] = (ASKED,)

    told: Reasoned = Field(title="What were they told?")
    basis: Reasoned = Field(title="On what lawful basis?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"told": "The child is open with us; call before you act.", "basis": "Children Act 2004 s.10"}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not any(each.answered_on is None for each in facts.case.asked_of_us):
            yield refused("NOBODY_ASKED", "No other authority waits for an answer", needs="an enquiry")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        said = Letter(id="", template="", title="Answer to another authority", person_id="", text=self.told)
        for verdict in shows_nothing_protected(facts.case, said, facts.sender):
            yield verdict.model_copy(update={"field": "told"})

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(stop=[f"{ASKED}-{each.id}" for each in facts.case.asked_of_us if each.answered_on is None])

    def change(self, case: CaseFile, entry: Entry) -> None:
        said = {"answered_on": entry.happened_on, "told": self.told, "basis": self.basis, "by": entry.actor}
        case.asked_of_us = [
            each.model_copy(update=said) if each.answered_on is None else each for each in case.asked_of_us
        ]
