"""A prosecution while it is prepared: which offence and procedure, for which sessions or which time (Education Act 1996
ss.443, 444; PRACTICE 6.4, 6.8).
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import ANYONE_INSIDE
from domain.actions.charging import charging, days_charged, prosecution
from domain.actions.chosen_sessions import WrittenSlot, chosen, unknown_to_register
from domain.actions.giving_notice import notices, prosecutions
from domain.actions.proceeding import ProceedingAction, own
from domain.calendars import CalendarMissing
from domain.case_file import CaseFile
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.law.prosecution import charged_slots, notices_over, offence_made_out, procedure_open
from domain.law.relied_on import not_used, unauthorised
from domain.law.sessions import Session
from domain.law.time_limit import in_time
from domain.limit_alarms import limit_clock
from domain.people import Day
from domain.proceedings import ProceedingKind
from domain.proceedings.groundwork import Hand, InForce
from domain.proceedings.prosecution import Offence, Procedure, Prosecution
from domain.verdict import Verdict


class ProsecutionAction(ProceedingAction):
    """A step of one prosecution."""

    kind: ClassVar[ProceedingKind] = ProceedingKind.PROSECUTION
    topic: ClassVar[str] = "Prosecution"
    roles: ClassVar = ANYONE_INSIDE

    def on(self, case: CaseFile, entry: Entry) -> Prosecution:
        charge = own(case, entry)
        if not isinstance(charge, Prosecution):
            raise LookupError("no prosecution")
        return charge

    def by(self, entry: Entry) -> Hand:
        return Hand(person=entry.actor, on=entry.happened_on, acting_for=entry.acting_for)


class OffenceChosen(ProsecutionAction):
    """Which offence and by which procedure. What the law asks of each is judged again when proceedings begin."""

    name: ClassVar[str] = "choose-offence"
    label: ClassVar[str] = "Choose the offence and the procedure"
    reads_register: ClassVar[bool] = True

    offence: Offence = Field(title="Which offence?")
    procedure: Procedure = Field(title="By which procedure?")
    adult: bool | None = Field(default=None, title="Is the parent 18 or over?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"offence": "s444-1", "procedure": "requisition", "adult": True}

    @classmethod
    def suggested(cls, facts: Facts) -> dict[str, Any]:
        of_order = {"offence": "s443"} if prosecution(facts).charged is not None else {}
        return {**cls.example(facts.case, facts.today), **of_order}

    def chosen(self) -> dict[str, Any]:
        return {"offence": self.offence, "procedure": self.procedure, "defendant_adult": self.adult}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        charge = prosecution(facts)
        if self.offence.of_absence and charge.charged is not None:
            yield refused("OFFENCE_OTHER", "This prosecution is about the breach of an order", "offence", "s.443")
        elif self.offence is Offence.ORDER and charge.charged is None:
            # What stands in its way, in the law's own words: no order, none served, none in force.
            yield from offence_made_out(charging(facts, charge.model_copy(update=self.chosen())))
        yield from procedure_open(charge.model_copy(update=self.chosen()))

    def change(self, case: CaseFile, entry: Entry) -> None:
        charge = self.on(case, entry)
        charge.offence, charge.procedure, charge.defendant_adult = self.offence, self.procedure, self.adult
        charge.hands.append(self.by(entry))


class ChargedSessionsChosen(ProsecutionAction):
    """Other sessions than it began with: the register decides what may be relied on (PRACTICE 6.1)."""

    name: ClassVar[str] = "choose-charged-sessions"
    label: ClassVar[str] = "Choose the sessions again"
    reads_register: ClassVar[bool] = True

    sessions: list[WrittenSlot] = Field(
        title="Which sessions?",
        description="All of them, like 2026-09-28 AM",
        min_length=1,
        json_schema_extra={"choices": "sessions"},
    )

    @classmethod
    def suggested(cls, facts: Facts) -> dict[str, Any]:
        return {"sessions": [f"{mark.day} {mark.half}" for mark in prosecution(facts).sessions]}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if prosecution(facts).charged is not None:
            yield refused("OFFENCE_OTHER", "The breach of an order relies on no sessions", needs="the time charged")

    def marks(self, facts: Facts) -> tuple[list[Session], list[str]]:
        return chosen(facts, prosecution(facts).school, self.sessions)

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        marks, unknown = self.marks(facts)
        charge = prosecution(facts).model_copy(update={"sessions": marks, "recoded": []})
        yield from unknown_to_register(unknown)
        yield from in_time([mark.day for mark in marks], facts.today)
        yield from not_used(marks, charged_slots(charge, prosecutions(facts.case)))
        yield from notices_over(charge, notices(facts.case), facts.today)
        try:
            yield from list(unauthorised(charge, facts.registers.get(charge.school), facts.today, facts.almanac))
        except CalendarMissing as missing:
            yield refused("CALENDAR_MISSING", str(missing), needs="import the school's calendar")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        marks, _ = self.marks(facts)
        charge = prosecution(facts)
        clock = limit_clock(charge.name, facts.case.ref, [mark.day for mark in marks], facts.today)
        ready = {"sessions": [mark.model_dump(mode="json") for mark in marks]}
        return Consequences(clocks=[clock] if clock else [], prepared=ready)

    def change(self, case: CaseFile, entry: Entry) -> None:
        charge = self.on(case, entry)
        charge.sessions = [Session.model_validate(mark) for mark in entry.consequences.prepared["sessions"]]
        charge.recoded = [each for each in charge.recoded if each.slot in charge.slots]
        charge.hands.append(self.by(entry))


class ChargedTimeChosen(ProsecutionAction):
    """From when to when the order was not complied with (s.443)."""

    name: ClassVar[str] = "choose-charged-time"
    label: ClassVar[str] = "Choose the time of the breach again"

    first: Day = Field(title="First day of the breach")
    last: Day | None = Field(default=None, title="Last day of the breach", description="Leave empty if it still lasts")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"first": today.isoformat()}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if prosecution(facts).charged is None:
            yield refused("OFFENCE_OTHER", "This prosecution relies on sessions", needs="the sessions charged")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.first, "first")
        yield from impossible_day(facts, self.last, "last")
        if self.last is not None and self.last < self.first:
            yield refused("ENDS_BEFORE", "It ends before it begins", "last")
        else:
            yield from in_time(days_charged(self.changed(prosecution(facts)), facts.today), facts.today)

    def changed(self, charge: Prosecution) -> Prosecution:
        return charge.model_copy(update={"charged": InForce(first=self.first, last=self.last)})

    def follows(self, facts: Facts, seq: int) -> Consequences:
        charge = self.changed(prosecution(facts))
        clock = limit_clock(charge.name, facts.case.ref, days_charged(charge, facts.today), facts.today)
        return Consequences(clocks=[clock] if clock else [])

    def change(self, case: CaseFile, entry: Entry) -> None:
        charge = self.on(case, entry)
        charge.charged = InForce(first=self.first, last=self.last)
        charge.hands.append(self.by(entry))
