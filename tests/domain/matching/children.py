"""Likenesses to compare in the tests, made in one line."""

from datetime import date
from typing import Any

from domain.matching.likeness import Adult, Keyed, Likeness, Sibling
from domain.matching.names import Name
from domain.matching.score import Match, score

KEYED = Keyed(b"a key for tests")
BORN = date(2015, 3, 4)
HOME = {"doors": frozenset({KEYED("door", "BA11AA 1")}), "telephones": frozenset({KEYED("telephone", "1632960001")})}
MOTHER = Adult(("rosa", "example"), "mother", True)
UPN, OTHER_UPN = "X800400126001", "L800400126002"


def child(given: str, family: str = "Example", born: date | None = BORN, *also: Name, **more: Any) -> Likeness:
    return Likeness(names=(Name.of(given, family), *also), born=born, **more)


def sibling(given: str, family: str = "Example", born: date | None = BORN, ref: str = "") -> Sibling:
    return Sibling(Name.of(given, family), born, ref)


def compared(a: Likeness, b: Likeness) -> Match:
    """The match, after seeing that it is the same the other way round."""
    match, back = score(a, b), score(b, a)
    assert (match.finding, match.points) == (back.finding, back.points)
    return match
