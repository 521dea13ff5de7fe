"""What was typed, as the body of an action: dates made of their parts, empty answers left out, faults named."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel, ValidationError

from api.pages.forms.field import DAY_PARTS, Field, Kind, Typed
from api.problems import FieldFault, field_faults

_TIME = re.compile(r"(\d{1,2})[.: ]?(\d{2})?\s*(am|pm)?", re.IGNORECASE)
_NEEDED = {
    Kind.RADIOS: "Choose one of the answers",
    Kind.SELECT: "Choose one of the answers",
    Kind.YES_NO: "Answer yes or no",
    Kind.MANY: "Choose at least one",
    Kind.LINES: "Enter at least one",
    Kind.DAY: "Enter the day, month and year",
    Kind.FILE: "Choose a file",
}


def read(fields: Sequence[Field], typed: Typed) -> tuple[dict[str, Any], list[FieldFault]]:
    """The body that the answers make, and what can already be said to be wrong."""
    body: dict[str, Any] = {}
    faults: list[FieldFault] = []
    for asked in fields:
        value = _value(asked, typed, faults)
        if value is not None:
            body[asked.path.rpartition(".")[2]] = value
    return body, faults


def faults_of(model: type[BaseModel], body: Mapping[str, Any], fields: Sequence[Field]) -> list[FieldFault]:
    """What the model itself says is wrong, in the words of a page."""
    try:
        model.model_validate(body)
    except ValidationError as wrong:
        faults = field_faults(wrong.errors(include_url=False, include_input=False))
        return [_said(fault, fields) for fault in faults]
    return []


def _said(fault: FieldFault, fields: Sequence[Field]) -> FieldFault:
    asked = next((each for each in fields if each.path == fault.field), None)
    if asked is not None and fault.message == "This is needed" and asked.kind in _NEEDED:
        return FieldFault(field=fault.field, message=_NEEDED[asked.kind])
    return fault


def _value(asked: Field, typed: Typed, faults: list[FieldFault]) -> Any:
    said = [each.strip() for each in typed.get(asked.path, [])]
    first = said[0] if said else ""
    match asked.kind:
        case Kind.GROUP:
            return _group(asked, typed, faults)
        case Kind.DAY:
            return _day(asked, typed, faults)
        case Kind.MANY:
            return [each for each in said if each] or None
        case Kind.LINES:
            return [line.strip() for line in first.splitlines() if line.strip()] or None
        case Kind.TICK:
            return True if first and first != "no" else None
        case Kind.YES_NO:
            return {"yes": True, "no": False}.get(first, first or None)
        case Kind.TIME:
            return _time(first) or None
        case Kind.NUMBER:
            return int(first) if first.isdecimal() and len(first) < 10 else first or None
        case Kind.FILE:
            return None
    return first or None


def _group(asked: Field, typed: Typed, faults: list[FieldFault]) -> dict[str, Any] | None:
    body, within = read([each for each in asked.fields if ".lines." not in each.path], typed)
    lines = [(typed.get(each.path) or [""])[0].strip() for each in asked.fields if ".lines." in each.path]
    if lines:
        body |= {"lines": [line for line in lines if line]} if any(lines) else {}
    faults.extend(within)
    # A group that is needed and empty is judged field by field.
    return body if body or within or asked.required else None


def _day(asked: Field, typed: Typed, faults: list[FieldFault]) -> str | None:
    """The day as ISO 8601, which is how a body holds it."""
    parts = [(typed.get(f"{asked.path}-{part}") or [""])[0].strip() for part in DAY_PARTS]
    if not any(parts):
        return None
    fault = _day_fault(parts)
    if not fault:
        day, month, year = (int(part) for part in parts)
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            fault = f"{day}/{month:02}/{year} is not a real date"
    faults.append(FieldFault(field=asked.path, message=fault))
    return None


def _day_fault(parts: list[str]) -> str:
    missing = [name for name, part in zip(DAY_PARTS, parts, strict=True) if not part]
    if missing:
        return f"Enter the {' and '.join(missing)} too"
    if not all(part.isdecimal() and len(part) <= 4 for part in parts):
        return "Enter the day, month and year as numbers, like 24 11 2026"
    return "" if len(parts[2]) == 4 else "Enter all four numbers of the year"


def _time(said: str) -> str:
    """16.10, 4:10pm and 1610 are all 16:10. What is no time stays as it is, to be refused."""
    match = _TIME.fullmatch(said)
    if match is None:
        return said
    hour, minute, half = int(match[1]), match[2] or "00", (match[3] or "").casefold()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02}:{minute}"


def typed_of(body: Mapping[str, Any], under: str = "") -> Typed:
    """The other way round: a body as if it had been typed."""
    typed: Typed = {}
    for name, value in body.items():
        path = f"{under}{name}"
        match value:
            case bool():
                typed[path] = ["yes" if value else "no"]
            case dict():
                typed |= typed_of(value, f"{path}.")
            case list() if any(isinstance(each, dict) for each in value):
                typed |= typed_of({str(number): each for number, each in enumerate(value)}, f"{path}.")
            case list():
                typed[path] = [str(each) for each in value]
                typed |= {f"{path}.{number}": [str(each)] for number, each in enumerate(value)}
            case None:
                pass
            case _:
                typed[path] = [str(value)]
                typed |= _parts(path, str(value))
    return typed


def _parts(path: str, value: str) -> Typed:
    try:
        day = date.fromisoformat(value) if len(value) == 10 else None
    except ValueError:
        day = None
    if day is None:
        return {}
    said = (str(day.day), str(day.month), str(day.year))
    return {f"{path}-{part}": [each] for part, each in zip(DAY_PARTS, said, strict=True)}
