"""The lines of a list or a return, read from a file or corrected by a person: what each says, or what is wrong."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from domain.calendars import day_words
from domain.returns import REASONS, Ground, ReturnKind, Told
from domain.vocabulary import CaseKind
from records import referral_import
from records.referral_import import body_of, key_of
from records.table_file import Row, RowFault, read_day, read_table

_CHILD = ("given", "surname", "date_of_birth", "sex", "upn", "school")
_ADULT = ("adult_name", "adult_relation", "adult_address", "adult_postcode", "adult_telephone")
_NEEDED: Mapping[ReturnKind, tuple[str, ...]] = {
    ReturnKind.REFERRALS: referral_import.NEEDED,
    ReturnKind.EXPECTED: ("given", "surname", "school", "expected_on"),
    ReturnKind.NEW_PUPIL: ("given", "surname", "date_of_birth", "school", "started_on"),
    ReturnKind.DELETION: ("given", "surname", "date_of_birth", "school", "deleted_on", "ground"),
    ReturnKind.ABSENCE: ("given", "surname", "date_of_birth", "school", "first_absent_on"),
    ReturnKind.SICKNESS: ("given", "surname", "date_of_birth", "school", "first_absent_on"),
}
_OPTIONAL: Mapping[ReturnKind, tuple[str, ...]] = {
    ReturnKind.REFERRALS: referral_import.OPTIONAL,
    ReturnKind.DELETION: ("first_absent_on", "destination"),
}
DAYS = ("date_of_birth", "first_absent_on", "expected_on", "started_on", "deleted_on")
_NUMBER = re.compile(r"([0-9]{3})/?([0-9]{4})")


def columns_of(kind: ReturnKind) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns that a line needs, and those it may have."""
    needed = _NEEDED[kind]
    more = _OPTIONAL.get(kind, ())
    if kind is not ReturnKind.REFERRALS:
        more = (*more, *_CHILD, *_ADULT, "said")
    return needed, tuple(dict.fromkeys(name for name in more if name not in needed))


@dataclass(frozen=True)
class Line:
    """One line as it stands. `body` opens a case where one is opened; `told` is what is said of a child that has one.

    `key` is the same for the same words, so that a file sent again adds nothing twice.
    """

    line: int
    cells: dict[str, str]
    body: dict[str, Any] = field(default_factory=dict)
    told: Told | None = None
    key: str = ""
    faults: tuple[RowFault, ...] = ()


def read_lines(path: Path, kind: ReturnKind, today: date) -> Iterator[Line]:
    """Every line of the file, good or bad. Raises FileRefused for a file that is no such table."""
    needed, optional = columns_of(kind)
    first: dict[str, int] = {}
    for row in read_table(path, needed, optional, short_rows=True):
        if isinstance(row, RowFault):
            yield Line(row.line, {}, faults=(row,))
            continue
        line = line_of(kind, row, today)
        if not line.faults and (before := first.setdefault(line.key, row.line)) < row.line:
            line = Line(row.line, row.cells, faults=(RowFault(row.line, "", f"says the same as line {before}"),))
        yield line


def line_of(kind: ReturnKind, row: Row, today: date) -> Line:
    """What one row says, judged."""
    if ahead := [name for name in DAYS if _is_ahead(row.cells.get(name, ""), today)]:
        return Line(row.line, row.cells, faults=tuple(RowFault(row.line, name, "has not come yet") for name in ahead))
    if kind is ReturnKind.REFERRALS:
        body = body_of(row)
        if isinstance(body, RowFault):
            return Line(row.line, row.cells, faults=(body,))
        return Line(row.line, row.cells, body, None, key_of(body))
    faults = [RowFault(row.line, name, "is empty") for name in _NEEDED[kind] if not row.cells.get(name, "")]
    told = _told(kind, row, faults)
    body = body_of(Row(row.line, _as_referral(kind, row.cells)))
    if isinstance(body, RowFault):
        column = kind.day_column if body.column == "first_absent_on" else body.column
        if not any(fault.column == column for fault in faults):
            faults.append(RowFault(row.line, column, body.reason))
    if faults or told is None or isinstance(body, RowFault):
        return Line(row.line, row.cells, faults=tuple(faults))
    body["account"] = account(told)
    if kind in (ReturnKind.ABSENCE, ReturnKind.SICKNESS):
        body["kind"] = CaseKind.ATT.value  # the child is on a roll; whoever decides what it is may find otherwise
    return Line(row.line, row.cells, body, told, key_of({**body, "told": told.model_dump(mode="json")}))


def account(told: Told) -> str:
    """What a case that is opened by it says of where it comes from."""
    words = f"{told.kind.label}: {day_words(told.on)}"
    if told.ground is not None:
        words += f", {told.ground.label.casefold()}"
    if told.kind is ReturnKind.DELETION:
        words += f", to {told.destination}" if told.destination else ", with no known destination"
    return f"{words}. {told.said}".strip()


def _told(kind: ReturnKind, row: Row, faults: list[RowFault]) -> Told | None:
    days = {name: _day(row, name, faults) for name in {kind.day_column, "first_absent_on"}}
    ground = None
    if kind is ReturnKind.DELETION and row.cells.get("ground"):
        ground = _ground(row.cells["ground"])
    on = days[kind.day_column]
    if on is None:
        return None
    return Told(
        kind=kind,
        school=_school(row.cells.get("school", "")),
        on=on,
        first_absent_on=days["first_absent_on"],
        ground=ground,
        destination=row.cells.get("destination", "")[:120],
        said=row.cells.get("said", "")[:20_000],
    )


def _ground(said: str) -> Ground:
    """By the letter of the regulation, as (i), I or 9(1)(i)."""
    letter = re.sub(r"[^a-z]", "", said.casefold())
    return {"a": Ground.ORDER, "i": Ground.TWENTY_DAYS}.get(letter, Ground.OTHER)


def _day(row: Row, column: str, faults: list[RowFault]) -> Any:
    said = row.cells.get(column, "")
    if not said:
        return None
    try:
        return read_day(said)
    except ValueError as wrong:
        faults.append(RowFault(row.line, column, str(wrong)))
        return None


def _is_ahead(said: str, today: date) -> bool:
    try:
        return read_day(said) > today
    except ValueError:
        return False


def _school(said: str) -> str:
    found = _NUMBER.fullmatch(said)
    return f"{found[1]}/{found[2]}" if found else said[:120]


def _as_referral(kind: ReturnKind, cells: Mapping[str, str]) -> dict[str, str]:
    """The same line in the columns of a referral. Sickness is no absence to be found: nothing counts from it."""
    absent = {
        ReturnKind.EXPECTED: cells.get("expected_on", ""),
        ReturnKind.DELETION: cells.get("first_absent_on", "") or cells.get("deleted_on", ""),
        ReturnKind.ABSENCE: cells.get("first_absent_on", ""),
    }.get(kind, "")
    taken = {name: cells.get(name, "") for name in (*_CHILD, *_ADULT)}
    channel = "own" if kind is ReturnKind.EXPECTED else "school"
    reason = REASONS[kind].value if kind in REASONS else ""
    return {**taken, "channel": channel, "reason": reason, "first_absent_on": absent}
