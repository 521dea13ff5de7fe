"""What a hand does wrong on a keyboard: letters exchanged, doubled, missed, or the key beside the right one."""

from enum import StrEnum

from rapidfuzz.distance import OSA

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")  # each row stands half a key to the right of the one above
_SHORTEST = 4  # one letter of a shorter name is too much of it


class Slip(StrEnum):
    EXCHANGED = "exchanged"
    DOUBLED = "doubled"
    NEIGHBOUR = "neighbour"
    MISSED = "missed"


def _beside() -> frozenset[tuple[str, str]]:
    places = {letter: (row, column + row / 2) for row, keys in enumerate(_ROWS) for column, letter in enumerate(keys)}
    return frozenset(
        (a, b)
        for a, (row, column) in places.items()
        for b, (other_row, other_column) in places.items()
        if a != b and abs(row - other_row) <= 1 and abs(column - other_column) <= 1
    )


BESIDE = _beside()


def slip(a: str, b: str) -> Slip | None:
    """The one slip that makes one of two words of the other; None where there is none, or where it needs more.

    The first letter is hardly ever mistyped, and Aiden and Jaiden are two children: there only an exchange counts.
    """
    if abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < _SHORTEST - 1 or a == b:
        return None
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if len(a) == len(b):
        return _same_length(a, b, at)
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    if at == 0 or longer[at + 1 :] != shorter[at:]:
        return None
    if longer[at] == longer[at - 1] or longer[at : at + 1] == longer[at + 1 : at + 2]:
        return Slip.DOUBLED
    return Slip.MISSED if len(shorter) >= _SHORTEST else None


def _same_length(a: str, b: str, at: int) -> Slip | None:
    if a[at : at + 2] == b[at : at + 2][::-1] and len(a[at : at + 2]) == 2 and a[at + 2 :] == b[at + 2 :]:
        return Slip.EXCHANGED
    if at and len(a) >= _SHORTEST and a[at + 1 :] == b[at + 1 :] and (a[at], b[at]) in BESIDE:
        return Slip.NEIGHBOUR
    return None


def distance(a: str, b: str, most: int | None = None) -> int:
    """How many letters must be changed, added, left out or exchanged with the next; more than `most` is most + 1."""
    return int(OSA.distance(a, b, score_cutoff=most))
