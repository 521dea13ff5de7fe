"""The clocks of a supervision order that was made: its end, and the day from which it may be extended.

It ends by the court's time or with compulsory school age, whichever comes first, and has one clock for both.
"""

from domain.case_file import CaseFile
from domain.clock import Clock
from domain.date_rules import work_out
from domain.dates.supervision import ENDS, WINDOW
from domain.deadline import Deadline, end_of
from domain.facts import Facts
from domain.law.supervision_time import BY_AGE, last_days, usual_last_day
from domain.proceedings.supervision_order import SupervisionOrder


def supervision_orders(case: CaseFile) -> list[SupervisionOrder]:
    return [each for each in case.proceedings if isinstance(each, SupervisionOrder)]


def running_clocks(order: SupervisionOrder, facts: Facts) -> list[Clock]:
    """As the order stands now; none before it was made."""
    if order.made is None:
        return []
    case, ends = facts.case, usual_last_day(order)
    given = ends if any(each.granted_on and each.until for each in order.extensions) else None
    by_time = work_out(ENDS, order.made.on, facts.almanac, given=given)
    born = case.child.date_of_birth
    known = last_days(order, born, facts.almanac, case.child.school)
    by_age = next((each.day for each in known if each.why == BY_AGE), None)
    name = f"{order.name}:{ENDS}"
    if born is not None and by_age is not None and by_age <= by_time.last_day:
        age = work_out("compulsory-school-age-ends", born, facts.almanac, case.child.school)
        over = clock_of_order(name, order.name, age, case, label="Compulsory school age ends, and the order with it")
        # Where the leaving date is in doubt the later reading, as the law of the order has it.
        return [over.model_copy(update={"rings_at": end_of(by_age)})]
    window = work_out(WINDOW, by_time.last_day, facts.almanac)
    clocks = [clock_of_order(name, order.name, by_time, case)]
    if window.last_day >= facts.today:
        clocks.append(clock_of_order(f"{order.name}:{WINDOW}", order.name, window, case))
    return clocks


def orders_end(facts: Facts) -> list[Clock]:
    """When the orders in force of this case end, as it would stand with another date of birth."""
    return [
        clock
        for order in supervision_orders(facts.case)
        if order.open and order.made is not None
        for clock in running_clocks(order, facts)
    ]


def clock_of_order(name: str, proceeding: str, deadline: Deadline, case: CaseFile, *, label: str = "") -> Clock:
    return Clock(
        name=name,
        process=f"{case.ref}/{proceeding}",
        label=label or deadline.label,
        deadline=deadline,
        rings_at=end_of(deadline.last_day),
    )
