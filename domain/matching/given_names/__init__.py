"""Given names that are one name. Each line of the tables is a name: its spellings | its short forms | what it \
is called
elsewhere. A word may stand in several lines (Alex, Sam): then it may be any of them.

Two names of which each is known here, and which share no line, are two names, however much alike they look (Hassan and
Hussein, Marina and Martina).
"""

from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache
from types import MappingProxyType

from domain.matching.given_names.african import AFRICAN
from domain.matching.given_names.arabic import ARABIC
from domain.matching.given_names.british import BRITISH
from domain.matching.given_names.eastern_europe import EASTERN_EUROPE
from domain.matching.given_names.further import FURTHER
from domain.matching.given_names.south_asian import SOUTH_ASIAN


class Kinship(IntEnum):
    """How two words are one name, the closest last."""

    NONE = 0
    ABROAD = 1
    SHORTS = 2  # two short forms of one name, each of which may be a name of its own: Ella and Ellie
    SHORT = 3  # a name and its short form
    SPELLING = 4


_Places = tuple[tuple[str, int], ...]  # (the line by its first word, part of the line)


def _read(*tables: str) -> dict[str, _Places]:
    places: dict[str, list[tuple[str, int]]] = {}
    for line in (line for table in tables for line in table.strip().splitlines()):
        for part, words in enumerate(line.split("|")):
            for word in words.split():
                places.setdefault(word, []).append((line.split()[0], part))
    return {word: tuple(found) for word, found in places.items()}


_PLACES: Mapping[str, _Places] = MappingProxyType(_read(BRITISH, EASTERN_EUROPE, ARABIC, SOUTH_ASIAN, AFRICAN, FURTHER))


def names_of(word: str) -> list[str]:
    """The names that a word may be a form of, each by its first spelling; empty where it is not known."""
    return sorted({line for line, _ in _PLACES.get(word, ())})


def whole(word: str) -> bool:
    """Whether it is known as a name of its own, and not only as somebody's short form."""
    return any(part != 1 for _, part in _PLACES.get(word, ()))


@lru_cache(maxsize=100_000)
def kinship(a: str, b: str) -> Kinship:
    """How two folded words are one name; NONE where they are not, or where one is unknown."""
    closest = Kinship.NONE
    for line, part in _PLACES.get(a, ()):
        for other_line, other_part in _PLACES.get(b, ()):
            if line == other_line:
                closest = max(closest, _between(part, other_part))
    return closest


def two_names(a: str, b: str) -> bool:
    """Both are known as whole names, and they are not one name."""
    return whole(a) and whole(b) and kinship(a, b) is Kinship.NONE


def _between(part: int, other: int) -> Kinship:
    if part == other == 0:
        return Kinship.SPELLING
    if 2 in (part, other):
        return Kinship.ABROAD
    return Kinship.SHORTS if part == other else Kinship.SHORT
