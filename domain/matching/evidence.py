"""What else two children may have in common: a pupil number, which is one child's, and what is a family's."""

from dataclasses import dataclass, replace
from datetime import date

from domain.matching.births import Birth, compare_births
from domain.matching.likeness import Adult, Likeness, Sibling
from domain.matching.names import Closeness, Name, compare_given, family_closeness
from domain.matching.numbers import good_upn, one_slip_apart
from domain.matching.slips import distance

_MOST = 9.0  # what is the family's hangs together: an address brings a telephone and a mother with it


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason: its sentence and what fills it, its points, and whether it speaks of what PRACTICE 4.3 protects.

    It is put in words only when somebody reads it: most children who are compared are never shown.
    """

    sentence: str
    points: float
    about: tuple[str | date | int, ...] = ()
    hidden: bool = False

    @property
    def words(self) -> str:
        return self.sentence.format(*(_said(each) for each in self.about))


def _said(value: str | date | int) -> str:
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    return value.title() if isinstance(value, str) else str(value)


@dataclass(frozen=True, slots=True)
class Family:
    grounds: tuple[Ground, ...]
    points: float  # of what ties the household: the school is not among it
    siblings: bool  # one is recorded as another child of the other's household


def upn_grounds(a: Likeness, b: Likeness) -> list[Ground]:
    """A pupil number is one pupil's; a child may have had several, and one may be mistyped."""
    if not a.upns or not b.upns:
        return []
    if a.upns[0] == b.upns[0]:
        if good_upn(a.upns[0]):
            return [Ground("Same unique pupil number, and its check letter fits.", 16.0)]
        return [Ground("Same unique pupil number, though its check letter does not fit.", 11.0)]
    if not set(a.upns).isdisjoint(b.upns):
        return [Ground("The pupil number of one is a former number of the other.", 14.0)]
    if one_slip_apart(a.upns[0], b.upns[0]):
        return [Ground("The pupil numbers differ by one character.", 6.0)]
    if good_upn(a.upns[0]) and good_upn(b.upns[0]):
        return [Ground("Different unique pupil numbers, each with a check letter that fits.", -8.0)]
    return [Ground("Different unique pupil numbers.", -3.0)]


def family_grounds(a: Likeness, b: Likeness) -> Family:
    found = [*_places(a, b), *_adults(a, b), *_brothers_and_sisters(a, b)]
    total = sum(ground.points for ground in found)
    if total > _MOST:
        found = [replace(each, points=each.points * _MOST / total) for each in found]
    school = [Ground("Same last school.", 1.5, hidden=True)] if a.school and a.school == b.school else []
    other = _other_mothers(a, b)
    return Family((*found, *school, *other), min(total, _MOST), _recorded_as_siblings(a, b))


def _places(a: Likeness, b: Likeness) -> list[Ground]:
    found = []
    if not a.doors.isdisjoint(b.doors):
        found.append(Ground("Same address.", 5.0, hidden=True))
    elif not a.postcodes.isdisjoint(b.postcodes):
        found.append(Ground("Same postcode.", 2.5, hidden=True))
    if not a.telephones.isdisjoint(b.telephones):
        found.append(Ground("Same telephone number.", 6.0, hidden=True))
    if not a.emails.isdisjoint(b.emails):
        found.append(Ground("Same e-mail address.", 6.0, hidden=True))
    return found


def _adults(a: Likeness, b: Likeness) -> list[Ground]:
    found = []
    for ours in a.adults:
        near = max((_adult_points(ours, theirs) for theirs in b.adults), default=0.0)
        if near:
            who = "A parent of the same name: {}." if ours.parent else "An adult of the same name: {}."
            found.append(Ground(who, near, (" ".join(ours.words),)))
    return found


def _other_mothers(a: Likeness, b: Likeness) -> list[Ground]:
    """A mother is one person: two names that are not alike speak against one child."""
    ours, theirs = ([each for each in side.adults if each.relation == "mother"] for side in (a, b))
    if not ours or not theirs or any(_adult_points(x, y) for x in ours for y in theirs):
        return []
    return [Ground("Mothers of different names.", -3.0)]


def _adult_points(a: Adult, b: Adult) -> float:
    """One name, or an initial and a last name. A mother and a father are two people."""
    if a.parent and b.parent and a.relation != b.relation and {a.relation, b.relation} == {"mother", "father"}:
        return 0.0
    if a.words == b.words:
        return 4.0 if len(a.words) > 1 else 1.0
    if len(a.words) < 2 or len(b.words) < 2 or distance(a.words[-1], b.words[-1], 2) > 2:
        return 0.0
    if family_closeness(a.words[-1], b.words[-1]) < Closeness.SOUND:
        return 0.0
    first, other = a.words[0], b.words[0]
    if 1 in (len(first), len(other)):
        return 1.5 if first[0] == other[0] else 0.0
    given = compare_given(a.words[:1], b.words[:1])
    return 3.0 if given is not None and given.closeness >= Closeness.SOUND else 0.0


def _brothers_and_sisters(a: Likeness, b: Likeness) -> list[Ground]:
    shared = sum(any(_one_sibling(ours, theirs) for theirs in b.siblings) for ours in a.siblings)
    if not shared:
        return []
    words = "The same brother or sister." if shared == 1 else "{} brothers and sisters in common."
    return [Ground(words, min(6.0, 3.0 * shared), (shared,))]


def _one_sibling(a: Sibling, b: Sibling) -> bool:
    if a.ref and a.ref == b.ref:
        return True
    given = compare_given(a.name.given, b.name.given)
    return given is not None and given.closeness >= Closeness.SLIP and not _born_apart(a, b.born)


def _recorded_as_siblings(a: Likeness, b: Likeness) -> bool:
    """Each is named among the other children of the other's household, and their own names are not one name."""
    if _named_in(a, b) or _named_in(b, a):
        own = compare_given(a.name.given, b.name.given)
        return own is None or own.closeness < Closeness.ABROAD
    return False


def _named_in(household_of: Likeness, child: Likeness) -> bool:
    return any(
        (other.ref and other.ref == child.ref) or (_is(other.name, child) and not _born_apart(other, child.born))
        for other in household_of.siblings
    )


def _is(name: Name, child: Likeness) -> bool:
    given = compare_given(name.given, child.name.given)
    return given is not None and given.closeness >= Closeness.SLIP and name.family == child.name.family


def _born_apart(sibling: Sibling, born: date | None) -> bool:
    births = compare_births(sibling.born, born)
    return births is not None and births.how is Birth.DIFFERENT
