"""Clocks under the hand of a person: pause, resume, extend; and what the process itself records about them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import Action, Internal
from domain.case_file import CaseFile, Passage, Pause
from domain.clock import Clock, ClockState, start_clock
from domain.deadline import uk_day
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.clocks import already_extended, extending, pausing
from domain.guards.dates import refused
from domain.moved_clocks import extended, resumed, worked_out_again
from domain.passed import passing
from domain.people import Day, Line, Reasoned
from domain.stage_clocks import entering
from domain.verdict import Verdict
from domain.vocabulary import Stage


class ClocksPaused(Action):
    name: ClassVar[str] = "pause-clocks"
    label: ClassVar[str] = "Pause the local clocks"
    help: ClassVar[str] = "The law's clocks and safeguarding clocks go on."
    topic: ClassVar[str] = "Clocks"

    reason: Reasoned = Field(title="Why?")
    until: Day = Field(title="Until", description="The last day of the pause, at most 20 working days away")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reason": "The family is at a funeral abroad.", "until": (today + timedelta(days=5)).isoformat()}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        return [verdict for verdict in pausing(facts, facts.today) if verdict.field is None]

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from pausing(facts, self.until)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        paused = [
            clock.model_copy(update={"state": ClockState.PAUSED})
            for clock in facts.case.running_clocks()
            if clock.pausable
        ]
        end = start_clock(
            "pause-ends",
            self.until,
            facts.almanac,
            process=facts.case.ref,
            label="The pause ends",
            basis=(seq, "until"),
        )
        return Consequences(clocks=[*paused, end])

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.pause = Pause(reason=self.reason, until=self.until, began=uk_day(entry.recorded_at))


class ClocksResumed(Action):
    name: ClassVar[str] = "resume-clocks"
    label: ClassVar[str] = "Resume the local clocks"
    topic: ClassVar[str] = "Clocks"

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if facts.case.pause is None:
            yield refused("NOT_PAUSED", "The clocks of this case are not paused", needs="nothing to resume")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(clocks=clocks_going_on(facts, facts.today), stop=["pause-ends"])

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.pause = None


def clocks_going_on(facts: Facts, day: date) -> list[Clock]:
    """The paused clocks, running again from `day`."""
    pause = facts.case.pause
    if pause is None:
        return []
    return [
        resumed(clock, pause, day, facts.almanac, facts.case.child.school or None)
        for clock in facts.case.clocks
        if clock.state is ClockState.PAUSED
    ]


class DeadlineExtended(Action):
    name: ClassVar[str] = "extend-deadline"
    label: ClassVar[str] = "Extend a local deadline"
    topic: ClassVar[str] = "Clocks"

    clock: Line = Field(title="Which deadline?", json_schema_extra={"choices": "clocks"})
    to: Day = Field(title="New last day")
    reason: Reasoned = Field(title="Why?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        movable = sorted((c for c in case.running_clocks() if c.pausable), key=lambda c: c.extended)
        clock = next(iter(movable), None)
        if clock is None:
            return {"clock": "", "to": today.isoformat(), "reason": "The school is closed for a day."}
        return {
            "clock": clock.name,
            "to": (clock.last_day + timedelta(days=1)).isoformat(),
            "reason": "The school is closed for a day.",
        }

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        movable = [clock for clock in facts.case.running_clocks() if clock.pausable]
        if not movable:
            yield refused(
                "NOTHING_TO_EXTEND", "No local clock is running: the others do not move", needs="a local clock"
            )
        elif all(clock.extended for clock in movable):
            yield already_extended()

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from extending(facts, self.clock, self.to)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        clock = facts.case.clock(self.clock)
        return Consequences(
            clocks=[extended(clock, self.to, self.reason, facts.almanac, facts.case.child.school)] if clock else []
        )


class ClockPassed(Internal):
    """A day is over. The clock is named; what follows is `domain.passed`."""

    name: ClassVar[str] = "clock-passed"
    label: ClassVar[str] = "Deadline passed"

    clock: str
    rings_at: datetime

    def follows(self, facts: Facts, seq: int) -> Consequences:
        clock = facts.case.clock(self.clock)
        if clock is None:
            return Consequences()
        if clock.name == "pause-ends":
            return Consequences(clocks=clocks_going_on(facts, clock.last_day + timedelta(days=1)))
        return passing(facts, clock, seq)

    def change(self, case: CaseFile, entry: Entry) -> None:
        if self.clock == "pause-ends":
            case.pause = None


class StageEntered(Internal):
    name: ClassVar[str] = "stage-entered"
    label: ClassVar[str] = "Moved on"

    stage: Stage

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return entering(facts, self.stage, self.day(facts.today), seq)

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.stage = self.stage
        case.passages.append(Passage(stage=self.stage, on=entry.happened_on))


class CalendarMoved(Internal):
    """A changed calendar moved a date of this case, after somebody confirmed the list of cases (DESIGN 2.5)."""

    name: ClassVar[str] = "calendar-moved"
    label: ClassVar[str] = "A changed calendar moved a date"

    clock: str
    confirmed_by: str
    was: date

    def follows(self, facts: Facts, seq: int) -> Consequences:
        clock = facts.case.clock(self.clock)
        if clock is None or not clock.running:
            return Consequences()
        school = facts.case.place.school or facts.case.child.school or None
        moved = start_clock(
            clock.deadline.rule,
            clock.deadline.start,
            facts.almanac,
            process=clock.process,
            name=clock.name,
            label=clock.label,
            school=school,
        )
        return Consequences(clocks=[worked_out_again(clock, moved.deadline, facts.almanac, school)])


class StandardMoved(CalendarMoved):
    """A local standard was changed, and somebody approved the list of the dates that it moves."""

    name: ClassVar[str] = "standard-moved"
    label: ClassVar[str] = "A changed standard moved a date"
