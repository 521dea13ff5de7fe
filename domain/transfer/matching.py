"""Whether a pupil of a transfer file is a child who is looked for: by pupil number, or by name and date of birth
together (DOMAIN 5.1). A match is proposed and never more (PRACTICE 1.5).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.matching.blocking import stored_keys
from domain.matching.likeness import Guarded, Likeness
from domain.matching.names import Name
from domain.matching.score import Finding, score
from domain.transfer.file import Held
from domain.vocabulary import Word


class By(Word):
    UPN = "upn", "Same unique pupil number"
    NAME_AND_BIRTH = "name-and-birth", "Name and date of birth alike"


@dataclass(frozen=True)
class Matched:
    """A pupil of the file, by its place there, and the case whose child it may be. `restricted`: only a supervisor may
    be told (PRACTICE 3.4).
    """

    number: int
    ref: str
    by: tuple[By, ...]
    finding: Finding
    restricted: bool


def likeness_of_pupil(pupil: Held) -> Likeness:
    own = Name.of(pupil.forename, pupil.surname)
    others = (Name.of_line(line, pupil.surname) for line in pupil.other_names)
    return Likeness(
        names=(own, *(name for name in dict.fromkeys(others) if name.all and name != own)),
        born=pupil.born,
        sex=pupil.sex,
        upns=tuple(upn for upn in (pupil.upn, pupil.former_upn) if upn),
    )


def keys_of_pupil(likeness: Likeness) -> Iterator[str]:
    """What to ask for: its numbers, and how its names sound on its date of birth. The very date: a file has thousands
    of pupils, and with every slip of every date each would be compared with hundreds of children.
    """
    return (key for key in stored_keys(likeness) if key[0] in "us")


def matched(number: int, pupil: Likeness, others: Iterable[Likeness]) -> Iterator[Matched]:
    """Those of the others that it may be."""
    for other in others:
        match = score(pupil, other)
        same_number = not set(pupil.upns).isdisjoint(other.upns)
        born = pupil.born is not None and pupil.born == other.born
        alike = born and match.finding in (Finding.LIKELY, Finding.POSSIBLE)
        if by := tuple(word for word, holds in ((By.UPN, same_number), (By.NAME_AND_BIRTH, alike)) if holds):
            restricted = other.guarded is Guarded.IDENTITY
            yield Matched(number, other.ref, by, match.finding, restricted)
