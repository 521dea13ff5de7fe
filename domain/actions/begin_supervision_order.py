"""The journey begins an education supervision order: by the authority's own wish, or because a court directed it to
apply (Children Act 1989 s.36; Education Act 1996 s.447(2)). It is about the child, so it names no parent.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import ANYONE_INSIDE, Action
from domain.actions.supervision_step import hand_of, reply_clock, step_of
from domain.actions.supervision_told import answer_the_court
from domain.calendars import CalendarMissing
from domain.case_file import CaseFile
from domain.clock import Clock
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.law.court_direction import directing
from domain.law.supervision_order import of_age
from domain.people import Day, Line, Reasoned
from domain.proceedings import Prosecution
from domain.proceedings.supervision_order import DirectedIn, Direction, Standing, SupervisionOrder
from domain.supervision_clocks import supervision_orders
from domain.verdict import Verdict


class BeginsSupervision(Action):
    """What both ways have in common. The name of the proceeding is kept with the entry: it starts the process."""

    topic: ClassVar[str] = "Legal steps"
    roles: ClassVar = ANYONE_INSIDE

    def proposed(self, facts: Facts) -> SupervisionOrder:
        """The proceeding as it would begin."""
        return SupervisionOrder(
            name=f"supervision-order-{1 + len(supervision_orders(facts.case))}",
            stage=Standing.CONSIDERING.value,
            opened_on=facts.today,
            stage_since=facts.today,
            hands=[hand_of(facts)],
        )

    def begun(self, order: SupervisionOrder, clocks: Iterable[Clock] = ()) -> Consequences:
        ready = {"proceeding": order.name, "order": order.model_dump(mode="json")}
        return Consequences(clocks=list(clocks), prepared=ready)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return self.begun(self.proposed(facts))

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.proceedings.append(SupervisionOrder.model_validate(entry.consequences.prepared["order"]))


class SupervisionWanted(BeginsSupervision):
    """The authority itself thinks that an order would help (s.36(1))."""

    name: ClassVar[str] = "begin-supervision-order"
    label: ClassVar[str] = "Begin an education supervision order"

    reasons: Reasoned = Field(title="Why would an order help this child?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reasons": "The parents want help that support without an order has not given."}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        under_way = [each for each in supervision_orders(facts.case) if each.open]
        if under_way:
            yield refused(
                "SUPERVISION_UNDER_WAY",
                "An education supervision order is under way for this child",
                needs="go on with that one, or have it extended",
            )
        try:
            yield from of_age(step_of(facts, SupervisionOrder(name="")), facts.today)
        except CalendarMissing as missing:
            yield refused("CALENDAR_MISSING", str(missing), needs="import the school's calendar")

    def proposed(self, facts: Facts) -> SupervisionOrder:
        return super().proposed(facts).model_copy(update={"wanted": self.reasons})


def prosecution_named(case: CaseFile, name: str) -> Prosecution | None:
    found = case.proceeding(name) if name else None
    return found if isinstance(found, Prosecution) else None


class CourtsDirection(Action):
    """What a court said when it directed an application, in whichever process it is recorded (s.447(2))."""

    day_field: ClassVar[str] = "directed_on"
    answers: ClassVar[tuple[str, ...]] = ("begin-directed-supervision-order",)

    prosecution: Line = Field(title="In which prosecution?", json_schema_extra={"choices": "proceedings"})
    directed_in: DirectedIn = Field(title="When did the court direct it?")
    court: Line = Field(title="Which court?", min_length=2)
    directed_on: Day | None = Field(default=None, title="Directed on", description="Leave empty for today")
    answer_by: Day | None = Field(
        default=None, title="Answer by", description="Only where the court said another day than eight weeks"
    )

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        known = [each for each in case.proceedings if isinstance(each, Prosecution)]
        if known and (said := known[-1].direction) is not None:
            return {
                "prosecution": known[-1].name,
                "directed_in": said.directed_in.value,
                "court": said.court,
                "directed_on": said.on.isoformat(),
                "answer_by": said.directed_date.isoformat() if said.directed_date else None,
            }
        of_absence = bool(known and known[-1].offence and known[-1].offence.of_absence)
        return {
            "prosecution": known[-1].name if known else "",
            "directed_in": "charged-s444" if of_absence else "convicted-s443",
            "court": "Sampleton Magistrates' Court",
        }

    def direction(self, today: date) -> Direction:
        return Direction(
            on=self.day(today),
            court=self.court,
            prosecution=self.prosecution,
            directed_in=self.directed_in,
            directed_date=self.answer_by,
        )


class SupervisionDirected(CourtsDirection, BeginsSupervision):
    """A court directed it (s.447(2)): the court is answered in eight weeks, or by the day that it said."""

    name: ClassVar[str] = "begin-directed-supervision-order"
    label: ClassVar[str] = "Record that a court directed an education supervision order"

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        begun = (each.instituted_at for each in facts.case.proceedings if isinstance(each, Prosecution))
        if not any(begun):
            yield refused(
                "NO_PROSECUTION",
                "No proceedings have begun in which a court could direct it",
                needs="a prosecution of this case that has begun",
            )

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        return list(direction_refused(facts, self.direction(facts.today)))

    def proposed(self, facts: Facts) -> SupervisionOrder:
        return super().proposed(facts).model_copy(update={"direction": self.direction(facts.today)})

    def follows(self, facts: Facts, seq: int) -> Consequences:
        order = self.proposed(facts)
        clock = reply_clock(order.name, self.direction(facts.today), facts)
        followed = self.begun(order, [clock])
        return followed.model_copy(update={"tasks": answer_the_court(order.name, clock, facts, seq)})


def direction_refused(facts: Facts, direction: Direction) -> Iterator[Verdict]:
    """What keeps a court's direction from being recorded, in whichever process it is."""
    yield from impossible_day(facts, direction.on, "directed_on")
    yield from impossible_day(facts, direction.directed_date, "answer_by", ahead=True)
    if direction.on > facts.today:
        return
    prosecution = prosecution_named(facts.case, direction.prosecution)
    yield from directing(prosecution, direction)
    said = prosecution.direction if prosecution else None
    if said is not None and (said.on, said.directed_date) != (direction.on, direction.directed_date):
        yield refused(
            "DIRECTION_OTHERWISE",
            f"The prosecution has a direction of {said.on:%-d %B %Y} on record",
            "directed_on",
            needs="the same days here",
        )
    known = [each.direction for each in supervision_orders(facts.case) if each.direction]
    if any((each.prosecution, each.on) == (direction.prosecution, direction.on) for each in known):
        yield refused("DIRECTION_TWICE", "This direction is recorded already", "directed_on")
