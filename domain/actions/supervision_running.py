"""An education supervision order in force: directions given and kept, extended by the court, and over at last
(Children Act 1989 Sch.3 Part III). The court discharges and extends; what it did is recorded.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.supervision_step import (
    SupervisionAction,
    long_day,
    step_of,
    supervision_order,
)
from domain.case_file import CaseFile, Task
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.law.supervision_order import ending, extending, running
from domain.law.supervision_time import BY_AGE, in_force, last_days
from domain.people import Day, Line, Reasoned, Words
from domain.proceedings.supervision_order import (
    DirectionGiven,
    EndedBy,
    Ending,
    Extension,
    Outcome,
    SupervisionOrder,
)
from domain.supervision_clocks import running_clocks
from domain.verdict import Verdict


class DirectionToFamily(SupervisionAction):
    """The supervisor directs child or parents, having asked what they wish. Advice, help and friendship come first."""

    name: ClassVar[str] = "give-supervision-direction"
    label: ClassVar[str] = "Record a direction of the supervisor"

    to: Line = Field(title="To whom?", min_length=2)
    words: Reasoned = Field(title="What is to be done?")
    wishes: Reasoned = Field(title="What do the child and the parents wish?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "to": "The mother",
            "words": "Bring the child to the school gate by nine.",
            "wishes": "The child wants to go by bus; the mother agrees to try.",
        }

    def lawful(self, facts: Facts, order: SupervisionOrder) -> Iterator[Verdict]:
        yield from running(step_of(facts, order), self.day(facts.today))

    def change(self, case: CaseFile, entry: Entry) -> None:
        given = DirectionGiven(
            id=f"D{entry.seq}", on=entry.happened_on, to=self.to, words=self.words, wishes=self.wishes
        )
        self.on(case, entry).directions_given.append(given)


class DirectionLookedAt(SupervisionAction):
    name: ClassVar[str] = "record-direction-kept"
    label: ClassVar[str] = "Record whether a direction was kept"

    direction: Line = Field(title="Which direction?", json_schema_extra={"choices": "directions"})
    kept: bool = Field(title="Was it kept?")
    seen: Reasoned = Field(title="How do you know?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        given = [each.id for order in case.proceedings for each in getattr(order, "directions_given", ())]
        return {"direction": given[-1] if given else "", "kept": True, "seen": "The school's register."}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not supervision_order(facts).directions_given:
            yield refused("NO_DIRECTION_GIVEN", "The supervisor has directed nothing yet", needs="a direction first")

    def lawful(self, facts: Facts, order: SupervisionOrder) -> Iterator[Verdict]:
        if self.direction not in {each.id for each in order.directions_given}:
            yield refused("NO_SUCH_DIRECTION", "There is no direction of this name", "direction")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        if self.kept:
            return Consequences()
        task = Task(
            id=f"T{seq}-not-kept",
            name="direction-not-kept",
            title="A direction of the supervisor was not kept: decide what helps now",
            why="If a child goes on not keeping them, social care is told (Sch.3 para 19)",
            action="finish-task",
            due_on=facts.today,
            subject=f"{facts.proceeding.name}:{self.direction}",
        )
        return Consequences(tasks=[task])

    def change(self, case: CaseFile, entry: Entry) -> None:
        order = self.on(case, entry)
        order.directions_given = [
            each.model_copy(update={"kept": self.kept}) if each.id == self.direction else each
            for each in order.directions_given
        ]


class ExtensionSought(SupervisionAction):
    """Applied for in the last three months (para 15(3))."""

    name: ClassVar[str] = "apply-for-extension"
    label: ClassVar[str] = "Record that an extension was applied for"
    answers: ClassVar[tuple[str, ...]] = ("consider-extension",)

    reasons: Reasoned = Field(title="Why longer?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reasons": "The child has begun to come; the family asks for more help."}

    def lawful(self, facts: Facts, order: SupervisionOrder) -> Iterator[Verdict]:
        yield from extending(step_of(facts, order), Extension(applied_on=self.day(facts.today)))

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.on(case, entry).extensions.append(Extension(applied_on=entry.happened_on))


def _sought(order: SupervisionOrder) -> Extension | None:
    """The last that was applied for, while the court has not granted it."""
    last = order.extensions[-1] if order.extensions else None
    return last if last is not None and last.granted_on is None else None


class ExtensionGranted(SupervisionAction):
    """By the court, before the order would have ended; for three years at most each time (para 15(2), (5))."""

    name: ClassVar[str] = "record-extension"
    label: ClassVar[str] = "Record that the court extended the order"
    answers: ClassVar[tuple[str, ...]] = ("consider-extension", "supervision-over")

    until: Day = Field(title="Until which day, and with it?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"until": today.replace(year=today.year + 1, day=min(today.day, 28)).isoformat()}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if _sought(supervision_order(facts)) is None:
            yield refused("NO_EXTENSION", "No extension has been applied for", needs="the application first")

    def granted(self, order: SupervisionOrder, on: date) -> Extension:
        sought = _sought(order)
        return Extension(applied_on=sought.applied_on if sought else on, granted_on=on, until=self.until)

    def lawful(self, facts: Facts, order: SupervisionOrder) -> Iterator[Verdict]:
        yield from impossible_day(facts, self.until, "until", ahead=True)
        extension = self.granted(order, self.day(facts.today))
        if order.made is not None and self.until <= order.made.on:
            yield refused("EXTENSION_BACKWARDS", "The order would end before it was made", "until")
        yield from extending(step_of(facts, self._before(order)), extension)

    def _before(self, order: SupervisionOrder) -> SupervisionOrder:
        kept = order.extensions[:-1] if _sought(order) else order.extensions
        return order.model_copy(update={"extensions": kept})

    def extended(self, order: SupervisionOrder, on: date) -> SupervisionOrder:
        before = self._before(order)
        return before.model_copy(update={"extensions": [*before.extensions, self.granted(order, on)]})

    def follows(self, facts: Facts, seq: int) -> Consequences:
        after = self.extended(supervision_order(facts), self.day(facts.today))
        return Consequences(clocks=running_clocks(after, facts))

    def change(self, case: CaseFile, entry: Entry) -> None:
        order = self.on(case, entry)
        order.extensions = self.extended(order, entry.happened_on).extensions


class OrderEnded(SupervisionAction):
    """Ended by a court or by the child's death: what both ways of recording it have in common."""

    by: ClassVar[EndedBy]
    outcome: ClassVar[Outcome]
    answers: ClassVar[tuple[str, ...]] = ("consider-extension", "supervision-over", "direction-not-kept")

    def ended(self, on: date) -> Ending:
        return Ending(by=self.by, on=on)

    def lawful(self, facts: Facts, order: SupervisionOrder) -> Iterator[Verdict]:
        yield from ending(step_of(facts, order), self.ended(self.day(facts.today)))

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(prepared={"ends": self.outcome.value})

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.on(case, entry).ending = self.ended(entry.happened_on)


class OrderDischarged(OrderEnded):
    """On the application of the child, a parent or the authority (para 17)."""

    name: ClassVar[str] = "record-supervision-discharge"
    label: ClassVar[str] = "Record that the court discharged the order"
    by: ClassVar[EndedBy] = EndedBy.DISCHARGED
    outcome: ClassVar[Outcome] = Outcome.DISCHARGED

    applied_by: Line = Field(title="Who applied for it?", min_length=2)
    reasons: Words = Field(default="", title="Why?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"applied_by": "The authority", "reasons": "The child has come every day for two terms."}

    def ended(self, on: date) -> Ending:
        return Ending(by=self.by, on=on, applied_by=self.applied_by, reasons=self.reasons)


class CareOrderMade(OrderEnded):
    """A care order ends it."""

    name: ClassVar[str] = "record-care-order"
    label: ClassVar[str] = "Record that a care order was made"
    by: ClassVar[EndedBy] = EndedBy.CARE_ORDER
    outcome: ClassVar[Outcome] = Outcome.CARE_ORDER


class ChildDied(OrderEnded):
    name: ClassVar[str] = "end-supervision-on-death"
    label: ClassVar[str] = "End it: the child has died"
    backward: ClassVar[bool] = True
    by: ClassVar[EndedBy] = EndedBy.CHILD_DIED
    outcome: ClassVar[Outcome] = Outcome.CHILD_DIED

    source: Reasoned = Field(title="Who confirmed it?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"source": "The registrar"}

    def ended(self, on: date) -> Ending:
        return Ending(by=self.by, on=on, reasons=self.source)


class TimeOver(SupervisionAction):
    """The law has ended it: its time ran out, or school age did. Somebody looks, and says that no court extended it."""

    name: ClassVar[str] = "record-supervision-end"
    label: ClassVar[str] = "Record that the order has ended"
    answers: ClassVar[tuple[str, ...]] = ("consider-extension", "supervision-over", "direction-not-kept")

    follows_up: Reasoned = Field(title="What follows for the child?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"follows_up": "The school's own support goes on."}

    def lawful(self, facts: Facts, order: SupervisionOrder) -> Iterator[Verdict]:
        case = facts.case
        live = in_force(order, case.child.date_of_birth, facts.almanac, case.child.school)
        if live is not None and live.last is not None and facts.today in live:
            yield refused(
                "STILL_IN_FORCE",
                f"The order is in force until {long_day(live.last)}, and with that day",
                needs="the day after it, or the court's discharge",
            )

    def follows(self, facts: Facts, seq: int) -> Consequences:
        case, order = facts.case, supervision_order(facts)
        first = last_days(order, case.child.date_of_birth, facts.almanac, case.child.school)[0]
        return Consequences(prepared={"ends": (Outcome.AGE if first.why == BY_AGE else Outcome.TIME).value})
