"""What the law looks at in an education supervision order, put together from the facts of the case."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import ClassVar

from domain.actions.base import ANYONE_INSIDE
from domain.actions.proceeding import ProceedingAction, own
from domain.calendars import CalendarMissing
from domain.case_file import CaseFile
from domain.clock import Clock
from domain.entry import Entry
from domain.facts import Facts
from domain.guards.dates import refused
from domain.law.court_direction import reply_by
from domain.law.supervision_order import SupervisionStep
from domain.law.supervision_time import in_force
from domain.proceedings import AttendanceOrder, ProceedingKind
from domain.proceedings.groundwork import Hand, InForce
from domain.proceedings.supervision_order import Direction, SupervisionOrder
from domain.supervision_clocks import clock_of_order, supervision_orders
from domain.verdict import Verdict

REPLY = "supervision-order-reply"


class SupervisionAction(ProceedingAction):
    """A step of one education supervision order."""

    kind: ClassVar[ProceedingKind] = ProceedingKind.SUPERVISION_ORDER
    topic: ClassVar[str] = "Education supervision order"
    roles: ClassVar = ANYONE_INSIDE

    def on(self, case: CaseFile, entry: Entry) -> SupervisionOrder:
        order = own(case, entry)
        if not isinstance(order, SupervisionOrder):
            raise LookupError("no supervision order")
        return order

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        try:
            yield from self.lawful(facts, supervision_order(facts))
        except CalendarMissing as missing:
            yield refused("CALENDAR_MISSING", str(missing), needs="import the school's calendar")

    def lawful(self, facts: Facts, order: SupervisionOrder) -> Iterator[Verdict]:
        """What stands in the way of this form in this order."""
        yield from ()


def supervision_order(facts: Facts) -> SupervisionOrder:
    """The order whose process asks. Raises LookupError in any other process: a bug."""
    found = facts.proceeding
    if not isinstance(found, SupervisionOrder):
        raise LookupError("no supervision order")
    return found


def chains(case: CaseFile) -> list[AttendanceOrder]:
    return [each for each in case.proceedings if isinstance(each, AttendanceOrder)]


def in_force_of(case: CaseFile, others: Iterable[SupervisionOrder], facts: Facts) -> list[InForce]:
    times = (in_force(each, case.child.date_of_birth, facts.almanac, case.child.school) for each in others)
    return [time for time in times if time is not None]


def step_of(facts: Facts, order: SupervisionOrder) -> SupervisionStep:
    """The step of this order that is about to be taken now."""
    case = facts.case
    others = [each for each in supervision_orders(case) if each.name != order.name]
    return SupervisionStep(
        order=order,
        at=facts.now,
        born=case.child.date_of_birth,
        almanac=facts.almanac,
        school=case.child.school,
        others=in_force_of(case, others, facts),
    )


def hand_of(facts: Facts) -> Hand:
    return Hand(person=facts.actor.id, on=facts.today, acting_for=facts.acting_for)


def reply_clock(name: str, direction: Direction, facts: Facts) -> Clock:
    """Eight weeks beginning with the direction, or the day that the court directed (s.447(3)-(4))."""
    return clock_of_order(f"{name}:{REPLY}", name, reply_by(direction, facts.almanac), facts.case)


def long_day(day: date) -> str:
    return f"{day:%-d %B %Y}"
