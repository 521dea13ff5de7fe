"""Two names compared: as written, as said, as shortened, as mistyped, and the other way round."""

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from domain.matching.common_names import BEFORE_THE_NAME, NO_FAMILYS_OWN
from domain.matching.folding import surname_words, words
from domain.matching.given_names import Kinship, kinship, two_names
from domain.matching.slips import Slip, distance, slip
from domain.matching.sounds import sound

Words = tuple[str, ...]


class Closeness(IntEnum):
    """How near two words are, the nearest last."""

    DIFFERENT = 0
    NEAR = 1  # some letters differ
    PART = 2  # an initial, a first or a second name of several, a part of a longer name
    SOUND = 3  # written otherwise, said alike
    SLIP = 4  # one slip of the hand
    ABROAD = 5  # the same name in another language
    SHORTS = 6  # two short forms of one name
    SHORT = 7  # a name and its short form
    SPELLING = 8  # another spelling
    EQUAL = 9


@dataclass(frozen=True, slots=True)
class Name:
    """A name as folded words. `shown` is how it was written, for the reasons."""

    given: Words
    family: Words
    shown: str = ""

    @classmethod
    def of(cls, given: str, family: str) -> "Name":
        return cls(words(given), surname_words(family), f"{given} {family}".strip())

    @classmethod
    def of_line(cls, line: str, family: str = "") -> "Name":
        """A name in one line: its last word is the family's, unless it is the only one and the family's is known."""
        found = line.split()
        if len(found) == 1:
            return cls.of(line, family)
        return cls.of(" ".join(found[:-1]), found[-1]) if found else cls((), ())

    @property
    def all(self) -> Words:
        return self.given + self.family


@lru_cache(maxsize=200_000)
def closeness(a: str, b: str) -> Closeness:
    """How near two folded words are as given names."""
    if a == b:
        return Closeness.EQUAL
    match kinship(a, b):
        case Kinship.SPELLING:
            return Closeness.SPELLING
        case Kinship.SHORT:
            return Closeness.SHORT
        case Kinship.SHORTS:
            return Closeness.SHORTS
        case Kinship.ABROAD:
            return Closeness.ABROAD
    return Closeness.DIFFERENT if two_names(a, b) else _by_letters(a, b)


@lru_cache(maxsize=200_000)
def family_closeness(a: str, b: str) -> Closeness:
    """The same for a word of a family name: Jack is no form of Johnson's John, but Maxamed is Mohamed."""
    if a == b:
        return Closeness.EQUAL
    if kinship(a, b) is Kinship.SPELLING:
        return Closeness.SPELLING
    return _by_letters(a, b)


def _by_letters(a: str, b: str) -> Closeness:
    shorter, longer = sorted((a, b), key=len)
    most = max(2, len(longer) // 3)
    changes = distance(a, b, most)
    if changes == 1 and slip(a, b) is not None:
        return Closeness.SLIP
    if changes <= most and len(shorter) > 2 and sound(a) == sound(b):
        return Closeness.SOUND
    if _part(shorter, longer):
        return Closeness.PART
    if (changes == 1 and len(longer) >= 4) or (changes == 2 and len(longer) >= 6):
        return Closeness.NEAR
    return Closeness.DIFFERENT


def _part(shorter: str, longer: str) -> bool:
    if len(shorter) < 3:
        return len(shorter) == 1 and longer[0] == shorter
    return (longer[:2] == shorter[:2] and longer.startswith(_stem(shorter))) or longer.endswith(shorter)


def _stem(word: str) -> str:
    """What a pet name keeps of the whole: Winnie of Winifred, Cassie of Cassandra."""
    bare = word.rstrip("aeiouy")
    bare = bare[:-1] if bare[-2:-1] == bare[-1:] and len(bare) > 3 else bare
    return bare if len(bare) >= 3 else word


@dataclass(frozen=True, slots=True)
class Compared:
    """How near, and the words that are so near."""

    closeness: Closeness
    ours: str
    theirs: str
    middle_differs: bool = False

    @property
    def slip(self) -> Slip | None:
        return slip(self.ours, self.theirs) if self.closeness is Closeness.SLIP else None


def compare_given(a: Words, b: Words) -> Compared | None:
    """None where one of them has none."""
    if not a or not b:
        return None
    one, other = _without_what_stands_before(a), _without_what_stands_before(b)
    if one == other or sorted(one) == sorted(other) or "".join(one) == "".join(other):
        return Compared(Closeness.EQUAL, " ".join(a), " ".join(b))
    if len(a) == len(b) == 1:
        return _compared(one[0], other[0])
    found = _compared(one[0], other[0])
    if len(one) != len(other) and (whole := _compared("".join(one), "".join(other))).closeness >= Closeness.SLIP:
        found = max(found, whole, key=lambda each: each.closeness)
    if found.closeness >= Closeness.SOUND:
        apart = len(one) > 1 and len(other) > 1 and not _any_alike(one[1:], other[1:])
        return Compared(found.closeness, found.ours, found.theirs, middle_differs=apart)
    crossed = [_compared(x, y) for x in one for y in other]
    best = max(crossed, key=lambda each: each.closeness)
    if best.closeness >= Closeness.SLIP or (a[0] == b[0] and 1 in (len(a), len(b))):
        return Compared(max(found.closeness, Closeness.PART), best.ours, best.theirs)
    return found


def compare_family(a: Words, b: Words) -> Compared | None:
    """None where one of them has none. A word in common of two family names is a part of them."""
    one, other = _of_the_family(a), _of_the_family(b)
    if not one or not other:
        return None
    if one == other or sorted(one) == sorted(other) or "".join(one) == "".join(other):
        return Compared(Closeness.EQUAL, " ".join(one), " ".join(other))
    pairs = [Compared(family_closeness(x, y), x, y) for x in one for y in other]
    best = max(pairs, key=lambda each: each.closeness)
    if len(one) == len(other) == 1:
        return best
    joined = family_closeness("".join(one), "".join(other))
    if joined >= Closeness.SLIP:
        return Compared(joined, " ".join(one), " ".join(other))
    return Compared(min(best.closeness, Closeness.PART), best.ours, best.theirs) if best.closeness else best


def turned_round(a: Name, b: Name) -> bool:
    """Whether each fits where the first name of one is taken for the other's last. Asked where they do not fit as they
    stand.
    """
    if not (a.given and a.family and b.given and b.family):
        return False
    return (
        closeness("".join(a.given), "".join(b.family)) >= Closeness.SOUND
        and closeness("".join(a.family), "".join(b.given)) >= Closeness.SOUND
    )


def word_in_common(a: Name, b: Name) -> str:
    """A word of both names beside the first of each: a father's or a grandfather's name may stand anywhere."""
    mine = frozenset(a.given[1:] + a.family) - NO_FAMILYS_OWN
    return min(mine.intersection(b.given[1:] + b.family), default="")


def _compared(x: str, y: str) -> Compared:
    return Compared(closeness(x, y), x, y)


def _any_alike(a: Words, b: Words) -> bool:
    return any(closeness(x, y) >= Closeness.SOUND or (x[0] == y[0] and 1 in (len(x), len(y))) for x in a for y in b)


def _without_what_stands_before(given: Words) -> Words:
    if len(given) > 1 and closeness(given[0], BEFORE_THE_NAME) >= Closeness.SPELLING:
        return given[1:]
    return given


def _of_the_family(family: Words) -> Words:
    return tuple(word for word in family if word not in NO_FAMILYS_OWN) or family
