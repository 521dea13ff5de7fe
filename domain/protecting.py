"""What protection covers, as values: place, telephone, e-mail, school and the rest of PRACTICE 4.3, printed nowhere.

Names of fields are not enough: an officer may have typed the address into a note. So what is shown of a protected case
is searched for the values themselves, also for those that were changed or corrected since.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from domain.case_file import CaseFile
from domain.corrections import CORRECTION
from domain.entry import Entry
from domain.vocabulary import Protection

HIDDEN = "[protected]"
# The fields of forms that hold what protection covers. A safe correspondence address is agreed to be printed.
COVERED = frozenset(
    {"address", "telephone", "email", "school", "school_name", "where", "educated_at", "not_to_be_shown"}
)
_SHORTEST = 4  # shorter words would blank half of every sentence
_SHORTEST_PART = 6
_DOOR = re.compile(r"^(flat|unit|apartment|room|no\.?)?\s*\d+\s*[a-z]?\b", re.IGNORECASE)
# Said of half of all children: hiding these words would hide nothing and make the rest unreadable.
_COMMONPLACE = frozenset(
    {
        *("home", "at home", "school", "the school", "at school", "in school", "nursery", "at nursery"),
        *("office", "the office", "our office", "hospital", "the hospital", "street", "in the street", "park"),
    }
)
_BETWEEN = r"[\s().-]*"


def covered_by(entry: Entry) -> list[str]:
    """The values in an entry that would have to be hidden; also those that a correction takes away or puts in."""
    found = [*_texts(entry.data, covered=False), *entry.consequences.prepared.get("covered", ())]
    if entry.action == CORRECTION and not COVERED.isdisjoint(str(entry.data.get("field", "")).split(".")):
        found += [*_texts(entry.data.get("old"), covered=True), *_texts(entry.data.get("new"), covered=True)]
    return found


def _texts(value: Any, *, covered: bool) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, each in value.items():
            yield from _texts(each, covered=covered or name in COVERED)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each, covered=covered)
    elif isinstance(value, str) and covered and value.strip():
        yield value.strip()


def protected_values(case: CaseFile, more: Iterable[str] = ()) -> list[str]:
    """Every value that this case must not show, longest first; empty where nothing is protected.

    `more` is what only the records know: the names of the schools whose numbers the case holds.
    """
    if not case.protected:
        return []
    said = {*case.covered, *more, case.place.school_name}
    if Protection.ADOPTION in case.protections_in_force():
        said |= set(case.child.aliases)  # the name before stands in no record but a restricted one (PRACTICE 3.4)
    values = {part for value in said for part in _parts(value)}
    safe = {line.casefold() for person in case.people if person.safe_address for line in person.safe_address.printed()}
    kept = {value for value in values if value.casefold() not in safe}
    return sorted(kept, key=lambda value: (-len(value), value))


def _parts(value: str) -> Iterator[str]:
    """A value, what stands between its commas, and a street without its house number: people write all of them."""
    for part in (value, *value.split(",")):
        part = part.strip()
        if len(part) >= _SHORTEST and not _DOOR.fullmatch(part) and part.casefold() not in _COMMONPLACE:
            yield part
        street = _DOOR.sub("", part, count=1).strip()
        if street != part and len(street) >= _SHORTEST_PART:
            yield street


def scrubbed(text: str, values: Iterable[str]) -> str:
    """The text with every protected value blanked, however it is spaced, cased or punctuated."""
    for value in values:
        text = _pattern(value).sub(HIDDEN, text)
    return text


# What a machine reads: no person wrote it, and blanking a part would break it.
_FOR_MACHINES = frozenset({"ref", "href", "id", "code", "action_schema", "sha256"})


def blanked(value: Any, values: Iterable[str]) -> Any:
    """The same value with every text in it scrubbed, however deep it stands."""
    if isinstance(value, str):
        return scrubbed(value, values)
    if isinstance(value, dict):
        return {key: each if key in _FOR_MACHINES else blanked(each, values) for key, each in value.items()}
    if isinstance(value, list):
        return [blanked(each, values) for each in value]
    return value


def shows(text: str, values: Iterable[str]) -> bool:
    return any(_pattern(value).search(text) for value in values)


_ALIKE = {each: f"[{kind}]" for kind in ("'’‘ʼ`´", "‐‑‒–—−-", '"“”„') for each in kind}


@lru_cache(maxsize=2_000)
def _pattern(value: str) -> re.Pattern[str]:
    digits = re.sub(r"\D", "", value)
    if len(digits) >= 9 and re.fullmatch(r"[\d\s()+./-]+", value):
        national = re.sub(r"^(0044|44|0)0?", "", digits)
        return re.compile(rf"(?:(?:\+|00)44{_BETWEEN}0?|\b44|0)?{_BETWEEN.join(national)}")
    characters = [_ALIKE.get(each, re.escape(each)) for each in value if not each.isspace()]
    return re.compile(r"\s*".join(characters), re.IGNORECASE)
