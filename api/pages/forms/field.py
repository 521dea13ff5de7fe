"""One question of a form, as a page asks it: what kind, which answers there are, what was typed, what is wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from api.pages.words import first_lower
from api.problems import FieldFault

Typed = dict[str, list[str]]


class Kind(StrEnum):
    TEXT = "text"
    WORDS = "words"  # as many as somebody needs
    NUMBER = "number"
    TIME = "time"
    DAY = "day"
    RADIOS = "radios"
    SELECT = "select"
    LINES = "lines"  # a list, one to a line
    MANY = "many"  # any number of a closed list
    TICK = "tick"
    YES_NO = "yes-no"
    SCHOOL = "school"  # by name or number
    FILE = "file"
    HIDDEN = "hidden"
    GROUP = "group"


@dataclass(frozen=True)
class Option:
    value: str
    text: str
    hint: str = ""


@dataclass(frozen=True)
class Field:
    """`path` is where its answer goes in the form's body, such as address.postcode, and its name in the page."""

    path: str
    kind: Kind
    title: str
    hint: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    fields: tuple["Field", ...] = ()
    typed: tuple[str, ...] = ()  # the answer as it stands; for a day its three parts
    fault: str = ""
    rows: int = 5
    width: str = ""
    autocomplete: str = "off"

    @property
    def id(self) -> str:
        return "f-" + self.path.replace(".", "-")

    @property
    def first_id(self) -> str:
        """Where a link to this question leads."""
        if self.kind is Kind.GROUP and self.fields:
            return self.fields[0].first_id
        return f"{self.id}-day" if self.kind is Kind.DAY else self.id

    @property
    def value(self) -> str:
        return "\n".join(self.typed) if self.kind is Kind.LINES else self.typed[0] if self.typed else ""

    @property
    def items(self) -> list[dict[str, object]]:
        """The answers to choose from, as the design system's macros take them."""
        shown: list[dict[str, object]] = [
            {"value": each.value, "text": each.text, **({"hint": {"text": each.hint}} if each.hint else {})}
            for each in self.options
        ]
        return [{"value": "", "text": ""}, *shown] if self.kind is Kind.SELECT else shown

    @property
    def label(self) -> str:
        """Its title, and that it may be left empty where that is not plain from the question."""
        plain = self.required or self.kind in (Kind.TICK, Kind.YES_NO, Kind.MANY, Kind.HIDDEN)
        if self.kind is Kind.GROUP:
            plain = plain or not any(each.required for each in self.fields)
        return self.title if plain else f"{self.title} (optional)"


DAY_PARTS = ("day", "month", "year")


def filled(asked: Field, typed: Typed) -> Field:
    """The question with what was typed into it."""
    if asked.kind is Kind.GROUP:
        return replace(asked, fields=tuple(filled(each, typed) for each in asked.fields))
    if asked.kind is Kind.DAY:
        parts = tuple((typed.get(f"{asked.path}-{part}") or [""])[0] for part in DAY_PARTS)
        return replace(asked, typed=parts if any(parts) else ())
    return replace(asked, typed=tuple(typed[asked.path])) if asked.path in typed else asked


def faulted(fields: Sequence[Field], faults: Sequence[FieldFault]) -> tuple[tuple[Field, ...], list[FieldFault]]:
    """Each fault at its question, and the faults that belong to none of them."""
    left: list[FieldFault] = list(faults)

    def mark(asked: Field) -> Field:
        children = tuple(mark(each) for each in asked.fields)
        own = [fault for fault in left if fault.field == asked.path or _inside(fault.field, asked)]
        for fault in own:
            left.remove(fault)
        return replace(asked, fields=children, fault=own[0].message if own else "")

    return tuple(mark(asked) for asked in fields), left


def _inside(path: str, asked: Field) -> bool:
    """A fault deeper than any question (one wrong value of a list) is shown at the question above it; one of a whole
    list that is asked line by line, at its first line.
    """
    return path.startswith(f"{asked.path}.") or asked.path == f"{path}.0"


def every(fields: Sequence[Field]) -> Iterator[Field]:
    for asked in fields:
        yield asked
        yield from every(asked.fields)


def summary(fields: Sequence[Field]) -> list[dict[str, str]]:
    """The design system's error summary: each fault with a link to its question."""
    return [
        {"text": f"{asked.title.rstrip('?')}: {first_lower(asked.fault)}", "href": f"#{asked.first_id}"}
        for asked in every(fields)
        if asked.fault
    ]
