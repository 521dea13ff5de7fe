"""Proceedings begin when the written charge is issued, and the charge is served (Magistrates' Courts Act 1980 s.127;
Criminal Procedure Rules Part 4; PRACTICE 2.3, 4.4, 6.4).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.charging import (
    charge_letter,
    charging,
    days_charged,
    hand,
    names_the_days,
    prosecution,
    stands_in_the_way,
)
from domain.actions.giving_notice import letter_hands, notices
from domain.actions.informing import InformationLetter, informed
from domain.actions.proceeding import alarms_of, clock_name
from domain.actions.prosecution import ProsecutionAction
from domain.case_file import CaseFile, Letter, Task
from domain.clock import start_clock
from domain.deadline import uk_day
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.charge_letters import CHARGES
from domain.guards.dates import refused
from domain.guards.letters import LETTER_STATE
from domain.law.authority import holds
from domain.law.guard import day_words
from domain.law.information import explained
from domain.law.relied_on import looked_at
from domain.law.service import Rules, Serving, deemed, serving
from domain.limit_alarms import LIMIT
from domain.people import Day, Line, Words
from domain.proceedings.groundwork import Hand, InForce
from domain.proceedings.penalty_notice import PenaltyNotice, Scheme
from domain.proceedings.prosecution import Procedure, Prosecution
from domain.proceedings.served import LegalPath, Manner, Service
from domain.verdict import Verdict
from domain.vocabulary import LetterState, Power

REPLY = "single-justice-reply"


class ProceedingsBegun(ProsecutionAction):
    """At the instant of recording, whatever day is claimed. What is out of time at that instant drops out. The law is
    judged afresh, and only then may the charge be issued.
    """

    name: ClassVar[str] = "institute-proceedings"
    label: ClassVar[str] = "Issue the charge: proceedings begin"
    reads_register: ClassVar[bool] = True

    letter: Line = Field(title="Which letter is the charge?", json_schema_extra={"choices": "letters"})
    information: InformationLetter = ""

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        of = {letter.template: letter.id for letter in case.letters}
        return {"letter": of.get("L16", of.get("L17", "")), "information": of.get("L24", "")}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        """The law asks nothing of the form: it is shown on the page before anybody fills it in."""
        yield from stands_in_the_way(facts, prosecution(facts))

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        charge, letter = prosecution(facts), charge_letter(facts, self.letter)
        yield from holds(facts.authorisations, Power.CONDUCT, hand(facts))
        if letter is None:
            yield refused("NOT_THE_CHARGE", "This letter is not the charge of this prosecution", "letter")
        else:
            yield from self.ready(facts, letter)
        known = informed(facts, charge.person_id, LegalPath.PROSECUTION, self.information, self.letter)
        yield from explained(LegalPath.PROSECUTION, charge.person_id, self.letter, known, facts.today)

    def ready(self, facts: Facts, letter: Letter) -> Iterator[Verdict]:
        if letter.state is not LetterState.APPROVED:
            yield LETTER_STATE.refuse(f"This letter is {letter.state.label.lower()}", needs="approved", field="letter")
        charge = prosecution(facts)
        within = charging(facts, charge).within_time()
        dropped = set(days_charged(charge, facts.today)) - set(within.days)
        if wrong := names_the_days(charge, within.days, dropped, letter):
            yield refused(
                "CHARGE_DAYS",
                f"The letter and the charge differ on {day_words(wrong[0])}",
                "letter",
                needs="a letter that names the days charged, and no day that is out of time",
            )

    def follows(self, facts: Facts, seq: int) -> Consequences:
        charge = prosecution(facts)
        within = charging(facts, charge).within_time()
        kept = within.prosecution
        dropped = sorted(set(days_charged(charge, facts.today)) - set(within.days))
        ends = InForce(first=within.days[0], last=within.days[-1]) if kept.charged and within.days else None
        ready = {
            "sessions": [mark.model_dump(mode="json") for mark in kept.sessions],
            "charged": ends.model_dump(mode="json") if ends else None,  # a breach that lasts is charged to this day
            "dropped": [day.isoformat() for day in dropped],
            "notices": [notice.name for notice in leaned_on(facts.case, kept) if notice.open],
        }
        return Consequences(prepared=ready, stop=[clock_name(charge, LIMIT)])

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        """The six months are kept: their alarms are answered, also those of the notices."""
        charge = self.on(case, entry)
        names = [charge.name, *(notice.name for notice in leaned_on(case, charge))]
        return [task for name in names for task in alarms_of(case, name)]

    def change(self, case: CaseFile, entry: Entry) -> None:
        charge, ready = self.on(case, entry), entry.consequences.prepared
        kept = [mark for mark in charge.sessions if mark.model_dump(mode="json") in ready["sessions"]]
        charge.sessions = kept
        charge.dropped = [date.fromisoformat(day) for day in ready["dropped"]]
        charge.charged = InForce.model_validate(ready["charged"]) if ready["charged"] else None
        charge.instituted_at, charge.instituted_by, charge.letter_id = entry.recorded_at, entry.actor, self.letter
        letter = case.letter(self.letter)
        for person in letter_hands(letter) if letter else ():
            charge.hands.append(Hand(person=person, on=entry.happened_on))
        for notice in leaned_on(case, charge):
            notice.proceedings_began_at = entry.recorded_at


def leaned_on(case: CaseFile, charge: Prosecution) -> list[PenaltyNotice]:
    """The penalty notices to this parent whose sessions it relies on: each ends with it."""
    return [
        notice
        for notice in notices(case)
        if (notice.child, notice.person_id, notice.scheme) == (charge.child, charge.person_id, Scheme.ABSENCE)
        and notice.live
        and notice.slots & charge.slots
    ]


class ChargeServed(ProsecutionAction):
    """Each time it was handed over, left or posted: the ways of the Criminal Procedure Rules, and no other."""

    name: ClassVar[str] = "record-charge-service"
    label: ClassVar[str] = "Record how the charge was served"
    answers: ClassVar[tuple[str, ...]] = ("serve-again",)
    day_field: ClassVar[str] = "served"

    manner: Manner = Field(title="How?")
    served: Day | None = Field(default=None, title="When?", description="Handed over, left or posted. Empty for today")
    evidence: Words = Field(default="", title="What shows it?", min_length=3)
    late_because: Words = Field(default="", title="If it is recorded late: why?")
    witness: Line = Field(default="", title="Second person, if recorded late", json_schema_extra={"choices": "staff"})

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"manner": "first-class", "evidence": "Certificate of posting 1"}

    def sent(self, facts: Facts, charge: Prosecution) -> Letter | None:
        """The charge as it last left; one that came back may be handed over."""
        known = (charge.name, CHARGES.get(charge.procedure or Procedure.REQUISITION))
        left = (LetterState.ISSUED, LetterState.POSTED, LetterState.RETURNED)
        letters = [each for each in facts.case.letters if (each.about, each.template) == known and each.state in left]
        return letters[-1] if letters else None

    def service(self, facts: Facts, number: int) -> Service:
        charge, day = prosecution(facts), self.day(facts.today)
        sent = self.sent(facts, charge)
        person = facts.case.person(charge.person_id)
        place = facts.case.correspondence_address(person) if person and self.manner is not Manner.BY_HAND else None
        known = {
            "id": f"S{number}",
            "letter": sent.id if sent else charge.letter_id,
            "person_id": charge.person_id,
            "manner": self.manner,
            "by": facts.actor.id,
            "on": day,
            "place": tuple(place.printed()) if place else (),
            "evidence": self.evidence,
            "recorded_at": facts.now,
            "late_because": self.late_because,
            "witness": self.witness,
        }
        if self.manner is Manner.EMAIL:  # refused: it is no way of service here, so no rule deems a day
            return Service.model_validate({**known, "deemed_on": day, "rule": self.manner.value})
        deadline = deemed(self.manner, day, facts.almanac, Rules.CRIMINAL)
        return Service.model_validate({**known, "deemed_on": deadline.last_day, "rule": deadline.rule})

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        charge, entry = prosecution(facts), self.service(facts, 0)
        yield from looked_at(charge)
        letter = self.sent(facts, charge)
        if letter is not None and letter.state is LetterState.RETURNED and self.manner is Manner.POST:
            yield refused("CAME_BACK", "The charge has come back by post", "manner", needs="another way of service")
        if letter is None:
            yield refused("NOT_ISSUED", "The charge has not been issued", needs="issue its letter")
        if charge.instituted_at is None or entry.on < uk_day(charge.instituted_at):
            yield refused("SERVED_BEFORE", "It is served only once proceedings have begun", "served")
        places = [entry.place] if entry.place else []
        yield from serving(Serving(entry=entry, rules=Rules.CRIMINAL, places=places))

    def follows(self, facts: Facts, seq: int) -> Consequences:
        charge, entry = prosecution(facts), self.service(facts, seq)
        served = charge.services.with_entry(entry).day
        ready = {"service": entry.model_dump(mode="json")}
        if charge.procedure is not Procedure.SINGLE_JUSTICE or served is None:
            return Consequences(prepared=ready)
        clock = start_clock(
            REPLY,
            served,
            facts.almanac,
            process=f"{facts.case.ref}/{charge.name}",
            name=clock_name(charge, REPLY),
            basis=(seq, "served"),
        )
        return Consequences(clocks=[clock], prepared=ready)

    def change(self, case: CaseFile, entry: Entry) -> None:
        charge = self.on(case, entry)
        charge.services = charge.services.with_entry(Service.model_validate(entry.consequences.prepared["service"]))
