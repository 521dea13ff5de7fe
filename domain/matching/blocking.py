"""Which cases are worth comparing: those that share a key. A case is stored under its keys, and asked for by its own
and by those that one slip would have made of them.
"""

from collections.abc import Iterator
from datetime import date

from domain.matching.births import near_births
from domain.matching.given_names import names_of
from domain.matching.likeness import Likeness
from domain.matching.names import Name
from domain.matching.sounds import sound


def stored_keys(likeness: Likeness) -> frozenset[str]:
    """What a case is found by. A kind of key is its first letter: u pupil number, t telephone, e e-mail, d door,
    p postcode, b birth date, s birth date and how a name sounds, n how two names sound, g a name in any form beside
    another, a an adult's name and the child's.
    """
    keys = {f"u{upn}" for upn in likeness.upns}
    keys |= {f"t{number}" for number in likeness.telephones}
    keys |= {f"e{mail}" for mail in likeness.emails}
    keys |= {f"d{door}" for door in likeness.doors}
    keys |= {f"p{postcode}" for postcode in likeness.postcodes}
    if likeness.born is not None:
        keys.add(f"b{likeness.born:%Y%m%d}")
        keys |= set(_born_and_called(likeness.born, likeness))
    for name in likeness.names:
        keys |= set(_pairs(name))
    keys |= set(_adults(likeness))
    return frozenset(keys)


def wanted_keys(likeness: Likeness) -> frozenset[str]:
    """What to ask for: its own keys, and its name with every date that one slip makes of its birth date."""
    keys = set(stored_keys(likeness))
    if likeness.born is not None:
        for near in near_births(likeness.born):
            keys |= set(_born_and_called(near, likeness))
    return frozenset(keys)


def _born_and_called(born: date, likeness: Likeness) -> Iterator[str]:
    return (f"s{born:%Y%m%d}{heard}" for heard in {sound(word) for name in likeness.names for word in name.all})


def _pairs(name: Name) -> Iterator[str]:
    """Two of its words as they sound, in either order; and each name that its given words may be a form of."""
    heard = sorted({sound(word) for word in (*name.given, *name.family)})
    yield from (f"n{one}+{other}" for at, one in enumerate(heard) for other in heard[at + 1 :])
    for given in name.given[:2]:
        for whole in names_of(given):
            yield from (f"g{whole}+{sound(word)}" for word in name.family)


def _adults(likeness: Likeness) -> Iterator[str]:
    called = {sound(name.given[0]) for name in likeness.names if name.given}
    for adult in likeness.adults:
        if len(adult.words) > 1:
            yield from (f"a{sound(adult.words[-1])}{adult.words[0][0]}+{own}" for own in called)
