"""Failure to comply with a school attendance order: Education Act 1996 s.443, guard G08.

What an order demands is registration. Once the child is registered, absence is s.444 and never s.443 (PRACTICE 6.8).
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from domain.calendars import ONE_DAY
from domain.guards.sources import law, practice
from domain.law.guard import day_words, guard
from domain.proceedings.groundwork import InForce, LawyersReason, Record
from domain.verdict import Verdict

S443 = law("Education Act 1996 s.443(1)")

G08_NO_ORDER = guard("G08_NO_ORDER", "s.443 needs a school attendance order, served and in force", S443)
G08_NOT_IN_FORCE = guard("G08_NOT_IN_FORCE", "The order was served and in force on every date charged", S443)
G08_NO_EVIDENCE = guard("G08_NO_EVIDENCE", "s.443 needs evidence that the order was not complied with", S443)
G08_REGISTERED = guard("G08_REGISTERED", "Once the child is registered, absence is s.444, never s.443", S443)
G08_SUPERVISION = guard(
    "G08_SUPERVISION",
    "An attendance order has no effect while an education supervision order is in force",
    law("Children Act 1989 Sch.3 para 13", verified=False),
)
G08_CONVICTED = guard(
    "G08_CONVICTED",
    "A second s.443 charge on an order already convicted on waits for a lawyer's named reason",
    practice("6.8"),
    absolute=True,
)
NO_PERIOD = guard("G08_NO_PERIOD", "A charge under s.443 says from when to when", S443)
GUARDS = (
    G08_NO_ORDER,
    G08_NOT_IN_FORCE,
    G08_NO_EVIDENCE,
    G08_REGISTERED,
    G08_SUPERVISION,
    G08_CONVICTED,
    NO_PERIOD,
)


class OrderHeld(Record):
    """A school attendance order as a charge sees it. `in_force` ends where it was revoked, ceased or was ended by a
    court; `registered_on` is the day the child was registered at the school it names; `convicted_on` the day of an
    earlier conviction on it.
    """

    name: str
    served_on: date | None
    in_force: InForce | None
    registered_on: date | None = None
    convicted_on: date | None = None


def charged_days(period: InForce | None, until: date) -> tuple[date, ...]:
    """Every day charged, to the day of institution at the latest."""
    if period is None:
        return ()
    last = min(period.last or until, until)
    return tuple(period.first + timedelta(days=n) for n in range((last - period.first).days + 1))


def breach(
    order: OrderHeld | None,
    period: InForce | None,
    evidence: Sequence[str],
    supervision: Sequence[InForce],
    again: LawyersReason | None,
    on: date,
) -> Iterator[Verdict]:
    """`on` is the day of institution; `again` a lawyer's reason for a second charge on the same order."""
    if order is None or order.served_on is None or order.in_force is None:
        yield G08_NO_ORDER.refuse(
            "There is no school attendance order" if order is None else "The order has not been served",
            needs="a school attendance order, served and in force",
        )
        return
    days = charged_days(period, on)
    if not days:
        yield NO_PERIOD.refuse(
            "No time of the breach is given", needs="from when to when the order was not complied with"
        )
        return
    first_possible = max(order.served_on, order.in_force.first)
    if days[0] < first_possible:
        yield G08_NOT_IN_FORCE.refuse(
            f"The order was served and in force only from {day_words(first_possible)}", needs="later dates"
        )
    if order.in_force.last is not None and days[-1] > order.in_force.last:
        yield G08_NOT_IN_FORCE.refuse(
            f"The order was no longer in force from {day_words(order.in_force.last + ONE_DAY)}", needs="earlier dates"
        )
    if any(each.meets(days[0], days[-1]) or on in each for each in supervision):
        yield G08_SUPERVISION.refuse(
            "An education supervision order is or was in force", needs="the directions of the supervision order"
        )
    if order.registered_on is not None and order.registered_on <= on:
        yield G08_REGISTERED.refuse(
            f"The child was registered on {day_words(order.registered_on)}: the order is complied with",
            needs="for absence since then, a charge under s.444",
        )
    if not any(item.strip() for item in evidence):
        yield G08_NO_EVIDENCE.refuse(
            "No evidence that the order was not complied with is recorded",
            needs="evidence, such as the school's statement that nobody was registered",
        )
    if order.convicted_on is not None and (again is None or not again.lawyer or again.on > on):
        yield G08_CONVICTED.refuse(
            f"There was a conviction on this order on {day_words(order.convicted_on)}",
            needs="a lawyer's named reason, or a fresh notice under section 437",
        )
