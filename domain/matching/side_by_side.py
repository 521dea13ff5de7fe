"""Two cases beside each other, line by line, for the person who decides. What is protected on either is hidden on both,
and whether it agrees is hidden too: else somebody could learn an address by trying (PRACTICE 4.3, 8.10).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.case_file import CaseFile
from domain.matching.folding import folded
from domain.matching.numbers import telephones
from domain.protecting import HIDDEN, protected_values, scrubbed

_TELEPHONE = "Telephone"


class Agreement(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    UNKNOWN = "unknown"  # one does not say
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Line:
    label: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    agreement: Agreement


def side_by_side(
    left: CaseFile, right: CaseFile, schools: Iterable[tuple[str, str]] = (), more: Iterable[str] = ()
) -> list[Line]:
    """`schools` gives the names of school numbers; `more` is what else only the records know to be protected."""
    names = dict(schools)
    hide = left.protected or right.protected
    hidden = [*protected_values(left, more), *protected_values(right, more)]
    open_lines = [
        _line("Name", [left.child.name], [right.child.name], hidden),
        _line("Also known as", _also(left), _also(right), hidden),
        _line("Date of birth", _born(left), _born(right), hidden),
        _line("Sex", [left.child.sex], [right.child.sex], hidden),
        _line("Unique pupil number", [left.child.upn], [right.child.upn], hidden),
        _line("Adults", _adults(left), _adults(right), hidden),
        _line("Other children", _children(left), _children(right), hidden),
    ]
    covered = [
        ("Last school", _school(left, names), _school(right, names)),
        ("Address", _homes(left), _homes(right)),
        (_TELEPHONE, _numbers(left), _numbers(right)),
        ("E-mail", _mail(left), _mail(right)),
    ]
    if hide:
        return open_lines + [Line(label, (HIDDEN,), (HIDDEN,), Agreement.HIDDEN) for label, _, _ in covered]
    return open_lines + [_line(label, ours, theirs, ()) for label, ours, theirs in covered]


def _line(label: str, left: Iterable[str], right: Iterable[str], hidden: Iterable[str]) -> Line:
    ours, theirs = ([value for value in side if value] for side in (left, right))
    hidden = list(hidden)
    shown = [tuple(scrubbed(value, hidden) for value in side) for side in (ours, theirs)]
    whole = shown == [tuple(ours), tuple(theirs)]
    alike = telephones if label == _TELEPHONE else _as_words
    return Line(label, shown[0], shown[1], _agreement(ours, theirs, alike) if whole else Agreement.HIDDEN)


def _as_words(value: str) -> list[str]:
    return [folded(value)]


def _agreement(left: list[str], right: list[str], alike: Callable[[str], Iterable[str]]) -> Agreement:
    """Shown as it was recorded, compared in the one form in which it can be."""
    ours, theirs = ({each for value in side for each in alike(value)} for side in (left, right))
    if not ours or not theirs:
        return Agreement.UNKNOWN
    return Agreement.DIFFERENT if ours.isdisjoint(theirs) else Agreement.SAME


def _also(case: CaseFile) -> list[str]:
    return [case.child.known_as, *case.child.aliases]


def _born(case: CaseFile) -> list[str]:
    return [f"{case.child.date_of_birth:%-d %B %Y}"] if case.child.date_of_birth else []


def _adults(case: CaseFile) -> list[str]:
    return [f"{person.name}, {person.relation.label.lower()}" for person in case.people if person.name]


def _children(case: CaseFile) -> list[str]:
    return [
        f"{child.name}, born {child.date_of_birth:%-d %B %Y}" if child.date_of_birth else child.name
        for child in case.household
    ]


def _school(case: CaseFile, names: dict[str, str]) -> list[str]:
    number = case.child.school
    return [names.get(number, number)]


def _homes(case: CaseFile) -> list[str]:
    return [", ".join(person.address.printed()) for person in case.people if person.address]


def _numbers(case: CaseFile) -> list[str]:
    return [person.telephone for person in case.people]


def _mail(case: CaseFile) -> list[str]:
    return [person.email.casefold() for person in case.people]
