"""What a chain rests on, recorded before its first notice: the area, the plan, and what is known of each school."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.order_step import OrderAction
from domain.case_file import CaseFile
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.order_facts import chain_of
from domain.people import Day, Line, Reasoned, Words
from domain.proceedings.attendance_order import Area, Plan
from domain.proceedings.named_school import NamedSchool, SchoolKind
from domain.verdict import Verdict

SCHOOL_NUMBER = r"^[0-9]{3}/[0-9]{4}$"


class AreaRecorded(OrderAction):
    """Guard G02: a notice is for a child in this authority's area."""

    name: ClassVar[str] = "record-order-area"
    label: ClassVar[str] = "Record whether the child is in this area"

    here: bool = Field(title="Is the child in this authority's area?")
    source: Reasoned = Field(title="How do we know?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"here": True, "source": "The housing record."}

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.on(case, entry).area = Area(here=self.here, by=entry.actor, on=entry.happened_on, source=self.source)


class PlanRecorded(OrderAction):
    """Which way the chain goes depends on it: for a child with a plan there is no intention notice (s.441)."""

    name: ClassVar[str] = "record-education-plan"
    label: ClassVar[str] = "Record whether there is an education, health and care plan"

    maintained: bool = Field(title="Does the authority maintain a plan?")
    school: Line = Field(
        default="", title="Which school does it name?", description="Leave empty if it names none",
        pattern=r"^([0-9]{3}/[0-9]{4})?$",
    )  # fmt: skip
    school_name: Line = Field(default="", title="Name of that school")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"maintained": False}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if self.school and not self.maintained:
            yield refused("PLAN_NONE", "No plan is maintained, so none names a school", "school")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        """A plan made since, or one that has ended, turns the chain to its other way."""
        stage = chain_of(facts).stage
        if self.maintained and stage in ("naming", "intention-prepared", "choosing"):
            return Consequences(prepared={"leads": "ordering"})
        if not self.maintained and stage in ("ordering", "order-prepared") and chain_of(facts).plan_child:
            return Consequences(prepared={"leads": "naming"})
        return Consequences()

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.on(case, entry).plan = Plan(
            maintained=self.maintained,
            school=self.school,
            school_name=self.school_name,
            on=entry.happened_on,
            by=entry.actor,
        )


class SchoolLookedAt(OrderAction):
    """A school that a notice or order may name, with what s.439 asks of naming it; again whenever more is known."""

    name: ClassVar[str] = "record-school-looked-at"
    label: ClassVar[str] = "Record what is known of a school that may be named"

    school: Line = Field(title="School", pattern=SCHOOL_NUMBER, description="Its number, like 800/4001")
    school_name: Line = Field(title="Name", min_length=2)
    kind_of_school: SchoolKind = Field(title="What kind of school is it?")
    permanently_excluded: bool | None = Field(default=None, title="Is the child permanently excluded from it?")
    over_number: bool | None = Field(
        default=None, title="Would the child take it over its admission number, which we do not decide?"
    )
    none_else_in_reach: Words = Field(default="", title="If so: why is no other school within reach?")
    consulted_on: Day | None = Field(default=None, title="When was the school consulted, or asked?")
    other_admissions: Line = Field(default="", title="Does another authority decide its admissions? Which?")
    other_consulted_on: Day | None = Field(default=None, title="When was that authority consulted?")
    decision_told_on: Day | None = Field(
        default=None, title="When had governing body and head notice of the decision to name it?"
    )
    referred_on: Day | None = Field(default=None, title="When did the school go to the Secretary of State?")
    directed_on: Day | None = Field(default=None, title="When was it directed that it be named all the same?")
    closed_on: Day | None = Field(default=None, title="If it closes: from when?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "school": "800/4001",
            "school_name": "Fixture Academy",
            "kind_of_school": "maintained",
            "permanently_excluded": False,
            "over_number": False,
            "consulted_on": today.isoformat(),
            "decision_told_on": today.isoformat(),
        }

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        for field in ("consulted_on", "other_consulted_on", "decision_told_on", "referred_on", "directed_on"):
            yield from impossible_day(facts, getattr(self, field), field)
        yield from impossible_day(facts, self.closed_on, "closed_on", ahead=True)

    def looked_at(self) -> NamedSchool:
        known = self.model_dump(include=set(NamedSchool.model_fields))
        return NamedSchool(number=self.school, name=self.school_name, **{**known, "kind": self.kind_of_school})

    def change(self, case: CaseFile, entry: Entry) -> None:
        chain = self.on(case, entry)
        chain.schools = [each for each in chain.schools if each.number != self.school] + [self.looked_at()]


def school_known(facts: Facts, number: str) -> NamedSchool | None:
    """As somebody has looked at it last in this chain."""
    return next((each for each in chain_of(facts).schools if each.number == number), None)
