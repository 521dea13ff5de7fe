"""What matching knows of a child. Places, numbers and the school are there as keyed hashes only: they can be equal, and
nobody can read them (PRACTICE 4.3).
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from hashlib import sha256
from typing import Any

from domain.case_access import restricted
from domain.case_file import CaseFile
from domain.matching import numbers
from domain.matching.folding import words
from domain.matching.names import Name
from domain.people import NOT_KNOWN, Address, Person
from domain.vocabulary import Relation

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "mx", "prof", "rev", "sir", "lady", "lord"})


class Guarded(IntEnum):
    """How far a case is kept from those who search: its details are protected, or who the child was before."""

    OPEN = 0
    DETAILS = 1
    IDENTITY = 2


def guarded(case: CaseFile) -> Guarded:
    if restricted(case):
        return Guarded.IDENTITY
    return Guarded.DETAILS if case.protected else Guarded.OPEN


class Keyed:
    """Hashes of values, comparable only where they were made with the same key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def __call__(self, kind: str, value: str) -> str:
        """Sixteen hexadecimal digits: kinds do not meet, and an empty value stays empty."""
        return hmac.digest(self._key, f"{kind}:{value}".encode(), sha256).hex()[:16] if value else ""


@dataclass(frozen=True, slots=True)
class Adult:
    """An adult around the child; `parent` where the relation says so."""

    words: tuple[str, ...]
    relation: str
    parent: bool


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another child of the household, with the reference of its own case where it is known."""

    name: Name
    born: date | None
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """`names` has the child's own name first. `upns` has the present one first, then former ones."""

    names: tuple[Name, ...]
    ref: str = ""
    born: date | None = None
    sex: str = ""
    upns: tuple[str, ...] = ()
    school: str = ""
    postcodes: frozenset[str] = frozenset()
    doors: frozenset[str] = frozenset()
    telephones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    adults: tuple[Adult, ...] = ()
    siblings: tuple[Sibling, ...] = ()
    guarded: Guarded = Guarded.OPEN

    @property
    def protected(self) -> bool:
        return self.guarded is not Guarded.OPEN

    @property
    def name(self) -> Name:
        return self.names[0]

    def without_details(self) -> "Likeness":
        """Without what PRACTICE 4.3 protects, even hashed."""
        none: frozenset[str] = frozenset()
        return replace(self, school="", postcodes=none, doors=none, telephones=none, emails=none)

    @property
    def reachable(self) -> bool:
        """Whether anything is known of where it lives or who looks after it."""
        return bool(self.doors or self.telephones or self.emails or self.adults)


def likeness_of(case: CaseFile, keyed: Keyed) -> Likeness:
    """A case as matching knows it. Nobody is found by the name that a protected identity had before (PRACTICE 3.4)."""
    child, level = case.child, guarded(case)
    own = Name.of(_told(child.given), _told(child.surname))
    also = (child.known_as, *(child.aliases if level is not Guarded.IDENTITY else ()))
    others = [Name.of_line(line, child.surname) for line in also if line.strip()]
    return Likeness(
        ref=case.ref,
        names=(own, *(name for name in dict.fromkeys(others) if name.all and name != own)),
        born=child.date_of_birth,
        sex=child.sex,
        upns=(numbers.tidy_upn(child.upn),) if child.upn else (),
        school=keyed("school", child.school),
        adults=tuple(adult_of(person) for person in case.people if _told(person.name)),
        siblings=tuple(
            Sibling(Name.of_line(other.name, child.surname), other.date_of_birth, other.case_ref)
            for other in case.household
            if other.name
        ),
        guarded=level,
        **_reached(case.people, keyed),
    )


def _told(name: str) -> str:
    """Nothing for a name that nobody has told: two children of whom it is not known are not alike in that."""
    return "" if name == NOT_KNOWN else name


def adult_of(person: Person) -> Adult:
    found = tuple(word for word in words(person.name) if word not in _TITLES)
    parent = person.relation in (Relation.MOTHER, Relation.FATHER, Relation.STEP_PARENT, Relation.GUARDIAN)
    return Adult(found, person.relation.value, parent)


def _reached(people: Iterable[Person], keyed: Keyed) -> dict[str, Any]:
    """Where those live who may live with the child, and every number and e-mail address: hashed."""
    people = list(people)
    homes = [
        person.address
        for person in people
        if person.address is not None and person.relation is not Relation.SOCIAL_WORKER
    ]
    return {
        "postcodes": frozenset(keyed("postcode", numbers.postcode(home)) for home in homes),
        "doors": frozenset(keyed("door", numbers.door(home)) for home in homes),
        "telephones": frozenset(
            keyed("telephone", number) for person in people for number in numbers.telephones(person.telephone)
        ),
        "emails": frozenset(keyed("email", mail) for person in people if (mail := numbers.email(person.email))),
    }


def home_of(address: Address, keyed: Keyed) -> dict[str, frozenset[str]]:
    """An address that is asked about, hashed as those on file are."""
    return {
        "postcodes": frozenset({keyed("postcode", numbers.postcode(address))}),
        "doors": frozenset({keyed("door", numbers.door(address))}),
    }
