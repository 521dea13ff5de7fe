"""Numbers and places in the one form in which they can be compared: pupil numbers, telephones, e-mail, addresses."""

import re
from collections.abc import Iterator

from pydantic import TypeAdapter, ValidationError

from domain.matching.folding import folded
from domain.matching.slips import distance
from domain.people import Address, Upn

_UPN: TypeAdapter[str] = TypeAdapter(Upn)
_NOT_A_NUMBER = re.compile(r"[^\d+() .\-]+|(?<=\d{6})\s{2,}")
_SHORTEST, _KEPT = 7, 10  # digits: fewer are no number; the last ten are the same with and without +44 or 0


def good_upn(upn: str) -> bool:
    """Whether its check letter fits its digits."""
    try:
        return bool(_UPN.validate_python(upn))
    except ValidationError:
        return False


def tidy_upn(upn: str) -> str:
    return "".join(upn.split()).upper()


def one_slip_apart(a: str, b: str) -> bool:
    """One character of a pupil number wrong, or two exchanged."""
    return distance(a, b) == 1


def telephones(line: str) -> Iterator[str]:
    """Every number in a line such as "01632 960 001 / +44 7700 900 123 (after six)"."""
    for part in _NOT_A_NUMBER.split(line.replace("(0)", "")):
        digits = "".join(c for c in part if c.isdigit())
        if len(digits) >= _SHORTEST:
            yield digits[-_KEPT:]


def email(line: str) -> str:
    tidy = line.strip().casefold()
    return tidy if "@" in tidy else ""


def postcode(address: Address) -> str:
    return address.postcode.replace(" ", "").upper()


def door(address: Address) -> str:
    """Postcode with house and flat numbers in any order; without a number, with the first line."""
    numbers = sorted(re.findall(r"\d+[a-z]?\b", folded(" ".join(address.lines[:3]))))
    return f"{postcode(address)} {' '.join(numbers) or folded(address.lines[0])}"
