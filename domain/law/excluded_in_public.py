"""An excluded child in a public place in school hours: Education and Inspections Act 2006 ss.103-105, guard G27.

Its tariff is its own (2007 regulations reg 4(1); the amounts are not verified), and its count never mixes with that of
notices for absence: no limit of two is known for it.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.calendars import Almanac
from domain.date_rules import three_years_window, work_out
from domain.deadline import uk_day
from domain.guards.sources import law, practice
from domain.law.answerable import answerable
from domain.law.authority import Register as Authorisations
from domain.law.authority import signed
from domain.law.guard import day_words, guard
from domain.law.needs import needs_considered
from domain.law.relied_on import of_age
from domain.proceedings.groundwork import AnswerableParent, Hand
from domain.proceedings.penalty_notice import PenaltyNotice, Scheme, Sighting, Tariff
from domain.verdict import Verdict
from domain.vocabulary import Power

TARIFF = Tariff(name="excluded", discount=60_00, full=120_00)
AMOUNTS = law("Education (Penalty Notices) (England) Regulations 2007 reg 4(1)", verified=False)
S103 = law("Education and Inspections Act 2006 s.103(1)-(3)")
S104 = law("Education and Inspections Act 2006 s.104")

G27_NO_NOTICE = guard("G27_SCHOOLS_NOTICE", "Only where the school told the parent of these very days first", S104)
G27_NOT_FIRST_FIVE = guard(
    "G27_FIRST_FIVE_DAYS", "Only on the first five school days of an exclusion, or all of a shorter one", S103
)
G27_HOURS = guard("G27_SCHOOL_HOURS", "Only in a public place during school hours", S103)
JUSTIFICATION = guard(
    "EXCLUSION_JUSTIFICATION",
    "Whether there was a reasonable justification is asked first, s.103(4)",
    practice("6.6"),
    absolute=True,
)
WRONG_TARIFF = guard("EXCLUSION_TARIFF", "The tariff for an excluded child is its own", AMOUNTS)
GIVEN_ALREADY = guard(
    "EXCLUSION_GIVEN_ALREADY", "One notice for one sighting of one exclusion", law("2006 Act s.105", verified=False)
)
GUARDS = (G27_NO_NOTICE, G27_NOT_FIRST_FIVE, G27_HOURS, JUSTIFICATION, WRONG_TARIFF, GIVEN_ALREADY)


@dataclass(frozen=True, kw_only=True)
class GivingForExclusion:
    """Such a notice about to be given at an instant."""

    notice: PenaltyNotice
    at: datetime
    giver: Hand
    authority: Authorisations
    born: date | None
    almanac: Almanac
    parents: Sequence[AnswerableParent] = ()
    notices: Sequence[PenaltyNotice] = ()


def counted(notices: Collection[PenaltyNotice], parent: str, child: str, proposed: date) -> list[PenaltyNotice]:
    """The own count of this scheme in the three years ending on that day. Notices for absence are not in it."""
    window = three_years_window(proposed)
    return [
        notice
        for notice in notices
        if (notice.person_id, notice.child, notice.scheme) == (parent, child, Scheme.EXCLUDED)
        and notice.counts
        and notice.issued_on is not None
        and notice.issued_on in window
    ]


def giving(step: GivingForExclusion) -> Iterator[Verdict]:
    """Everything that stands in the way. Raises CalendarMissing."""
    notice, seen = step.notice, step.notice.sighting
    yield from signed(step.authority, Power.PENALTY_NOTICE, step.giver, notice.hands)
    if notice.tariff is not None and notice.tariff != TARIFF:
        yield WRONG_TARIFF.refuse("It was prepared with another tariff", needs="prepare it again")
    if seen is None:
        yield G27_HOURS.refuse("Nobody has recorded where and when the child was seen", needs="the sighting")
        return
    yield from may_be_given(seen, step.almanac, notice.school)
    yield from answerable(notice.person_id, step.parents, [seen.seen_on], step.at)
    yield from of_age([seen.seen_on], step.born, step.almanac, notice.school)
    yield from needs_considered(notice.needs, step.at)
    if any(_same_matter(notice, other) for other in step.notices) or notice.issued_on is not None:
        yield GIVEN_ALREADY.refuse("This sighting has had its notice", needs="nothing more to do")
    if uk_day(step.at) < seen.seen_on:
        yield G27_HOURS.refuse("The sighting lies in the future", needs="the day the child was seen")


def may_be_given(seen: Sighting, almanac: Almanac, school: str) -> Iterator[Verdict]:
    """G27: the day is within the first five, stated in the school's notice, and that notice came before it."""
    fifth = work_out("day-six-provision", seen.exclusion_began, almanac, school).last_day
    last = min(fifth, seen.exclusion_ends or fifth)
    school_day = almanac.school(school, seen.seen_on).is_school_day(seen.seen_on)
    if not seen.exclusion_began <= seen.seen_on <= last or not school_day:
        yield G27_NOT_FIRST_FIVE.refuse(
            f"The school days from {day_words(seen.exclusion_began)} to {day_words(last)} are within s.103, and "
            f"{day_words(seen.seen_on)} is not among them",
            needs="a day within them",
        )
    if seen.told_on is None:
        yield G27_NO_NOTICE.refuse(
            "The school gave the parent no notice of the days on which to keep the child out of public places",
            needs="without that notice there is no penalty notice",
        )
    elif seen.told_on > seen.seen_on or seen.seen_on not in seen.told_days:
        yield G27_NO_NOTICE.refuse(
            "The school's notice came later, or does not state this day", needs="a day that the notice stated before"
        )
    if seen.in_school_hours is not True:
        yield G27_HOURS.refuse("It is not recorded that this was in school hours", needs="a time in school hours")
    if not seen.justification:
        yield JUSTIFICATION.refuse(
            "Nobody has recorded whether there was a reasonable justification", needs="what the parent says"
        )


def _same_matter(notice: PenaltyNotice, other: PenaltyNotice) -> bool:
    return (
        (other.child, other.name) != (notice.child, notice.name)
        and other.covers
        and (other.child, other.person_id, other.scheme) == (notice.child, notice.person_id, Scheme.EXCLUDED)
        and other.sighting is not None
        and notice.sighting is not None
        and other.sighting.seen_on == notice.sighting.seen_on
    )
