"""What a notice and a charge have in common: the child's needs recorded first, and sessions that the school recodes."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import Internal
from domain.actions.proceeding import ProceedingAction, own
from domain.case_file import CaseFile, Task
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import refused
from domain.law.codes import CodeLetter
from domain.law.sessions import Half, Slot, slot_words
from domain.people import Reasoned
from domain.proceedings import AttendanceOrder, PenaltyNotice, ProceedingKind, Prosecution
from domain.proceedings.groundwork import NeedsConsidered
from domain.proceedings.relying import ReliedOnRecoded, Relying
from domain.verdict import Verdict


class NeedsRecorded(ProceedingAction):
    """Before any notice, order or charge (PRACTICE 6.6, G31). Every answer is written out; "none known" is one."""

    name: ClassVar[str] = "record-needs"
    label: ClassVar[str] = "Record what the child needs"
    topic: ClassVar[str] = "Before enforcement"
    kind: ClassVar[ProceedingKind] = ProceedingKind.PENALTY_NOTICE

    special_needs: Reasoned = Field(title="Special needs, or a plan")
    health: Reasoned = Field(title="Health, and education under section 19")
    bullying: Reasoned = Field(title="Bullying")
    young_carer: Reasoned = Field(title="Does the child care for somebody? What is known")
    bereavement: Reasoned = Field(title="Bereavement")
    abuse: Reasoned = Field(title="Abuse")
    disability: Reasoned = Field(title="Disability of child or parent")
    place_offered: Reasoned = Field(title="What place has the authority offered?")
    support_offered: Reasoned = Field(title="What support has been offered?")
    education_provided: bool = Field(title="Has the authority itself provided a place, or education under section 19?")
    suitable: bool | None = Field(default=None, title="Does what was offered suit the child?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        words = (name for name, field in cls.model_fields.items() if field.annotation is str and name != "note")
        return {**dict.fromkeys(words, "None known"), "education_provided": True, "suitable": True}

    def change(self, case: CaseFile, entry: Entry) -> None:
        answers = self.model_dump(include=set(NeedsConsidered.model_fields))
        proceeding = own(case, entry)
        if isinstance(proceeding, AttendanceOrder | PenaltyNotice | Prosecution):
            proceeding.needs = NeedsConsidered(officer=entry.actor, recorded_at=entry.recorded_at, **answers)


class SessionRecoded(Internal):
    """The school has recoded a session relied on: a same-day task, and the next step waits (PRACTICE 6.11)."""

    name: ClassVar[str] = "session-recoded"
    label: ClassVar[str] = "A session relied on was recoded"

    session_on: date
    half: Half
    was: CodeLetter
    now: CodeLetter

    def follows(self, facts: Facts, seq: int) -> Consequences:
        slot = slot_words(Slot(self.session_on, self.half))
        tasks = [
            Task(
                id=f"T{seq}-recoded-{audience}",
                name="session-recoded",
                title=f"The school has recoded a session relied on: {slot}",
                why=f"It was {self.was} and is now {self.now}",
                action=RecodingSettled.name,
                due_on=facts.today,
                urgent=True,
                audience=audience,
                subject=f"{facts.proceeding.name}:{self.session_on}:{self.half}",
            )
            for audience in ("owner", "legal")
        ]
        return Consequences(tasks=tasks)

    def change(self, case: CaseFile, entry: Entry) -> None:
        proceeding = own(case, entry)
        if isinstance(proceeding, Relying):
            proceeding.recoded.append(
                ReliedOnRecoded(
                    proceeding=proceeding.name,
                    day=self.session_on,
                    half=self.half,
                    was=self.was,
                    now=self.now,
                    on=entry.happened_on,
                )
            )


class RecodingSettled(ProceedingAction):
    """Somebody has looked at every recoded session, and says what it means for this step."""

    name: ClassVar[str] = "settle-recoded-sessions"
    label: ClassVar[str] = "Say what recoded sessions mean for this step"
    topic: ClassVar[str] = "Sessions"
    kind: ClassVar[ProceedingKind] = ProceedingKind.PENALTY_NOTICE

    meaning: Reasoned = Field(title="What do the changes mean?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"meaning": "Still an unauthorised absence: the notice stands."}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not _unsettled(facts):
            yield refused("NOTHING_RECODED", "No recoded session waits here", needs="nothing more to do")

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        name = own(case, entry).name
        return [
            task
            for task in case.open_tasks()
            if task.name == SessionRecoded.name and task.subject.startswith(f"{name}:")
        ]

    def change(self, case: CaseFile, entry: Entry) -> None:
        proceeding = own(case, entry)
        if isinstance(proceeding, Relying):
            settled = {"settled_by": entry.actor, "settled_why": self.meaning}
            proceeding.recoded = [
                each if each.settled_by else each.model_copy(update=settled) for each in proceeding.recoded
            ]


def _unsettled(facts: Facts) -> bool:
    proceeding = facts.proceeding
    return isinstance(proceeding, Relying) and any(not each.settled_by for each in proceeding.recoded)
