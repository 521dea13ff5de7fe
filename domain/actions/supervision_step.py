"""What the law looks at in an education supervision order, put together from the facts of the case; and its clocks."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import ClassVar

from domain.actions.base import ANYONE_INSIDE
from domain.actions.proceeding import ProceedingAction, clock_name, own
from domain.calendars import CalendarMissing
from domain.case_file import CaseFile
from domain.clock import Clock
from domain.date_rules import work_out
from domain.dates.supervision import ENDS, WINDOW
from domain.deadline import Deadline, end_of
from domain.entry import Entry
from domain.facts import Facts
from domain.guards.dates import refused
from domain.law.court_direction import reply_by
from domain.law.supervision_order import SupervisionStep
from domain.law.supervision_time import BY_AGE, in_force, last_days, usual_last_day
from domain.proceedings import AttendanceOrder, ProceedingKind
from domain.proceedings.groundwork import Hand, InForce
from domain.proceedings.supervision_order import Direction, SupervisionOrder
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


def orders(case: CaseFile) -> list[SupervisionOrder]:
    return [each for each in case.proceedings if isinstance(each, SupervisionOrder)]


def chains(case: CaseFile) -> list[AttendanceOrder]:
    return [each for each in case.proceedings if isinstance(each, AttendanceOrder)]


def in_force_of(case: CaseFile, others: Iterable[SupervisionOrder], facts: Facts) -> list[InForce]:
    times = (in_force(each, case.child.date_of_birth, facts.almanac, case.child.school) for each in others)
    return [time for time in times if time is not None]


def step_of(facts: Facts, order: SupervisionOrder) -> SupervisionStep:
    """The step of this order that is about to be taken now."""
    case = facts.case
    others = [each for each in orders(case) if each.name != order.name]
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
    return _clock(f"{name}:{REPLY}", name, reply_by(direction, facts.almanac), facts.case)


def running_clocks(order: SupervisionOrder, facts: Facts) -> list[Clock]:
    """Of an order that was made: the clock of its end, and of the day from which it may be extended.

    It ends by the court's time or with compulsory school age, whichever comes first, and has one clock for both.
    """
    if order.made is None:
        return []
    case, ends = facts.case, usual_last_day(order)
    given = ends if any(each.granted_on and each.until for each in order.extensions) else None
    by_time = work_out(ENDS, order.made.on, facts.almanac, given=given)
    born, first = case.child.date_of_birth, last_days(order, case.child.date_of_birth, facts.almanac, case.child.school)
    by_age = next((each.day for each in first if each.why == BY_AGE), None)
    name = clock_name(order, ENDS)
    if born is not None and by_age is not None and by_age <= by_time.last_day:
        age = work_out("compulsory-school-age-ends", born, facts.almanac, case.child.school)
        over = _clock(name, order.name, age, case, label="Compulsory school age ends, and the order with it")
        # Where the leaving date is in doubt the later reading, as the law of the order has it.
        return [over.model_copy(update={"rings_at": end_of(by_age)})]
    window = work_out(WINDOW, by_time.last_day, facts.almanac)
    clocks = [_clock(name, order.name, by_time, case)]
    return clocks + ([_clock(clock_name(order, WINDOW), order.name, window, case)] if _ahead(window, facts) else [])


def _ahead(window: Deadline, facts: Facts) -> bool:
    return window.last_day >= facts.today


def _clock(name: str, proceeding: str, deadline: Deadline, case: CaseFile, *, label: str = "") -> Clock:
    return Clock(
        name=name,
        process=f"{case.ref}/{proceeding}",
        label=label or deadline.label,
        deadline=deadline,
        rings_at=end_of(deadline.last_day),
    )


def long_day(day: date) -> str:
    return f"{day:%-d %B %Y}"
