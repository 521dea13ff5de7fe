"""A form from what an action asks for: the titles, hints, closed lists and limits of its schema, one question each.

The schema says which values a closed list has; the words for them stand with the list itself (`Word.label`), so the
questions are read from the model that the schema is made of.
"""

import types
from collections.abc import Callable, Iterable, Iterator
from datetime import date, time
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from api.pages.forms.field import Field, Kind, Option
from domain.people import Address
from domain.vocabulary import Word

Choices = Callable[[str, str], tuple[Option, ...] | None]  # (field, hint of the schema) -> what the case has
_RADIOS_AT_MOST = 9
_LAST = ("happened_on", "note")  # asked last: when, and anything else
_SCHOOL = r"^(|\d{3}/\d{4})$"
_A_LINE = 200  # characters; more are words
ADDRESS_LINES = ("Address line 1", "Address line 2", "Town or city", "County")


def questions(
    model: type[BaseModel], choices: Choices = lambda field, hint: None, under: str = ""
) -> tuple[Field, ...]:
    """What the model asks, in its own order, the common questions last."""
    known = model.model_fields
    names = [name for name in known if name not in _LAST] + [name for name in reversed(_LAST) if name in known]
    return tuple(_question(name, known[name], choices, under) for name in names)


def _question(name: str, info: FieldInfo, choices: Choices, under: str) -> Field:
    path = f"{under}{name}"
    kinds = set(_plain(info.annotation))
    required = info.is_required() or _least(info) > 0
    title = info.title or name.replace("_", " ").capitalize()
    asked = Field(path, Kind.TEXT, title, info.description or "", required)
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    offered = choices(name, str(extra.get("choices", "")))
    if offered is not None and list in kinds:
        return _with(asked, Kind.MANY, options=offered, hint="")
    if offered is not None:
        return _closed(asked, offered, info)
    if Address in kinds:
        return _with(asked, Kind.GROUP, fields=_address(path))
    if group := next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), None):
        return _with(asked, Kind.GROUP, fields=questions(group, choices, f"{path}."))
    if word := next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Word)), None):
        options = tuple(Option(each.value, each.label) for each in word)
        return _with(asked, Kind.MANY, options=options) if list in kinds else _closed(asked, options, info)
    if literal := [value for kind in kinds if get_origin(kind) is Literal for value in get_args(kind)]:
        return _closed(asked, tuple(Option(str(value), str(value).capitalize()) for value in literal), info)
    return _open(asked, info, kinds)


def _open(asked: Field, info: FieldInfo, kinds: set[Any]) -> Field:
    if list in kinds:
        return _with(asked, Kind.LINES, hint=f"{asked.hint}. One to a line".removeprefix(". "))
    if date in kinds:
        return _with(asked, Kind.DAY)
    if time in kinds:
        return _with(asked, Kind.TIME, width="5")
    if bool in kinds:
        return _yes_no(asked, info)
    if int in kinds:
        return _with(asked, Kind.NUMBER, width="5")
    if _pattern(info) == _SCHOOL:
        return _with(asked, Kind.SCHOOL, hint="Part of its name, or its number like 800/4001")
    if _most(info) > _A_LINE:
        return _with(asked, Kind.WORDS, rows=2 if asked.path == "note" else 4)
    return _with(asked, Kind.TEXT)


def _with(asked: Field, kind: Kind, **more: Any) -> Field:
    return Field(**{**vars(asked), "kind": kind, **more})


def _closed(asked: Field, options: tuple[Option, ...], info: FieldInfo) -> Field:
    """Radios where there are few answers. What would be recorded if nobody answered stands as chosen."""
    usual = str(info.default) if info.default not in (None, "", PydanticUndefined) else ""
    kind = Kind.RADIOS if len(options) <= _RADIOS_AT_MOST and (asked.required or usual) else Kind.SELECT
    return _with(asked, kind, options=options, required=asked.required or bool(usual), typed=(usual,) if usual else ())


def _yes_no(asked: Field, info: FieldInfo) -> Field:
    if not asked.title.endswith("?"):
        return _with(asked, Kind.TICK)
    unknown = (Option("", "Not known"),) if info.default is None else ()
    options = (Option("yes", "Yes"), Option("no", "No"), *unknown)
    # What would be recorded if nobody touched it is what is shown as chosen, where it says something.
    return _with(asked, Kind.YES_NO, options=options, typed=("yes",) if info.default is True else ())


def _address(path: str) -> tuple[Field, ...]:
    lines = (
        Field(f"{path}.lines.{number}", Kind.TEXT, title, required=number == 0, width="20")
        for number, title in enumerate(ADDRESS_LINES)
    )
    return (*lines, Field(f"{path}.postcode", Kind.TEXT, "Postcode", required=True, width="10"))


def _plain(annotation: Any) -> Iterator[Any]:
    """The types within an annotation: of `list[Indicator] | None` list, Indicator and None."""
    origin = get_origin(annotation)
    if origin is None or origin is Literal:
        yield annotation
    elif origin in (Union, types.UnionType):
        for inner in get_args(annotation):
            yield from _plain(inner)
    else:
        yield origin
        for inner in get_args(annotation):
            if isinstance(inner, type) or get_origin(inner) is not None:
                yield from _plain(inner)


def _marks(info: FieldInfo, name: str) -> Iterable[Any]:
    return (value for mark in info.metadata if (value := getattr(mark, name, None)) is not None)


def _most(info: FieldInfo) -> int:
    return int(next(iter(_marks(info, "max_length")), 0))


def _least(info: FieldInfo) -> int:
    return int(next(iter(_marks(info, "min_length")), 0)) if info.default is PydanticUndefined else 0


def _pattern(info: FieldInfo) -> str:
    found = next(iter(_marks(info, "pattern")), "")
    return str(getattr(found, "pattern", found))
