"""Referrals from a file, such as a school's list of pupils who did not come back. Read here, recorded by the API."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from domain.actions.referral import ReferralReceived
from domain.entry import canonical
from domain.vocabulary import Channel, Reason, Relation, Word
from records.table_file import DAY_WORDS, Row, RowFault, read_day, read_table

NEEDED = ("given", "surname", "channel")
OPTIONAL = (
    "date_of_birth",
    "sex",
    "upn",
    "school",
    "first_absent_on",
    "reason",
    "adult_name",
    "adult_relation",
    "adult_address",
    "adult_postcode",
    "adult_telephone",
    "account",
)
_COLUMN_OF = {
    "child": {name: name for name in ("given", "surname", "date_of_birth", "sex", "upn", "school", "first_absent_on")},
    "adults": {"name": "adult_name", "relation": "adult_relation", "telephone": "adult_telephone"},
    "address": {"lines": "adult_address", "postcode": "adult_postcode"},
}
_REASONS = {
    "given": "give a name of at most 120 characters",
    "surname": "give a name of at most 120 characters",
    "sex": "give F or M, or leave it empty",
    "school": "give authority and establishment number, like 800/4001, or leave it empty",
    "adult_name": "give a name of at most 120 characters",
    "adult_telephone": "is longer than 120 characters",
    "adult_address": "give at most five lines of at most 120 characters, with a comma between them",
    "account": "is longer than 20,000 characters",
}
_SEXES = {"female": "F", "girl": "F", "f": "F", "male": "M", "boy": "M", "m": "M"}


class Referral(NamedTuple):
    """One row: the line where it begins, and the body of the referral it says."""

    line: int
    body: dict[str, Any]


class _Wrong(Exception):
    """A cell that cannot be what its column is. Control flow only: it never leaves this file."""

    def __init__(self, column: str, reason: str) -> None:
        self.column, self.reason = column, reason


def read_referrals(path: Path) -> tuple[list[Referral], list[RowFault]]:
    """The referrals in a file, each body fit for `ReferralReceived`, and what is wrong with the other rows.

    A fault names line, column and reason, never a value. Raises FileRefused for a file that is no such table.
    """
    referrals: list[Referral] = []
    faults: list[RowFault] = []
    seen: dict[str, int] = {}
    for row in read_table(path, NEEDED, OPTIONAL, short_rows=True):
        found = row if isinstance(row, RowFault) else body_of(row)
        if isinstance(found, RowFault):
            faults.append(found)
        elif (first := seen.setdefault(key_of(found), row.line)) < row.line:
            faults.append(RowFault(row.line, "", f"says the same as line {first}"))
        else:
            referrals.append(Referral(row.line, found))
    return referrals, faults


def key_of(body: Mapping[str, Any]) -> str:
    """The idempotency key of a referral that was read from a file: the same words, the same key, so that the file can
    be imported again. Encoding, separator and order of the columns do not matter.
    """
    return f"import-{hashlib.sha256(canonical(body)).hexdigest()[:32]}"


def column_of(place: Iterable[str]) -> str:
    """The file's column for a place in a body, such as child, date_of_birth."""
    path = [part for part in place if not part.isdigit()]
    for known, columns in _COLUMN_OF.items():
        if known in path and (after := path[path.index(known) + 1 :]) and after[0] in columns:
            return columns[after[0]]
    return path[0] if path else ""


def body_of(row: Row) -> dict[str, Any] | RowFault:
    """The body that one row says, fit for `ReferralReceived`; or what is wrong with it."""
    cells = {column: row.cells.get(column, "") for column in (*NEEDED, *OPTIONAL)}
    try:
        body = _given(
            channel=_word(Channel, cells, "channel"),
            reason=_word(Reason, cells, "reason"),
            child=_child(cells),
            adults=_adults(cells),
            account=cells["account"],
        )
        ReferralReceived.model_validate(body)
    except _Wrong as wrong:
        return RowFault(row.line, wrong.column, wrong.reason)
    except ValidationError as wrong:
        error = wrong.errors(include_url=False, include_input=False)[0]
        column = column_of(str(part) for part in error["loc"])
        return RowFault(row.line, column, _REASONS.get(column) or _sentence(error["msg"]))
    return body


def _given(**fields: Any) -> dict[str, Any]:
    """What was given: nothing empty, so that a key does not depend on columns that say nothing."""
    return {name: value for name, value in fields.items() if value not in ("", [], {}, None)}


def _child(cells: Mapping[str, str]) -> dict[str, Any]:
    born, absent = _day(cells, "date_of_birth"), _day(cells, "first_absent_on")
    if born and absent and absent < born:
        raise _Wrong("first_absent_on", "is before the date of birth")
    sex = cells["sex"]
    return _given(
        given=cells["given"],
        surname=cells["surname"],
        date_of_birth=born,
        sex=_SEXES.get(sex.casefold(), sex),
        upn=cells["upn"].upper(),
        school=_school(cells["school"]),
        first_absent_on=absent,
    ) | {"given": cells["given"], "surname": cells["surname"]}


def _adults(cells: Mapping[str, str]) -> list[dict[str, Any]]:
    about = {column: cells[column] for column in OPTIONAL if column.startswith("adult_") and cells[column]}
    if not about:
        return []
    if not cells["adult_name"]:
        raise _Wrong("adult_name", "is empty, and the row says something about an adult")
    adult = _given(
        name=cells["adult_name"],
        relation=_word(Relation, cells, "adult_relation"),
        telephone=cells["adult_telephone"],
        address=_address(cells["adult_address"], cells["adult_postcode"]),
    )
    return [adult]


def _address(lines: str, postcode: str) -> dict[str, Any]:
    if not lines and not postcode:
        return {}
    if not lines:
        raise _Wrong("adult_address", "is empty, and there is a postcode")
    if not postcode:
        raise _Wrong("adult_postcode", "is empty, and there is an address")
    parts = (part.strip() for part in re.split(r"[,\r\n]+", lines))
    return {"lines": [part for part in parts if part], "postcode": " ".join(postcode.upper().split())}


def _school(cell: str) -> str:
    """800/4001, also where the stroke was left out."""
    return f"{cell[:3]}/{cell[3:]}" if re.fullmatch(r"[0-9]{7}", cell) else cell


def _day(cells: Mapping[str, str], column: str) -> str:
    if not cells[column]:
        return ""
    try:
        return read_day(cells[column]).isoformat()
    except ValueError as wrong:
        raise _Wrong(column, str(wrong) or DAY_WORDS) from None


def _word(words: type[Word], cells: Mapping[str, str], column: str) -> str:
    """The stored word for a word or its label, in any case."""
    said = cells[column].casefold()
    if not said and column not in NEEDED:
        return ""
    for word in words:
        if said in (word.value.casefold(), word.label.casefold()):
            return word.value
    raise _Wrong(column, f"give one of: {', '.join(word.value for word in words)}")


def _sentence(message: str) -> str:
    message = message.removeprefix("Value error, ")
    return message[:1].lower() + message[1:]
