"""The journey begins a prosecution of one parent: for sessions chosen by a person, on an unpaid penalty notice decided
"prosecute", or for breach of an attendance order. Nothing begins one by itself (PRACTICE 1.7).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import ANYONE_INSIDE, Action
from domain.actions.charging import chain_of, days_charged, hand
from domain.actions.chosen_sessions import WrittenSlot, chosen, unknown_to_register
from domain.actions.giving_notice import notices, prosecutions
from domain.calendars import CalendarMissing
from domain.case_file import CaseFile, Task
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.law.codes import THRESHOLD_CODES
from domain.law.order_breach import G08_NO_ORDER
from domain.law.prosecution import G16_PAID, G16_UNDECIDED, G16_WITHDRAWN, charged_slots, notices_over
from domain.law.relied_on import not_under_supervision, not_used, of_age, unauthorised
from domain.law.sessions import HALVES, Session
from domain.law.time_limit import in_time
from domain.law.which_authority import charges_absence, tell_home_authority
from domain.law.window import SESSIONS
from domain.limit_alarms import limit_clock
from domain.order_facts import chains, order_held, supervision
from domain.people import Day, Line
from domain.proceedings.groundwork import InForce
from domain.proceedings.penalty_notice import PenaltyNotice, Scheme
from domain.proceedings.prosecution import Offence, Prosecution
from domain.verdict import Verdict

BEGUN = "preparing"
# For good: no later day and no decision opens these sessions again.
_OVER = frozenset({G16_PAID.code, G16_WITHDRAWN.code})


class BeginsProsecution(Action):
    """The name of the proceeding is kept with the entry: its process is started by it."""

    topic: ClassVar[str] = "Legal steps"
    roles: ClassVar = ANYONE_INSIDE

    def at(self, case: CaseFile) -> str:
        return case.child.school

    def accused(self, facts: Facts) -> str:
        """Whom it is against."""
        raise NotImplementedError

    def proposed(self, facts: Facts) -> Prosecution:
        """The prosecution as it would begin."""
        case = facts.case
        return Prosecution(
            name=f"prosecution-{1 + len(prosecutions(case))}",
            person_id=self.accused(facts),
            child=case.ref,
            school=self.at(case),
            stage=BEGUN,
            opened_on=facts.today,
            stage_since=facts.today,
            hands=[hand(facts)],
        )

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        charge = self.proposed(facts)
        if facts.case.person(charge.person_id) is None:
            yield refused("NO_SUCH_PERSON", "This person is not on the case", "person")
        yield from in_time(days_charged(charge, facts.today), facts.today)
        try:
            yield from list(self.lawful(facts, charge))
        except CalendarMissing as missing:
            yield refused("CALENDAR_MISSING", str(missing), needs="import the school's calendar")

    def lawful(self, facts: Facts, charge: Prosecution) -> Iterator[Verdict]:
        raise NotImplementedError

    def follows(self, facts: Facts, seq: int) -> Consequences:
        charge = self.proposed(facts)
        days = days_charged(charge, facts.today)
        clock = limit_clock(charge.name, facts.case.ref, days, facts.today)
        ready = {"proceeding": charge.name, "prosecution": charge.model_dump(mode="json")}
        return Consequences(
            clocks=[clock] if clock else [], tasks=_tell_home_authority(charge, facts, seq), prepared=ready
        )

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.proceedings.append(Prosecution.model_validate(entry.consequences.prepared["prosecution"]))


class OfSessions(BeginsProsecution):
    """What a charge under s.444 asks of the sessions that it relies on, whatever it begins with."""

    def lawful(self, facts: Facts, charge: Prosecution) -> Iterator[Verdict]:
        case = facts.case
        here = {"school_here": charge.school_here, "home_here": charge.home_here}
        yield from charges_absence(**here, setting=facts.charges)
        yield from unauthorised(charge, facts.registers.get(charge.school), facts.today, facts.almanac)
        days = [mark.day for mark in charge.sessions]
        yield from of_age(days, case.child.date_of_birth, facts.almanac, charge.school)
        yield from not_under_supervision(charge.sessions, supervision(case, facts.almanac))
        yield from not_used(charge.sessions, charged_slots(charge, prosecutions(case)))
        yield from (v for v in notices_over(charge, notices(case), facts.today) if v.code in _OVER)


class ProsecutionBegun(OfSessions):
    """For absence, s.444. The sessions are frozen as the register has them now."""

    name: ClassVar[str] = "begin-prosecution"
    label: ClassVar[str] = "Begin a prosecution for absence"
    reads_register: ClassVar[bool] = True

    person: Line = Field(title="Which parent?", json_schema_extra={"choices": "people"})
    school: Line = Field(
        default="", title="School", pattern=r"^([0-9]{3}/[0-9]{4})?$", description="Leave empty for the child's school"
    )
    our_school: bool = Field(title="Is the school in this authority's area?")
    our_home: bool = Field(default=True, title="Does the child live in this authority's area?")
    sessions: list[WrittenSlot] = Field(
        title="Which sessions?", description="Like 2026-09-28 AM", json_schema_extra={"choices": "sessions"}
    )

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        person = case.people[0].id if case.people else ""
        return {"person": person, "our_school": True, "sessions": [f"{today} {half}" for half in HALVES]}

    @classmethod
    def suggested(cls, facts: Facts) -> dict[str, Any]:
        """With the latest unauthorised absences that no charge relies on yet: a person chooses."""
        body, case = cls.example(facts.case, facts.today), facts.case
        register = facts.registers.get(case.child.school)
        used = {slot for charge in prosecutions(case) if charge.covers for slot in charge.slots}
        free = [mark for mark in register.sessions if mark.code in THRESHOLD_CODES] if register else []
        free = [mark for mark in free if mark.slot not in used][-SESSIONS:]
        return {**body, "sessions": [f"{mark.day} {mark.half}" for mark in free]} if free else body

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not facts.case.people:
            yield refused("NO_PERSON", "Nobody is recorded on this case yet", needs="add a person first")
        if not any(register.sessions for register in facts.registers.values()):
            why = "No attendance register of this child has been imported"
            yield refused("NO_REGISTER", why, needs="the child's UPN, and the school's register")

    def at(self, case: CaseFile) -> str:
        return self.school or case.child.school

    def accused(self, facts: Facts) -> str:
        return self.person

    def chosen(self, facts: Facts) -> tuple[list[Session], list[str]]:
        return chosen(facts, self.at(facts.case), self.sessions)

    def proposed(self, facts: Facts) -> Prosecution:
        marks, _ = self.chosen(facts)
        here = {"school_here": self.our_school, "home_here": self.our_home}
        return super().proposed(facts).model_copy(update={"sessions": marks, **here})

    def lawful(self, facts: Facts, charge: Prosecution) -> Iterator[Verdict]:
        yield from unknown_to_register(self.chosen(facts)[1])
        yield from super().lawful(facts, charge)


class NoticeProsecuted(OfSessions):
    """For an unpaid penalty notice on which somebody decided to prosecute, with its sessions."""

    name: ClassVar[str] = "begin-prosecution-on-notice"
    label: ClassVar[str] = "Begin a prosecution on an unpaid penalty notice"
    answers: ClassVar[tuple[str, ...]] = ("decided-prosecute", "notice-not-charged")
    reads_register: ClassVar[bool] = True

    notice: Line = Field(title="Which penalty notice?", json_schema_extra={"choices": "proceedings"})
    our_home: bool = Field(default=True, title="Does the child live in this authority's area?")

    @classmethod
    def fits(cls, notice: PenaltyNotice) -> bool:
        """Whether it may be chosen: live, for absence, decided."""
        return notice.live and notice.scheme is Scheme.ABSENCE and notice.decision is not None

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"notice": next((each.name for each in notices(case) if cls.fits(each)), "")}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not any(cls.fits(each) for each in notices(facts.case)):
            yield G16_UNDECIDED.refuse(
                "No unpaid penalty notice has been decided on", needs="an unpaid notice decided: prosecute"
            )

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        return [t for t in case.open_tasks() if t.name in self.answers and t.subject == self.notice]

    def of(self, facts: Facts) -> PenaltyNotice:
        """The notice; an empty one where there is none of that name."""
        found = facts.case.proceeding(self.notice)
        return found if isinstance(found, PenaltyNotice) else PenaltyNotice(name="")

    def at(self, case: CaseFile) -> str:
        found = case.proceeding(self.notice)
        return found.school if isinstance(found, PenaltyNotice) else case.child.school

    def accused(self, facts: Facts) -> str:
        return self.of(facts).person_id

    def proposed(self, facts: Facts) -> Prosecution:
        of = self.of(facts)
        told = {"notice": of.name, "sessions": list(of.sessions), "recoded": list(of.recoded)}
        return super().proposed(facts).model_copy(update={**told, "home_here": self.our_home})

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        of = self.of(facts)
        if not of.name or of.scheme is not Scheme.ABSENCE:
            yield refused("NO_SUCH_NOTICE", "There is no penalty notice for absence of this name", "notice")
            return
        yield from super().refusals(facts)

    def lawful(self, facts: Facts, charge: Prosecution) -> Iterator[Verdict]:
        yield from super().lawful(facts, charge)
        yield from (v for v in notices_over(charge, notices(facts.case), facts.today) if v.code not in _OVER)


class BreachProsecuted(BeginsProsecution):
    """For breach of an attendance order, s.443: from when to when nobody was registered (guard G08)."""

    name: ClassVar[str] = "begin-prosecution-on-order"
    label: ClassVar[str] = "Begin a prosecution for breach of an attendance order"
    answers: ClassVar[tuple[str, ...]] = ("order-breach",)

    order: Line = Field(title="Which order?", json_schema_extra={"choices": "proceedings"})
    first: Day = Field(title="First day of the breach")
    last: Day | None = Field(default=None, title="Last day of the breach", description="Leave empty if it still lasts")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        chain = next((each for each in chains(case) if each.order), None)
        return {"order": chain.name if chain else "", "first": today.isoformat()}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        held = (order_held(facts.case, each.name, facts.almanac) for each in chains(facts.case))
        if not any(each is not None and each.served_on for each in held):
            yield G08_NO_ORDER.refuse(
                "There is no school attendance order", needs="a school attendance order, served and in force"
            )

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        return [t for t in case.open_tasks() if t.name in self.answers and t.subject == self.order]

    def accused(self, facts: Facts) -> str:
        chain = chain_of(facts.case, self.order)
        return chain.person_id if chain else ""

    def proposed(self, facts: Facts) -> Prosecution:
        ends = self.last is not None and self.last >= self.first
        charged = InForce(first=self.first, last=self.last if ends else None)
        told = {"order": self.order, "offence": Offence.ORDER, "charged": charged}
        return super().proposed(facts).model_copy(update=told)

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.first, "first")
        yield from impossible_day(facts, self.last, "last")
        if self.last is not None and self.last < self.first:
            yield refused("ENDS_BEFORE", "It ends before it begins", "last")
        if chain_of(facts.case, self.order) is None:
            yield refused("NO_SUCH_ORDER", "There is no attendance order of this name", "order")
            return
        yield from super().refusals(facts)

    def lawful(self, facts: Facts, charge: Prosecution) -> Iterator[Verdict]:
        held = order_held(facts.case, self.order, facts.almanac)
        if held is None or held.served_on is None or held.in_force is None:
            yield G08_NO_ORDER.refuse(
                "The order has not been served", needs="a school attendance order, served and in force"
            )


def _tell_home_authority(charge: Prosecution, facts: Facts, seq: int) -> list[Task]:
    """Where the school's authority charges and the child lives elsewhere (PRACTICE 6.16)."""
    if not tell_home_authority(school_here=charge.school_here, home_here=charge.home_here):
        return []
    return [
        Task(
            id=f"T{seq}-home-authority",
            name="tell-home-authority",
            title="Tell the authority of the child's home that a prosecution is being prepared",
            why="The school's authority charges; the child lives in another's area",
            action="finish-task",
            due_on=facts.today,
            subject=charge.name,
        )
    ]
