"""Is it the same child? Points for and against, each with its reason in plain words, and what they come to.

A point is a doubling: evidence worth one point is twice as likely if it is the same child (Fellegi and Sunter's
weights, to the base of two, set by hand and tried on the labelled set). Two children of one family share nearly
everything, so what is the family's never makes them one child: their own names and dates must agree
(PRACTICE 1.5: a person decides).
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from domain.matching.births import Birth, Births, compare_births
from domain.matching.evidence import Ground, family_grounds, upn_grounds
from domain.matching.likeness import Likeness
from domain.matching.name_match import NameMatch, best_names, sure
from domain.vocabulary import Word

POSSIBLE_FROM = 11.0
LIKELY_FROM = 19.0
_CASES = 13.3  # the points that one case in ten thousand starts behind: log2(10,000)
_FAMILY_FROM = 3.0  # a telephone number, a door, or a parent in common
_TWO_GENERATIONS = 10.0  # years
_WRONG_YEAR = 3.0  # years by which a date of birth that is simply wrong is usually wrong at most
_NEAR_BIRTHS = (Birth.EQUAL, Birth.TURNED, Birth.DIGIT, Birth.EXCHANGED)


class Finding(Word):
    """What the points come to; a proposal and never a decision."""

    LIKELY = "likely", "Probably the same child"
    POSSIBLE = "possible", "Perhaps the same child"
    FAMILY = "family", "Twin, brother or sister?"
    DIFFERENT = "different", "Not the same child"

    @property
    def shown(self) -> bool:
        return self is not Finding.DIFFERENT


@dataclass(frozen=True, slots=True)
class Match:
    """`points` are comparable between matches; `likelihood` (0 to 1) is what they mean among ten thousand cases."""

    finding: Finding
    points: float
    grounds: tuple[Ground, ...]
    protected: bool = False

    @property
    def likelihood(self) -> float:
        return 1 / (1 + math.exp((_CASES - self.points) * math.log(2)))

    @property
    def reasons(self) -> list[str]:
        """What speaks for it, the strongest first. Nothing that is protected is confirmed (PRACTICE 4.3)."""
        return self._said(ground for ground in self.grounds if ground.points > 0)

    @property
    def against(self) -> list[str]:
        return self._said(ground for ground in self.grounds if ground.points <= 0)

    def _said(self, grounds: Iterable[Ground]) -> list[str]:
        ordered = sorted(grounds, key=lambda ground: -abs(ground.points))
        return list(
            dict.fromkeys(
                "Details that are protected were compared too." if self.protected and ground.hidden else ground.words
                for ground in ordered
            )
        )


def score(a: Likeness, b: Likeness) -> Match:
    """Compare two children. Symmetric but for the order of words in the reasons."""
    names, births = best_names(a, b), compare_births(a.born, b.born)
    family, upn = family_grounds(a, b), upn_grounds(a, b)
    grounds = [*names.grounds, *_birth_grounds(births), *upn, *family.grounds, *_sex(a, b)]
    points = round(sum(ground.points for ground in grounds), 1)
    finding, why = _finding(_Facts(a, b, names, births, family.points, family.siblings, _one_pupil(upn)), points)
    return Match(finding, points, (*grounds, *why), protected=a.protected or b.protected)


@dataclass(frozen=True, slots=True)
class _Facts:
    a: Likeness
    b: Likeness
    names: NameMatch
    births: Births | None
    family: float
    siblings: bool
    one_pupil: bool

    @property
    def apart(self) -> bool:
        """Both dates are known, and no slip makes one of the other."""
        return self.births is not None and self.births.how is Birth.DIFFERENT

    @property
    def years(self) -> float:
        return self.births.years_apart if self.births else 0.0

    @property
    def near(self) -> bool:
        return self.births is not None and (self.births.how in _NEAR_BIRTHS or self.years < 0.01)


def _finding(facts: _Facts, points: float) -> tuple[Finding, list[Ground]]:
    """The points, unless a person who knows families would read them otherwise."""
    by_points = _by_points(points)
    if facts.one_pupil:
        named = facts.names.given_alike or facts.names.turned
        return (by_points if named else min(by_points, Finding.POSSIBLE, key=_weakest)), []
    if facts.siblings:
        return Finding.FAMILY, [Ground("One is recorded as another child of the other's household.", 0)]
    related = facts.family >= _FAMILY_FROM
    if facts.apart and facts.years >= _TWO_GENERATIONS:
        why = "Born {} years apart: a parent and a child, or two relatives, may bear one name."
        return (Finding.FAMILY if related else Finding.DIFFERENT), [Ground(why, 0, (round(facts.years),))]
    if facts.apart and facts.years > _WRONG_YEAR:
        return (Finding.FAMILY if related else Finding.DIFFERENT), []
    if sure(facts.names, facts.a, facts.b):
        return (min(by_points, Finding.POSSIBLE, key=_weakest) if facts.apart else by_points), []
    if related:
        return Finding.FAMILY, [Ground(_family_words(facts), 0)]
    return _unsure_name(facts, by_points)


def _unsure_name(facts: _Facts, by_points: Finding) -> tuple[Finding, list[Ground]]:
    """The given names are not surely one name, and nothing says that the children live together."""
    # Where nobody has said where one of them lives, a twin is as likely as a slip.
    maybe_twins = not facts.names.given_alike or not (facts.a.reachable and facts.b.reachable)
    if facts.near and facts.names.one_family and by_points.shown and maybe_twins:
        return Finding.FAMILY, [Ground(_family_words(facts), 0)]
    if not facts.names.given_alike and not facts.names.turned:
        return Finding.DIFFERENT, []
    return min(by_points, Finding.POSSIBLE, key=_weakest), []


def _family_words(facts: _Facts) -> str:
    if facts.near and facts.names.given_alike:
        return "Twins may bear names as alike as these; it may also be one child, misspelt."
    if facts.near:
        return "Same birth date, another given name: twins, or one child under two names?"
    return "The same family, another given name: brother or sister?"


def _by_points(points: float) -> Finding:
    if points >= LIKELY_FROM:
        return Finding.LIKELY
    return Finding.POSSIBLE if points >= POSSIBLE_FROM else Finding.DIFFERENT


def _weakest(finding: Finding) -> int:
    return -list(Finding).index(finding)


def _one_pupil(grounds: Iterable[Ground]) -> bool:
    return any(ground.points >= 10 for ground in grounds)


_BIRTH_POINTS = {
    Birth.EQUAL: 11.0,
    Birth.TURNED: 8.0,
    Birth.EXCHANGED: 6.0,
    Birth.DIGIT: 6.0,
    Birth.YEAR: 5.0,
    Birth.NEW_YEAR: 2.0,
    Birth.DIFFERENT: -7.0,
}
_BIRTH_WORDS = {
    Birth.EQUAL: "Same date of birth, {0}.",
    Birth.TURNED: "Day and month of birth the other way round: {0} and {1}.",
    Birth.EXCHANGED: "Two digits of the date of birth exchanged: {0} and {1}.",
    Birth.DIGIT: "One digit of the date of birth differs: {0} and {1}.",
    Birth.YEAR: "Born on the same day of the year, one year apart: {0} and {1}.",
    Birth.NEW_YEAR: "One date of birth is 1 January, which often stands for a year only: {0} and {1}.",
    Birth.DIFFERENT: "Different dates of birth: {0} and {1}.",
}


def _birth_grounds(births: Births | None) -> list[Ground]:
    if births is None:
        return [Ground("A date of birth is not known.", 0)]
    points = 7.0 if births.how is Birth.EQUAL and births.new_year else _BIRTH_POINTS[births.how]
    return [Ground(_BIRTH_WORDS[births.how], points, (births.ours, births.theirs))]


def _sex(a: Likeness, b: Likeness) -> list[Ground]:
    if not a.sex or not b.sex:
        return []
    return [
        Ground("Recorded as of the same sex.", 1.0) if a.sex == b.sex else Ground("Recorded as of different sex.", -3.0)
    ]
