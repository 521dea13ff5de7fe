"""What a penalty notice for absence costs, and how many there may be: per parent, per child, in three years.

Education (Penalty Notices) (England) Regulations 2007 as amended by SI 2024/210, in force on 19 August 2024. Guards
G13 and G14. The separate tariff for an excluded child is in `excluded_in_public`, and its count too.
"""

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from domain.calendars import ONE_DAY
from domain.date_rules import three_years_window
from domain.dates.counting import corresponding_date
from domain.guards.sources import law, practice
from domain.law.guard import day_words, guard, some_of
from domain.proceedings.penalty_notice import PenaltyNotice, Scheme, Tariff
from domain.verdict import Verdict

REGULATIONS = "Education (Penalty Notices) (England) Regulations 2007, as amended by SI 2024/210"
AMOUNTS = law(f"{REGULATIONS}, reg 4")

# Law: the amounts, in pence, and the day from which notices count.
FIRST = Tariff(name="first", discount=80_00, full=160_00)
SECOND = Tariff(name="second", full=160_00)
MOST = 2
COUNTED_FROM = date(2024, 8, 19)

G13_TARIFF = guard("G13_TARIFF", "The amount follows the count of notices in the three years ending today", AMOUNTS)
G14_CAP = guard(
    "G14_CAP", "At most two notices to one parent for one child in three years", law(f"{REGULATIONS}, limit of two")
)
BACKDATED = guard(
    "NOTICE_BACKDATED",
    "No notice is dated before another one to the same parent for the same child",
    practice("2.3"),
    absolute=True,
)
GUARDS = (G13_TARIFF, G14_CAP, BACKDATED)


class Given(NamedTuple):
    """A notice that counts, and the day it was given."""

    on: date
    notice: PenaltyNotice


def given_before(notices: Collection[PenaltyNotice], parent: str, child: str) -> list[Given]:
    """Those to this parent for this child, for absence, that count at all, oldest first."""
    own = [
        Given(notice.issued_on, notice)
        for notice in notices
        if (notice.person_id, notice.child, notice.scheme) == (parent, child, Scheme.ABSENCE)
        and notice.counts
        and notice.issued_on is not None
        and notice.issued_on >= COUNTED_FROM
    ]
    return sorted(own, key=lambda given: given.on)


def counted(notices: Collection[PenaltyNotice], parent: str, child: str, proposed: date) -> list[Given]:
    """Those in the three years ending on the day a notice is proposed, oldest first. Shown as evidence."""
    window = three_years_window(proposed)
    return [given for given in given_before(notices, parent, child) if given.on in window]


def tariff_for(notices: Collection[PenaltyNotice], parent: str, child: str, proposed: date) -> Tariff | None:
    """None where there may be no further notice."""
    number = len(counted(notices, parent, child, proposed))
    return (FIRST, SECOND)[number] if number < MOST else None


def possible_from(notices: Collection[PenaltyNotice], parent: str, child: str, proposed: date) -> date:
    """The first day, `proposed` or later, on which fewer than two count and none is dated later."""
    own = given_before(notices, parent, child)
    day = max([proposed, *(given.on for given in own[-1:])])
    if len(counted(notices, parent, child, day)) < MOST:
        return day
    leaves = own[-MOST].on
    day = corresponding_date(leaves, 36)
    while leaves in three_years_window(day):
        day += ONE_DAY
    return day


def may_be_given(
    notices: Collection[PenaltyNotice], parent: str, child: str, proposed: date, printed: Tariff | None
) -> Iterator[Verdict]:
    """`printed` is the tariff the notice was prepared with, judged again when it is given."""
    own = given_before(notices, parent, child)
    possible = possible_from(notices, parent, child, proposed)
    if own and own[-1].on > proposed:
        yield BACKDATED.refuse(
            f"A notice was given on {day_words(own[-1].on)}: this one cannot be dated before it", opens_on=possible
        )
    tariff = tariff_for(notices, parent, child, proposed)
    if tariff is None:
        days = some_of(day_words(given.on) for given in counted(notices, parent, child, proposed))
        yield G14_CAP.refuse(
            f"This parent has had two notices for this child in three years: {days}",
            opens_on=possible,
        )
    elif printed is not None and printed != tariff:
        yield G13_TARIFF.refuse(
            f"It was prepared as the {printed.name} notice, and today it would be the {tariff.name}",
            needs="prepare it again",
        )


def pounds(pence: int) -> str:
    """£80, or £80.50."""
    return f"£{pence // 100}" if pence % 100 == 0 else f"£{pence // 100}.{pence % 100:02d}"
