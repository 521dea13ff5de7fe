"""Two dates of birth compared: equal, or one a slip of the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from domain.matching.slips import distance


class Birth(Enum):
    EQUAL = "equal"
    TURNED = "day and month the other way round"
    DIGIT = "one digit differs"
    EXCHANGED = "two digits exchanged"
    YEAR = "a year apart"
    NEW_YEAR = "one stands for a year only"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Births:
    how: Birth
    ours: date
    theirs: date

    @property
    def years_apart(self) -> float:
        return abs((self.ours - self.theirs).days) / 365.25

    @property
    def new_year(self) -> bool:
        """Both on 1 January: it often means that only the year is known."""
        return _first_of_january(self.ours) and _first_of_january(self.theirs)


def compare_births(ours: date | None, theirs: date | None) -> Births | None:
    """None where one is not known."""
    if ours is None or theirs is None:
        return None
    return Births(_how(ours, theirs), ours, theirs)


def _how(a: date, b: date) -> Birth:
    if a == b:
        return Birth.EQUAL
    if (a.year, a.month, a.day) == (b.year, b.day, b.month):
        return Birth.TURNED
    one, other = _digits(a), _digits(b)
    changed = [i for i in range(8) if one[i] != other[i]]
    if len(changed) == 2 and distance(one, other) == 1:
        return Birth.EXCHANGED
    if abs(a.year - b.year) == 1 and (a.month, a.day) == (b.month, b.day):
        return Birth.YEAR
    if len(changed) == 1 and changed[0] != 6 and abs(a.year - b.year) <= 4:
        return Birth.DIGIT
    if (_first_of_january(a) or _first_of_january(b)) and abs(a.year - b.year) <= 1:
        return Birth.NEW_YEAR
    return Birth.DIFFERENT


def _digits(day: date) -> str:
    return f"{day.day:02d}{day.month:02d}{day.year}"


def _first_of_january(day: date) -> bool:
    return (day.month, day.day) == (1, 1)


def near_births(born: date) -> Iterator[date]:
    """This day and every day that one slip makes of it, each once."""
    text = _digits(born)
    made = {text, text[2:4] + text[:2] + text[4:]}
    made |= {text[:i] + digit + text[i + 1 :] for i in (0, 1, 2, 3, 7) for digit in "0123456789"}
    made |= {text[:i] + text[i + 1] + text[i] + text[i + 2 :] for i in (0, 2, 6)}
    made |= {f"{text[:4]}{born.year + years}" for years in (-1, 1)}
    made |= {f"0101{born.year + years}" for years in (-1, 0, 1)}
    for each in sorted(made):
        try:
            yield date(int(each[4:]), int(each[2:4]), int(each[:2]))
        except ValueError:
            continue
