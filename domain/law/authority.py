"""Authority to act: the register of authorisations, and the second person (PRACTICE 6.15, guard G29).

Who may do a thing is what the register says on that day. Somebody who acts for an absent person counts as both, and
needs the power in their own name.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from pydantic import ValidationInfo, field_validator

from domain.guards.sources import practice
from domain.law.guard import day_words, guard
from domain.people import Line
from domain.proceedings.groundwork import Hand, InForce, Record
from domain.verdict import Verdict
from domain.vocabulary import Power

AUTHORITY = practice("6.15")
NOT_AUTHORISED = guard(
    "NOT_AUTHORISED",
    "Who signs, decides or authorises holds that power in the register on that day",
    AUTHORITY,
    absolute=True,
)
SECOND_PERSON = guard(
    "G29_SECOND_PERSON",
    "What has legal effect is approved by somebody who neither asked for it, wrote it nor edited it",
    AUTHORITY,
    absolute=True,
)
GUARDS = (NOT_AUTHORISED, SECOND_PERSON)


class Authorisation(Record):
    """One line of the register. Both days count; no `last` means until it is ended."""

    person: Line
    power: Power
    granted_by: Line
    first: date
    last: date | None = None
    document: Line = ""

    @field_validator("granted_by")
    @classmethod
    def _by_another(cls, granted_by: str, known: ValidationInfo) -> str:
        if granted_by == known.data.get("person"):
            raise ValueError("Nobody grants a power to themselves")
        return granted_by

    @field_validator("last")
    @classmethod
    def _runs_forward(cls, last: date | None, known: ValidationInfo) -> date | None:
        first = known.data.get("first")
        if last is not None and first is not None and last < first:
            raise ValueError("It ends before it begins")
        return last

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


class ActingFor(Record):
    """`deputy` acts for `absent` on the days of `when`."""

    deputy: Line
    absent: Line
    when: InForce

    @field_validator("absent")
    @classmethod
    def _for_another(cls, absent: str, known: ValidationInfo) -> str:
        if absent == known.data.get("deputy"):
            raise ValueError("Nobody acts for themselves")
        return absent


class Register(Record):
    """The register of authorisations as it stands, and who acts for whom."""

    entries: tuple[Authorisation, ...] = ()
    acting: tuple[ActingFor, ...] = ()

    def relied_on(self, person: str, power: Power, day: date) -> Authorisation | None:
        """The line that gives this person this power on that day: the one a bundle prints."""
        return next(
            (line for line in self.entries if (line.person, line.power) == (person, power) and line.covers(day)), None
        )

    def holders(self, power: Power, day: date) -> tuple[str, ...]:
        """Everybody who holds it on that day, for whom to ask."""
        return tuple(sorted({line.person for line in self.entries if line.power is power and line.covers(day)}))

    def counts_as(self, hand: Hand) -> frozenset[str]:
        """The person, and everybody they act for on that day, by the act itself or by the register."""
        counted = {hand.person, hand.acting_for} - {""}
        while True:
            more = {each.absent for each in self.acting if each.deputy in counted and hand.on in each.when}
            if more <= counted:
                return frozenset(counted)
            counted |= more


def holds(register: Register, power: Power, hand: Hand) -> Iterator[Verdict]:
    """Whether the person who acts holds the power themselves on the day of the act."""
    if register.relied_on(hand.person, power, hand.on) is not None:
        return
    later = [
        line.first
        for line in register.entries
        if (line.person, line.power) == (hand.person, power) and line.first > hand.on
    ]
    yield NOT_AUTHORISED.refuse(
        f"The register of authorisations does not give this person the power to {_lower(power.label)} "
        f"on {day_words(hand.on)}",
        opens_on=min(later, default=None),
        needs="somebody whom the register gives that power",
    )


def second_person(register: Register, approver: Hand, authors: Iterable[Hand]) -> Iterator[Verdict]:
    """G29: the approver and everybody the approver counts as had no hand in asking, writing or editing."""
    wrote = frozenset().union(*(register.counts_as(author) for author in authors))
    if register.counts_as(approver) & wrote:
        yield SECOND_PERSON.refuse(
            "Whoever asked for it, wrote it or edited it does not approve it, nor whoever acts for them",
            needs="a second person",
        )


def signed(register: Register, power: Power, approver: Hand, authors: Iterable[Hand]) -> Iterator[Verdict]:
    """A document with legal effect: signed under a power, by a second person."""
    yield from holds(register, power, approver)
    yield from second_person(register, approver, authors)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
