"""What protection covers, as values: place, telephone, e-mail, school and the rest of PRACTICE 4.3, printed nowhere.

Names of fields are not enough: an officer may have typed the address into a note. So what is shown of a protected case
is searched for the values themselves.
"""

import re
from collections.abc import Iterable

from domain.case_file import CaseFile

HIDDEN = "[protected]"
_SHORTEST = 4  # shorter words would blank half of every sentence


def protected_values(case: CaseFile, more: Iterable[str] = ()) -> list[str]:
    """Every value that this case must not show, longest first; empty where nothing is protected.

    `more` is what only the records know: the names of the schools whose numbers the case holds.
    """
    if not case.protected:
        return []
    values: set[str] = {case.child.school, case.place.school, case.place.school_name, *more}
    for person in case.people:
        if person.address is not None:
            values |= {*person.address.lines, person.address.postcode}
        values |= {person.telephone, person.email}
    values |= {sighting.where for sighting in case.sightings}
    safe = {line.casefold() for person in case.people if person.safe_address for line in person.safe_address.printed()}
    stripped = {value.strip() for value in values}
    kept = {value for value in stripped if len(value) >= _SHORTEST and value.casefold() not in safe}
    return sorted(kept, key=lambda value: (-len(value), value))


def scrubbed(text: str, values: Iterable[str]) -> str:
    """The text with every protected value blanked, however it is spaced or cased."""
    for value in values:
        text = _pattern(value).sub(HIDDEN, text)
    return text


def shows(text: str, values: Iterable[str]) -> bool:
    return any(_pattern(value).search(text) for value in values)


def _pattern(value: str) -> re.Pattern[str]:
    characters = [re.escape(character) for character in value if not character.isspace()]
    return re.compile(r"\s*".join(characters), re.IGNORECASE)
