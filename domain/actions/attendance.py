"""Attendance of a registered pupil before the law: a contract, and the notice to improve (DOMAIN 2.3, guard G18)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import Action
from domain.attending import AttendanceContract, Improving
from domain.calendars import CalendarMissing
from domain.case_file import CaseFile, Task
from domain.clock import Clock
from domain.deadline import end_of
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import FUTURE_DATE, impossible_day, refused
from domain.guards.guard import guard
from domain.guards.sources import RECORD
from domain.law.improvement import FEWEST_WEEKS, MOST_WEEKS, period_allowed
from domain.law.school_weeks import improvement_period
from domain.people import Day, Line, Reasoned, Words
from domain.proceedings.groundwork import ImprovementNotice
from domain.verdict import Verdict

IMPROVEMENT_RUNNING = guard("IMPROVEMENT_RUNNING", "Improvement is judged when its time is over", RECORD, absolute=True)
GUARDS = (IMPROVEMENT_RUNNING,)


LONGEST_POST = timedelta(days=14)
NOT_TOLD = refused(
    "NO_IMPROVEMENT_NOTICE", "This notice to improve is not on the case", "notice", needs="a notice to improve"
)


class ContractRecorded(Action):
    """Explored, never demanded: a parent who does not want one is not blamed for it."""

    name: ClassVar[str] = "record-attendance-contract"
    label: ClassVar[str] = "Record an attendance contract"
    topic: ClassVar[str] = "Attendance"
    answers: ClassVar[tuple[str, ...]] = ("attendance-contract",)

    person: Line = Field(title="With whom?", json_schema_extra={"choices": "people"})
    agreed: bool = Field(title="Did the parent agree?")
    parent_will: Words = Field(default="", title="What will the parent do?")
    we_will: Words = Field(default="", title="What will the school and the authority do?")
    review_on: Day | None = Field(default=None, title="When is it reviewed?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "person": case.people[0].id if case.people else "",
            "agreed": True,
            "parent_will": "Ring the school by nine on any day of absence.",
            "we_will": "A mentor on Mondays; breakfast at school.",
        }

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not facts.case.people:
            yield refused("NO_PERSON", "Nobody is recorded on this case yet", needs="add a person first")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if facts.case.person(self.person) is None:
            yield refused("NO_SUCH_PERSON", "This person is not on the case", "person")
        if self.agreed and not (self.parent_will and self.we_will):
            yield refused("CONTRACT_EMPTY", "A contract says what each side will do", "parent_will")
        yield from impossible_day(facts, self.review_on, "review_on", ahead=True)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        if self.review_on is None or not self.agreed:
            return Consequences()
        task = Task(
            id=f"T{seq}-contract",
            name="attendance-contract",
            title="Review the attendance contract",
            why=f"Agreed on {self.day(facts.today):%-d %B %Y}",
            action=self.name,
            due_on=max(self.review_on, facts.today),
        )
        return Consequences(tasks=[task])

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.contracts.append(
            AttendanceContract(
                id=f"C{entry.seq}",
                person_id=self.person,
                offered_on=entry.happened_on,
                agreed=self.agreed,
                parent_will=self.parent_will,
                we_will=self.we_will,
                review_on=self.review_on,
            )
        )


class ImprovementServed(Action):
    """The period begins with the day of service and runs in school weeks; the letter (L10) says the same."""

    name: ClassVar[str] = "record-improvement-notice"
    label: ClassVar[str] = "Record a notice to improve"
    topic: ClassVar[str] = "Attendance"

    person: Line = Field(title="To whom?", json_schema_extra={"choices": "people"})
    served_on: Day | None = Field(
        default=None,
        title="Served on",
        description="Leave empty for today; for one that goes by post, the day it will count as served",
    )
    weeks: int = Field(title="How many school weeks?", description=f"{FEWEST_WEEKS} to {MOST_WEEKS}")
    support_offered: Reasoned = Field(title="What support is offered?")
    sufficient_improvement: Reasoned = Field(title="What would be sufficient improvement?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "person": case.people[0].id if case.people else "",
            "weeks": 6,
            "support_offered": "A mentor, and a call each Friday.",
            "sufficient_improvement": "No absence without leave in the period.",
        }

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not facts.case.people:
            yield refused("NO_PERSON", "Nobody is recorded on this case yet", needs="add a person first")
        if not facts.case.child.school:
            yield refused(
                "NO_SCHOOL", "The child's school is not recorded", needs="the school where the child is a pupil"
            )

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if facts.case.person(self.person) is None:
            yield refused("NO_SUCH_PERSON", "This person is not on the case", "person")
        yield from impossible_day(facts, self.served_on, "served_on", ahead=True)
        if self.served(facts.today) > facts.today + LONGEST_POST:
            yield FUTURE_DATE.refuse("This day is more than two weeks away", field="served_on")
        yield from period_allowed(self.weeks)
        if FEWEST_WEEKS <= self.weeks <= MOST_WEEKS and facts.case.child.school:
            try:
                improvement_period(self.served(facts.today), self.weeks, facts.almanac, facts.case.child.school)
            except CalendarMissing as missing:
                yield refused("CALENDAR_MISSING", str(missing), needs="import the school's calendar")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        school = facts.case.child.school
        deadline = improvement_period(self.served(facts.today), self.weeks, facts.almanac, school)
        clock = Clock(
            name=f"improvement-I{seq}",
            process=facts.case.ref,
            label=deadline.label,
            deadline=deadline,
            rings_at=end_of(deadline.last_day),
            basis_seq=seq,
            basis_field="served_on",
        )
        return Consequences(clocks=[clock], prepared={"last_day": deadline.last_day.isoformat(), "school": school})

    def served(self, today: date) -> date:
        return self.served_on or self.day(today)

    def change(self, case: CaseFile, entry: Entry) -> None:
        ready = entry.consequences.prepared
        notice = ImprovementNotice(
            served_on=self.served(entry.happened_on),
            weeks=self.weeks,
            last_day=date.fromisoformat(ready["last_day"]),
            support_offered=self.support_offered,
            sufficient_improvement=self.sufficient_improvement,
        )
        case.improvements.append(
            Improving(id=f"I{entry.seq}", person_id=self.person, school=ready["school"], notice=notice)
        )


class OfImprovement(Action):
    """An action on one notice to improve."""

    topic: ClassVar[str] = "Attendance"

    notice: Line = Field(title="Which notice to improve?", json_schema_extra={"choices": "improvements"})

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"notice": case.improvements[-1].id if case.improvements else "I0"}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not facts.case.improvements:
            yield refused("NO_IMPROVEMENT_NOTICE", "No notice to improve is recorded", needs="a notice to improve")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if (found := facts.case.improving(self.notice)) is None:
            yield NOT_TOLD
        elif found.notice.improved is not None:
            yield refused("IMPROVEMENT_ENDED", "How this notice ended is recorded already", "notice")

    def changed(self, case: CaseFile, **update: object) -> None:
        case.improvements = [
            each.model_copy(update={"notice": each.notice.model_copy(update=update)})
            if each.id == self.notice
            else each
            for each in case.improvements
        ]


class ImprovementBreached(OfImprovement):
    """Found before the period is over: no penalty notice before the parent has been told."""

    name: ClassVar[str] = "record-improvement-breach"
    label: ClassVar[str] = "Record an early breach of a notice to improve"

    found: Reasoned = Field(title="What was found?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {**super().example(case, today), "found": "Four sessions without leave in the first week."}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        found, day = facts.case.improving(self.notice), self.day(facts.today)
        if found is not None and not found.notice.served_on <= day <= found.notice.last_day:
            yield refused("NOT_IN_PERIOD", "This day is not within the period of the notice", "happened_on")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        task = Task(
            id=f"T{seq}-tell",
            name="tell-of-breach",
            title="Tell the parent of the early breach before any penalty notice",
            why=self.found[:200],
            action=BreachTold.name,
            due_on=facts.today,
            subject=self.notice,
        )
        return Consequences(tasks=[task])

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.changed(case, breached_on=entry.happened_on)


class BreachTold(OfImprovement):
    name: ClassVar[str] = "record-breach-told"
    label: ClassVar[str] = "Record that the parent was told of the early breach"
    answers: ClassVar[tuple[str, ...]] = ("tell-of-breach",)

    how: Reasoned = Field(title="How were they told?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {**super().example(case, today), "how": "By telephone, and by letter the same day."}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        found = facts.case.improving(self.notice)
        if found is not None and (found.notice.breached_on is None or self.day(facts.today) < found.notice.breached_on):
            yield refused(
                "NO_BREACH", "No breach before this day is recorded", "notice", needs="record the breach first"
            )

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.changed(case, told_on=entry.happened_on)


class ImprovementEnded(OfImprovement):
    name: ClassVar[str] = "record-improvement-end"
    label: ClassVar[str] = "Record how a notice to improve ended"
    answers: ClassVar[tuple[str, ...]] = ("improvement-over",)

    improved: bool = Field(title="Did attendance improve sufficiently?")
    found: Reasoned = Field(title="What does the register show?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {**super().example(case, today), "improved": False, "found": "Six sessions without leave in the period."}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        found = facts.case.improving(self.notice)
        if found is not None and self.improved and self.day(facts.today) <= found.notice.last_day:
            yield IMPROVEMENT_RUNNING.refuse(
                f"The period runs until {found.notice.last_day:%-d %B %Y}",
                opens_on=date.fromordinal(found.notice.last_day.toordinal() + 1),
            )

    def clocks_met(self, case: CaseFile) -> Iterable[str]:
        return [f"improvement-{self.notice}"]

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.changed(case, improved=self.improved)
