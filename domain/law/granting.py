"""Keeping the register of authorisations: who may enter or end a line of it, and for which days (PRACTICE 6.15).

A line opens nothing for days gone by, and its end takes nothing from them: what was done is judged by the register as
it stood (PRACTICE 2.3). To say late that somebody acted for another only makes four eyes stricter, so that may be said.
"""

from collections.abc import Iterator
from datetime import date

from domain.guards.sources import practice
from domain.law.authority import AUTHORITY, ActingFor, Authorisation, Register
from domain.law.guard import day_words, guard
from domain.proceedings.groundwork import Hand, InForce
from domain.verdict import Verdict

OWN_AUTHORITY = guard(
    "OWN_AUTHORITY",
    "Nobody grants or ends a power of their own, nor of somebody they act for, nor says for whom they act",
    AUTHORITY,
    absolute=True,
)
NOT_BACKDATED = guard(
    "NOT_BACKDATED", "The register gives no power for days gone by, and takes none away", practice("2.3"), absolute=True
)
HELD_ALREADY = guard(
    "HELD_ALREADY", "On any day one line of the register says it, so that its end ends it", AUTHORITY, absolute=True
)
ENDS_ALREADY = guard(
    "ENDS_ALREADY", "An end is only brought forward: what goes on for longer is granted anew", AUTHORITY, absolute=True
)
GUARDS = (OWN_AUTHORITY, NOT_BACKDATED, HELD_ALREADY, ENDS_ALREADY)


def granting(register: Register, line: Authorisation, today: date) -> Iterator[Verdict]:
    """Whether `line.granted_by` may enter this line today."""
    yield from _not_their_own(register, line.granted_by, line.person, today)
    if line.first < today:
        yield NOT_BACKDATED.refuse(
            "A power is not granted for days gone by", needs="today or a later day", field="first"
        )
    for held in register.entries:
        if (held.person, held.power) == (line.person, line.power) and _meet(held.first, held.last, line):
            yield _held(held.first, held.last)


def ending(register: Register, line: Authorisation, last: date, by: str, today: date) -> Iterator[Verdict]:
    """Whether `by` may end this line today, so that `last` is its last day."""
    yield from _not_their_own(register, by, line.person, today)
    yield from _ends(line.last, last, today)


def deputising(register: Register, acting: ActingFor, by: str) -> Iterator[Verdict]:
    """Whether `by` may enter that somebody acts for an absent person."""
    yield from _neither_of(acting, by)
    for known in register.acting:
        if (known.deputy, known.absent) == (acting.deputy, acting.absent) and _meet_days(known.when, acting.when):
            yield _held(known.when.first, known.when.last)


def relieving(acting: ActingFor, last: date, by: str, today: date) -> Iterator[Verdict]:
    """Whether `by` may end today that somebody acts for another, so that `last` is the last day of it."""
    yield from _neither_of(acting, by)
    yield from _ends(acting.when.last, last, today)


def _not_their_own(register: Register, by: str, person: str, today: date) -> Iterator[Verdict]:
    """Whoever acts for another counts as both, here too."""
    if register.counts_as(Hand(person=by, on=today)) & register.counts_as(Hand(person=person, on=today)):
        yield OWN_AUTHORITY.refuse(
            "This is a power of your own, of somebody you act for, or of somebody who acts for you",
            needs="somebody else who keeps the register",
            field="person",
        )


def _neither_of(acting: ActingFor, by: str) -> Iterator[Verdict]:
    if by in (acting.deputy, acting.absent):
        yield OWN_AUTHORITY.refuse(
            "You are one of the two", needs="somebody else who keeps the register", field="deputy"
        )


def _ends(known: date | None, last: date, today: date) -> Iterator[Verdict]:
    if known is not None and last >= known:
        yield ENDS_ALREADY.refuse(
            f"Its last day is {day_words(known)} already", needs="an earlier day, or a new line", field="last"
        )
    elif last < today:
        yield NOT_BACKDATED.refuse(
            "What was done until today stays as it was", needs="today or a later day", field="last"
        )


def _meet(first: date, last: date | None, line: Authorisation) -> bool:
    return _meet_days(InForce(first=first, last=last), InForce(first=line.first, last=line.last))


def _meet_days(one: InForce, other: InForce) -> bool:
    return one.meets(other.first, other.last or date.max)


def _held(first: date, last: date | None) -> Verdict:
    until = f"to {day_words(last)}" if last else "without an end"
    return HELD_ALREADY.refuse(
        f"The register says so already, from {day_words(first)} {until}",
        needs="other days, or an end of that line first",
        field="first",
    )
