"""What two children's names come to: every name of the one against every name of the other, the best pair counts."""

from dataclasses import dataclass

from domain.matching.common_names import many_bear_family, many_bear_given
from domain.matching.evidence import Ground
from domain.matching.likeness import Likeness
from domain.matching.names import (
    Closeness,
    Compared,
    Name,
    compare_family,
    compare_given,
    turned_round,
    word_in_common,
)
from domain.matching.slips import Slip

_GIVEN_POINTS = {
    Closeness.EQUAL: 6.5,
    Closeness.SPELLING: 5.5,
    Closeness.SHORT: 5.0,
    Closeness.ABROAD: 3.5,
    Closeness.SLIP: 4.5,
    Closeness.SOUND: 4.0,
    Closeness.PART: 2.5,
    Closeness.NEAR: 2.5,
    Closeness.DIFFERENT: -6.0,
}
_FAMILY_POINTS = {
    Closeness.EQUAL: 7.5,
    Closeness.SPELLING: 6.0,
    Closeness.SHORT: 4.0,
    Closeness.ABROAD: 4.0,
    Closeness.SLIP: 6.0,
    Closeness.SOUND: 5.0,
    Closeness.PART: 4.5,
    Closeness.NEAR: 3.0,
    Closeness.DIFFERENT: -4.0,
}
_COMMON = 2.0  # points that a name borne by many is worth less
_MIDDLE = -2.5
_TURNED = 9.0
_SURE = frozenset({Closeness.EQUAL, Closeness.SPELLING, Closeness.SHORT})
_SURE_SLIPS = frozenset({Slip.EXCHANGED, Slip.DOUBLED})


@dataclass(frozen=True, slots=True)
class NameMatch:
    given: Compared | None
    family: Compared | None
    turned: bool
    grounds: tuple[Ground, ...]

    @property
    def points(self) -> float:
        return sum(ground.points for ground in self.grounds)

    @property
    def given_alike(self) -> bool:
        return self.given is not None and self.given.closeness > Closeness.DIFFERENT

    @property
    def one_family(self) -> bool:
        return self.family is not None and self.family.closeness >= Closeness.PART


def best_names(a: Likeness, b: Likeness) -> NameMatch:
    if len(a.names) == len(b.names) == 1:
        return _match(a.name, b.name)
    pairs = [_match(ours, theirs) for ours in a.names for theirs in b.names]
    return max(pairs, key=lambda pair: pair.points)


def sure(names: NameMatch, a: Likeness, b: Likeness) -> bool:
    """Whether the given names are surely one name, so that no twin bears the other: equal, another spelling, a short
    form (of a child of the same sex), two letters exchanged or one doubled.
    """
    if names.turned:
        return True
    given = names.given
    if given is None or given.middle_differs:
        return False
    if given.closeness is Closeness.SHORT and a.sex and b.sex and a.sex != b.sex:
        return False
    return given.closeness in _SURE or given.slip in _SURE_SLIPS


def _match(a: Name, b: Name) -> NameMatch:
    if turned_round(a, b):
        words = f"First and last name the other way round: {a.shown} and {b.shown}."
        return NameMatch(None, None, True, (Ground(words, _TURNED),))
    given, family = compare_given(a.given, b.given), compare_family(a.family, b.family)
    grounds = [*_given_grounds(given), *_family_grounds(family, word_in_common(a, b))]
    return NameMatch(given, family, False, tuple(grounds))


def _given_grounds(given: Compared | None) -> list[Ground]:
    if given is None:
        return [Ground("A given name is not known.", 0)]
    common = many_bear_given(given.ours.split()[0]) and given.closeness >= Closeness.SPELLING
    points = _GIVEN_POINTS[given.closeness] - _COMMON * common
    found = [Ground(_given_words(given, common=common), points)]
    if given.middle_differs:
        found.append(Ground("Their second given names differ.", _MIDDLE))
    return found


def _given_words(given: Compared, *, common: bool) -> str:
    ours, theirs = given.ours.title(), given.theirs.title()
    match given.closeness:
        case Closeness.EQUAL:
            return f"Same given name, {ours}" + (", which many bear." if common else ".")
        case Closeness.SPELLING:
            return f"{ours} and {theirs} are spellings of one name."
        case Closeness.SHORT:
            return f"{ours} and {theirs} are forms of one name, one of them short."
        case Closeness.ABROAD:
            return f"{ours} and {theirs} are one name in two languages."
        case Closeness.SLIP:
            return f"{ours} and {theirs} are one slip of the hand apart."
        case Closeness.SOUND:
            return f"{ours} and {theirs} sound alike."
        case Closeness.PART:
            return f"{ours} and {theirs}: one may be a part of the other's name."
        case Closeness.NEAR:
            return f"{ours} and {theirs} look alike."
    return f"Different given names: {ours} and {theirs}."


def _family_grounds(family: Compared | None, shared: str) -> list[Ground]:
    if family is None:
        return [Ground("A last name is not known.", 0)]
    ours, theirs = family.ours.title(), family.theirs.title()
    if family.closeness is Closeness.DIFFERENT and shared:
        points = 3.0 - _COMMON * many_bear_family(shared)
        return [Ground(f"Different last names, and {shared.title()} is among both their names.", points)]
    common = many_bear_family(family.ours.split()[0]) and family.closeness >= Closeness.PART
    points = _FAMILY_POINTS[family.closeness] - _COMMON * common
    match family.closeness:
        case Closeness.EQUAL:
            return [Ground(f"Same last name, {ours}" + (", which many bear." if common else "."), points)]
        case Closeness.DIFFERENT:
            return [Ground(f"Different last names: {ours} and {theirs}.", points)]
        case Closeness.PART:
            return [Ground(f"{ours} is in both last names, or a part of one.", points)]
        case Closeness.SLIP:
            return [Ground(f"Last names {ours} and {theirs} are one slip of the hand apart.", points)]
    return [Ground(f"Last names {ours} and {theirs} sound or look alike.", points)]
