"""What two children's names come to: every name of the one against every name of the other, the best pair counts."""

from collections.abc import Callable
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
from domain.matching.numbers import good_upn
from domain.matching.slips import Slip

_GIVEN_POINTS = {
    Closeness.EQUAL: 6.5,
    Closeness.SPELLING: 5.5,
    Closeness.SHORT: 5.0,
    Closeness.SHORTS: 4.0,
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
_LONG_ENOUGH = 5
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
    form, or two letters exchanged or one doubled in a name long enough not to become another by it.
    """
    if names.turned:
        return True
    given = names.given
    if given is None or given.middle_differs:
        return False
    if given.closeness is Closeness.EQUAL:
        return True
    return not _two_children(a, b) and (given.closeness in _SURE or _sure_slip(given))


def _sure_slip(given: Compared) -> bool:
    return given.slip in _SURE_SLIPS and min(len(given.ours), len(given.theirs)) >= _LONG_ENOUGH


def _two_children(a: Likeness, b: Likeness) -> bool:
    """Recorded as a boy and a girl, or with two good pupil numbers: then only an equal name is surely one."""
    if a.sex and b.sex and a.sex != b.sex:
        return True
    return bool(a.upns and b.upns) and set(a.upns).isdisjoint(b.upns) and good_upn(a.upns[0]) and good_upn(b.upns[0])


def _match(a: Name, b: Name) -> NameMatch:
    given, family = compare_given(a.given, b.given), compare_family(a.family, b.family)
    if _far(given) and _far(family) and turned_round(a, b):
        turned = Ground("First and last name the other way round: {} and {}.", _TURNED, (a.shown, b.shown))
        return NameMatch(None, None, True, (turned,))
    grounds = [*_given_grounds(given), *_last_name_grounds(family, a, b)]
    return NameMatch(given, family, False, tuple(grounds))


def _far(compared: Compared | None) -> bool:
    return compared is not None and compared.closeness <= Closeness.PART


_GIVEN_WORDS = {
    Closeness.EQUAL: "Same given name, {0}.",
    Closeness.SPELLING: "{0} and {1} are spellings of one name.",
    Closeness.SHORT: "{0} and {1} are one name, one of them its short form.",
    Closeness.SHORTS: "{0} and {1} are short for one name.",
    Closeness.ABROAD: "{0} and {1} are one name in two languages.",
    Closeness.SLIP: "{0} and {1} are one slip of the hand apart.",
    Closeness.SOUND: "{0} and {1} sound alike.",
    Closeness.PART: "{0} and {1}: one may be a part of the other's name.",
    Closeness.NEAR: "{0} and {1} look alike.",
    Closeness.DIFFERENT: "Different given names: {0} and {1}.",
}
_FAMILY_WORDS = {
    Closeness.EQUAL: "Same last name, {0}.",
    Closeness.SLIP: "Last names {0} and {1} are one slip of the hand apart.",
    Closeness.PART: "{0} is in both last names, or a part of one.",
    Closeness.DIFFERENT: "Different last names: {0} and {1}.",
}


def _given_grounds(given: Compared | None) -> list[Ground]:
    if given is None:
        return [Ground("A given name is not known.", 0)]
    common = given.closeness >= Closeness.SPELLING and _either(many_bear_given, given)
    words = "Same given name, {0}, which many bear." if common and _equal(given) else _GIVEN_WORDS[given.closeness]
    found = [Ground(words, _GIVEN_POINTS[given.closeness] - _COMMON * common, (given.ours, given.theirs))]
    if given.middle_differs:
        found.append(Ground("Their second given names differ.", _MIDDLE))
    return found


def _last_name_grounds(family: Compared | None, a: Name, b: Name) -> list[Ground]:
    if family is None:
        return [Ground("A last name is not known.", 0)]
    if family.closeness is Closeness.DIFFERENT and (shared := word_in_common(a, b)):
        points = 3.0 - _COMMON * many_bear_family(shared)
        return [Ground("Different last names, and {0} is among both their names.", points, (shared,))]
    common = family.closeness >= Closeness.PART and _either(many_bear_family, family)
    words = _FAMILY_WORDS.get(family.closeness, "Last names {0} and {1} sound or look alike.")
    if common and _equal(family):
        words = "Same last name, {0}, which many bear."
    return [Ground(words, _FAMILY_POINTS[family.closeness] - _COMMON * common, (family.ours, family.theirs))]


def _either(many_bear: Callable[[str], bool], compared: Compared) -> bool:
    return many_bear(compared.ours.split()[0]) or many_bear(compared.theirs.split()[0])


def _equal(compared: Compared) -> bool:
    return compared.closeness is Closeness.EQUAL
