"""A likeness as JSON, as the projection keeps it. Of places, numbers and schools it holds hashes only."""

from datetime import date
from typing import Any

from domain.matching.likeness import Adult, Guarded, Likeness, Sibling
from domain.matching.names import Name

_SETS = ("postcodes", "doors", "telephones", "emails")


def to_shape(likeness: Likeness) -> dict[str, Any]:
    """Equal likenesses have equal shapes. The reference and the protection have columns of their own."""
    return {
        "names": [_name(name) for name in likeness.names],
        "born": _day(likeness.born),
        "sex": likeness.sex,
        "upns": list(likeness.upns),
        "school": likeness.school,
        **{name: sorted(getattr(likeness, name)) for name in _SETS},
        "adults": [[list(adult.words), adult.relation, adult.parent] for adult in likeness.adults],
        "siblings": [[_name(other.name), _day(other.born), other.ref] for other in likeness.siblings],
    }


def from_shape(ref: str, shape: dict[str, Any], guarded: Guarded) -> Likeness:
    return Likeness(
        ref=ref,
        names=tuple(_name_of(name) for name in shape["names"]),
        born=_day_of(shape["born"]),
        sex=shape["sex"],
        upns=tuple(shape["upns"]),
        school=shape["school"],
        postcodes=frozenset(shape["postcodes"]),
        doors=frozenset(shape["doors"]),
        telephones=frozenset(shape["telephones"]),
        emails=frozenset(shape["emails"]),
        adults=tuple(Adult(tuple(said), relation, parent) for said, relation, parent in shape["adults"]),
        siblings=tuple(Sibling(_name_of(name), _day_of(born), other) for name, born, other in shape["siblings"]),
        guarded=guarded,
    )


def _name(name: Name) -> list[Any]:
    return [list(name.given), list(name.family), name.shown]


def _name_of(stored: list[Any]) -> Name:
    return Name(tuple(stored[0]), tuple(stored[1]), stored[2])


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day_of(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
