"""How long an education supervision order is in force: Children Act 1989 Sch.3 para 15.

One year beginning with the day it is made; extended by the court, each time by three years at most; over with
compulsory school age, with a care order, or when the court discharges it. Its last day counts as in force. This was not
read in its own words; its twin for Northern Ireland was.
"""

from datetime import date
from typing import NamedTuple

from domain.calendars import ONE_DAY, Almanac
from domain.dates.counting import corresponding_date
from domain.dates.supervision import extension_from, first_year
from domain.proceedings.groundwork import InForce
from domain.proceedings.supervision_order import Extension, SupervisionOrder
from domain.school_age import leaving_date, leaving_doubt

__all__ = ["LastDay", "extension_from", "first_year", "in_force", "last_days", "latest_extension", "usual_last_day"]

BY_TIME, BY_AGE = "The time of the order is over", "End of compulsory school age"

LONGEST_EXTENSION = 36  # months


class LastDay(NamedTuple):
    day: date
    why: str


def latest_extension(last_day: date) -> date:
    """The latest last day of one extension of an order that would end with `last_day`."""
    return corresponding_date(last_day + ONE_DAY, LONGEST_EXTENSION) - ONE_DAY


def usual_last_day(order: SupervisionOrder) -> date:
    """The last day by the court's own word: the year, or the last extension granted. Raises ValueError where no order
    was made.
    """
    if order.made is None:
        raise ValueError("No education supervision order has been made")
    granted = [extension.until for extension in order.extensions if _granted(extension) and extension.until]
    return max([first_year(order.made.on), *granted])


def _granted(extension: Extension) -> bool:
    return extension.granted_on is not None


def last_days(order: SupervisionOrder, born: date | None, almanac: Almanac, school: str = "") -> list[LastDay]:
    """Everything that ends the order, soonest first. Where the leaving date is in doubt, the later reading: what the
    order suspends is not taken up again by mistake.
    """
    ends = [LastDay(usual_last_day(order), BY_TIME)]
    if order.ending is not None:
        ends.append(LastDay(order.ending.on, order.ending.by.label))
    if born is not None:
        doubt = leaving_doubt(born, almanac, school)
        leaves = leaving_date(born)
        ends.append(LastDay(max(leaves, doubt.other_date) if doubt else leaves, BY_AGE))
    return sorted(ends)


def in_force(order: SupervisionOrder, born: date | None, almanac: Almanac, school: str = "") -> InForce | None:
    """From the day of its making to its last day, both included; None where no order was made."""
    if order.made is None:
        return None
    last = last_days(order, born, almanac, school)[0].day
    return InForce(first=order.made.on, last=max(last, order.made.on))
