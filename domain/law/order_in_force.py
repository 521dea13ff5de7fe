"""How long an attendance order is in force: Education Act 1996 ss.437(4), 442, 443(2), 447(5).

From its service for as long as the child is of compulsory school age, unless it is revoked, a court ends it, or an
education supervision order is made (Children Act 1989 Sch.3 para 13(2)): then it ceases, and does not come back.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from domain.calendars import ONE_DAY, Almanac
from domain.proceedings.attendance_order import AttendanceOrder, Order
from domain.proceedings.groundwork import InForce
from domain.school_age import leaving_date, leaving_doubt


class LastDay(NamedTuple):
    """The last day of an order, and what ends it."""

    day: date
    why: str


def last_days(
    order: Order, born: date | None, supervision: Sequence[InForce], almanac: Almanac, school: str = ""
) -> list[LastDay]:
    """Everything that ends the order, soonest first. Where the leaving date is in doubt, the earlier reading."""
    ends: list[LastDay] = []
    if order.ending is not None:
        ends.append(LastDay(order.ending.on - ONE_DAY, order.ending.by.label))
    if born is not None:
        doubt = leaving_doubt(born, almanac, school)
        leaves = leaving_date(born)
        ends.append(LastDay(min(leaves, doubt.other_date) if doubt else leaves, "End of compulsory school age"))
    served = order.ledger.day
    ends += [
        LastDay(made.first - ONE_DAY, "An education supervision order was made")
        for made in supervision
        if served is not None and (made.last is None or made.last >= served)
    ]
    return sorted(ends)


def in_force(
    order: Order | None, born: date | None, supervision: Sequence[InForce], almanac: Almanac, school: str = ""
) -> InForce | None:
    """The days on which the order binds; None where it never has: not served, or its service has come back."""
    if order is None or (first := order.ledger.day) is None:
        return None
    ends = last_days(order, born, supervision, almanac, school)
    last = ends[0].day if ends else None
    return None if last is not None and last < first else InForce(first=first, last=last)


def naming(
    chains: Iterable[AttendanceOrder],
    school: str,
    on: date,
    born: date | None,
    supervision: Sequence[InForce],
    almanac: Almanac,
) -> list[AttendanceOrder]:
    """The chains whose order is in force that day and names this school: asked before any removal from its roll
    (PRACTICE 6.9).
    """
    return [
        chain
        for chain in chains
        if chain.order is not None
        and chain.order.named_on(on).number == school
        and (live := in_force(chain.order, born, supervision, almanac, school)) is not None
        and on in live
    ]
