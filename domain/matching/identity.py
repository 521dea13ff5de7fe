"""An adopted child, or one with a protected change of name: two identities, tied together only in a restricted record.

Searching for one never shows the other (PRACTICE 3.4). The record itself is opened by those who hold the power, each
opening logged; here is only what a list, a search, an alias and a merge must not give away.
"""

from collections.abc import Collection, Sequence

from domain.matching.folding import folded
from domain.people import Child


def without_linked(refs: Sequence[str], asked: str, linked: Collection[frozenset[str]]) -> frozenset[str]:
    """Of the cases found, best first, those that may be shown: none that is linked with the one asked about, and of
    several that are linked with each other only the best.
    """
    kept: list[str] = []
    for ref in refs:
        of_it = [pair for pair in linked if ref in pair]
        if not any(asked in pair or any(other in pair for other in kept) for pair in of_it):
            kept.append(ref)
    return frozenset(kept)


def gives_away(text: str, other: Child) -> bool:
    """Whether a text about one identity holds a name of the other: its whole name, or what it is known as with it."""
    said = f" {folded(text)} "
    names = [other.name, *other.aliases, f"{other.known_as} {other.surname}" if other.known_as else ""]
    return any(f" {name} " in said for each in names if len((name := folded(each)).split()) > 1)
