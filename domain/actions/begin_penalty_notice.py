"""The journey begins a penalty notice: to one parent, for sessions chosen by a person from the school's register, or
for an excluded child seen in a public place. Finding a window never begins one (PRACTICE 1.7).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import Action
from domain.actions.chosen_sessions import WrittenSlot, chosen, unknown_to_register
from domain.actions.giving_notice import notices, prosecutions, tariff_today
from domain.calendars import ONE_DAY, CalendarMissing
from domain.case_file import CaseFile
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import FUTURE_DATE, refused
from domain.law import excluded_in_public, tariff
from domain.law.codes import THRESHOLD_CODES
from domain.law.penalty_notice import used_slots, where
from domain.law.relied_on import not_under_supervision, not_used, of_age, unauthorised
from domain.law.sessions import HALVES, Session
from domain.law.window import SESSIONS
from domain.limit_alarms import limit_clock
from domain.order_facts import supervision
from domain.people import Day, Line, Reasoned, Words
from domain.proceedings.groundwork import Hand
from domain.proceedings.penalty_notice import PenaltyNotice, Scheme, Setting, Sighting
from domain.verdict import Verdict

BEGUN = "considered"


class Begins(Action):
    """What both schemes ask. The name of the proceeding is kept with the entry: its process is started by it."""

    topic: ClassVar[str] = "Legal steps"
    scheme: ClassVar[Scheme]

    person: Line = Field(title="To which parent?", json_schema_extra={"choices": "people"})
    school: Line = Field(
        default="", title="School", pattern=r"^([0-9]{3}/[0-9]{4})?$", description="Leave empty for the child's school"
    )

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not facts.case.people:
            yield refused("NO_PERSON", "Nobody is recorded on this case yet", needs="add a person first")
        if not facts.case.child.school:
            yield refused("NO_SCHOOL", "The child's school is not recorded", needs="the school of the child")
        if facts.case.child.date_of_birth is None:
            yield from of_age([facts.today], None, facts.almanac, facts.case.child.school)

    def at(self, case: CaseFile) -> str:
        return self.school or case.child.school

    def proposed(self, facts: Facts) -> PenaltyNotice:
        """The notice as it would begin."""
        case = facts.case
        number = 1 + sum(isinstance(each, PenaltyNotice) for each in case.proceedings)
        return PenaltyNotice(
            name=f"penalty-notice-{number}",
            person_id=self.person,
            child=case.ref,
            school=self.at(case),
            scheme=self.scheme,
            stage=BEGUN,
            opened_on=facts.today,
            stage_since=facts.today,
            hands=[Hand(person=facts.actor.id, on=facts.today, acting_for=facts.acting_for)],
        )

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if facts.case.person(self.person) is None:
            yield refused("NO_SUCH_PERSON", "This person is not on the case", "person")
        try:
            yield from self.lawful(facts, self.proposed(facts))
        except CalendarMissing as missing:
            yield refused("CALENDAR_MISSING", str(missing), needs="import the school's calendar")

    def lawful(self, facts: Facts, notice: PenaltyNotice) -> Iterator[Verdict]:
        raise NotImplementedError

    def follows(self, facts: Facts, seq: int) -> Consequences:
        notice = self.proposed(facts)
        clock = limit_clock(notice.name, facts.case.ref, notice.offence_days, facts.today)
        ready = {"proceeding": notice.name, "notice": notice.model_dump(mode="json")}
        return Consequences(clocks=[clock] if clock else [], prepared=ready)

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.proceedings.append(PenaltyNotice.model_validate(entry.consequences.prepared["notice"]))


class PenaltyNoticeBegun(Begins):
    """For absence: s.444A. The sessions are frozen as the register has them now."""

    name: ClassVar[str] = "begin-penalty-notice"
    label: ClassVar[str] = "Begin a penalty notice for absence"
    scheme: ClassVar[Scheme] = Scheme.ABSENCE
    reads_register: ClassVar[bool] = True

    setting: Setting = Field(title="Where is the child registered?")
    our_school: bool = Field(title="Is the school in this authority's area?")
    sessions: list[WrittenSlot] = Field(
        title="Which sessions?", description="Like 2026-09-28 AM", json_schema_extra={"choices": "sessions"}
    )

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "person": case.people[0].id if case.people else "",
            "setting": "academy",
            "our_school": True,
            "sessions": [f"{today} {half}" for half in HALVES],
        }

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        yield from super().in_the_way(facts)
        if not any(register.sessions for register in facts.registers.values()):
            why = "No attendance register of this child has been imported"
            yield refused("NO_REGISTER", why, needs="the child's UPN, and the school's register")

    @classmethod
    def suggested(cls, facts: Facts) -> dict[str, Any]:
        """With the unauthorised absences that no earlier notice relies on, latest first: a person chooses."""
        body, case = cls.example(facts.case, facts.today), facts.case
        register = facts.registers.get(case.child.school)
        asked = PenaltyNotice(name="", person_id=str(body["person"]), child=case.ref)
        used = used_slots(asked, notices(case), prosecutions(case))
        free = [mark for mark in register.sessions if mark.code in THRESHOLD_CODES] if register else []
        free = [mark for mark in free if mark.slot not in used][-SESSIONS:]
        return {**body, "sessions": [f"{mark.day} {mark.half}" for mark in free]} if free else body

    def chosen(self, facts: Facts) -> tuple[list[Session], list[str]]:
        return chosen(facts, self.at(facts.case), self.sessions)

    def proposed(self, facts: Facts) -> PenaltyNotice:
        marks, _ = self.chosen(facts)
        return super().proposed(facts).model_copy(update={"setting": self.setting, "sessions": marks})

    def lawful(self, facts: Facts, notice: PenaltyNotice) -> Iterator[Verdict]:
        case, (marks, unknown) = facts.case, self.chosen(facts)
        yield from where(self.setting, our_school=self.our_school)
        yield from unknown_to_register(unknown)
        yield from unauthorised(notice, facts.registers.get(notice.school), facts.today, facts.almanac)
        yield from of_age([mark.day for mark in marks], case.child.date_of_birth, facts.almanac, notice.school)
        yield from not_under_supervision(marks, supervision(case, facts.almanac))
        yield from not_used(marks, used_slots(notice, notices(case), prosecutions(case)))
        printed = tariff_today(case, notice, facts.today)
        yield from tariff.may_be_given(notices(case), self.person, case.ref, facts.today, printed)


class ExclusionNoticeBegun(Begins):
    """For an excluded child in a public place: 2006 Act s.105. Its tariff and its count are its own."""

    name: ClassVar[str] = "begin-exclusion-notice"
    label: ClassVar[str] = "Begin a penalty notice for an excluded child in a public place"
    scheme: ClassVar[Scheme] = Scheme.EXCLUDED

    seen_on: Day = Field(title="When was the child seen?")
    where: Reasoned = Field(title="Where?")
    in_school_hours: bool = Field(title="Was it in school hours?")
    exclusion_began: Day = Field(title="First day of the exclusion")
    exclusion_ends: Day | None = Field(default=None, title="Last day of the exclusion, if it is a suspension")
    told_on: Day | None = Field(default=None, title="When did the school give the parent its notice?")
    told_from: Day | None = Field(default=None, title="First day stated in the school's notice")
    told_until: Day | None = Field(default=None, title="Last day stated in the school's notice")
    justification: Words = Field(default="", title="What does the parent say: was there a reasonable justification?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "person": case.people[0].id if case.people else "",
            "seen_on": today.isoformat(),
            "where": "In the market hall",
            "in_school_hours": True,
            "exclusion_began": today.isoformat(),
            "told_on": today.isoformat(),
            "told_from": today.isoformat(),
            "told_until": today.isoformat(),
            "justification": "None was given.",
        }

    @classmethod
    def suggested(cls, facts: Facts) -> dict[str, Any]:
        """With the latest school day: only on one is there such an offence."""
        body, day = cls.example(facts.case, facts.today), facts.today
        try:
            calendar = facts.almanac.school(facts.case.child.school)
            while not calendar.is_school_day(day):
                day -= ONE_DAY
        except CalendarMissing:
            return body
        days = ("seen_on", "exclusion_began", "told_on", "told_from", "told_until")
        return {**body, **dict.fromkeys(days, day.isoformat())}

    def told_days(self) -> Sequence[date]:
        if self.told_from is None:
            return ()
        first, last = self.told_from.toordinal(), (self.told_until or self.told_from).toordinal()
        return [date.fromordinal(day) for day in range(first, min(last, first + 60) + 1)]

    def proposed(self, facts: Facts) -> PenaltyNotice:
        seen = Sighting(
            seen_on=self.seen_on,
            where=self.where,
            in_school_hours=self.in_school_hours,
            exclusion_began=self.exclusion_began,
            exclusion_ends=self.exclusion_ends,
            told_on=self.told_on,
            told_days=tuple(self.told_days()),
            justification=self.justification,
        )
        return super().proposed(facts).model_copy(update={"sighting": seen})

    def lawful(self, facts: Facts, notice: PenaltyNotice) -> Iterator[Verdict]:
        if notice.sighting is None or self.seen_on > facts.today:
            yield FUTURE_DATE.refuse(f"{self.seen_on:%-d %B %Y} has not come yet", field="seen_on")
            return
        yield from excluded_in_public.may_be_given(notice.sighting, facts.almanac, notice.school)
        yield from of_age([self.seen_on], facts.case.child.date_of_birth, facts.almanac, notice.school)
