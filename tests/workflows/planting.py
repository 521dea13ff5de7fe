"""Planted words: invented, looking it, and each to be found again wherever it should not be."""

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import cycle
from types import UnionType
from typing import Any, Union, get_args, get_origin
from urllib.parse import quote

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from domain.actions.base import Action
from domain.case_file import CaseFile
from domain.people import Address, Needs

PLANTS = {
    "child": "Zebedee Quillfeather",
    "adult": "Dorothea Quillfeather",
    "address": "14 Marmalade Crescent",
    "telephone": "01632 960777",
    "referrer": "aunt Philomena Brisk",
    "school": "Wombleton Academy",
    "e-mail": "dorothea@quillfeather.example",
}
POSTCODE, UPN = "ZE3 9QQ", "X800400126001"
# What is searched for: parts too, so that half of one is found, but nothing so short that chance could write it.
TRACES = ("Quillfeather", "Zebedee", "Dorothea", "Marmalade", "01632 960777", "Philomena", "Wombleton", POSTCODE, UPN)
_PHRASES = tuple(PLANTS.values())


@dataclass
class Planter:
    """Fills a form so that every field that takes text carries a plant. `missed` names the text that it could not."""

    phrases: Iterator[str] = field(default_factory=lambda: cycle(_PHRASES))
    missed: set[str] = field(default_factory=set)

    def fill(self, action: type[Action], case: CaseFile, today: date) -> dict[str, Any]:
        body = {**action.example(case, today)}
        for name, what in action.model_fields.items():
            if (planted := self._planted(name, what)) is not None:
                body[name] = planted
        return body

    def _planted(self, name: str, what: FieldInfo) -> Any:
        kinds = _kinds(what.annotation)
        if Address in kinds:
            return {"lines": [self._phrase(), PLANTS["address"]], "postcode": POSTCODE}
        if Needs in kinds:
            return {"language": self._phrase(), "interpreter": True}
        if name == "upn":
            return UPN
        if kinds != [str]:
            return None
        extra = what.json_schema_extra if isinstance(what.json_schema_extra, dict) else {}
        if "choices" in extra or any(getattr(rule, "pattern", None) for rule in what.metadata):
            return None  # a choice of what the case has, or a code of a fixed shape
        return self._phrase()

    def _phrase(self) -> str:
        return f"{next(self.phrases)} / {next(self.phrases)} / {next(self.phrases)}"


def _kinds(annotation: Any) -> list[Any]:
    if get_origin(annotation) in (Union, UnionType):
        return [kind for kind in get_args(annotation) if kind is not type(None)]
    return [annotation]


def text_fields(model: type[BaseModel]) -> set[str]:
    """The names of a form's fields that a person types words into, by its JSON schema."""
    found = set()
    for name, what in model.model_json_schema()["properties"].items():
        typed = what.get("type") == "string" and not {"format", "pattern", "choices", "enum"} & what.keys()
        if typed:
            found.add(name)
    return found


def forms_of(word: str) -> dict[str, bytes]:
    """How a word may lie in a file: as it is, in wide characters, in base64 wherever it begins, percent-encoded."""
    raw = word.encode()
    low = word.lower()
    forms = {
        "utf-8": low.encode(),
        "utf-16-le": low.encode("utf-16-le"),
        "utf-16-be": low.encode("utf-16-be"),
        "percent": quote(low).encode().lower(),
        "hex": raw.hex().encode(),
    }
    for shift in range(3):
        # Every character that holds bits of the word alone: fewer would be found by chance in what is sealed.
        whole = base64.b64encode(b"\0" * shift + raw)
        forms[f"base64+{shift}"] = whole[-(-shift * 8 // 6) : (shift + len(raw)) * 8 // 6]
    return forms


def traces_in(content: bytes, words: Iterable[str] = TRACES) -> list[str]:
    """Which words lie in it, and in what form. Letters in either case, but base64 as it is."""
    lower = content.lower()
    return [
        f"{word} ({form})"
        for word in words
        for form, wanted in forms_of(word).items()
        if wanted in (content if form.startswith("base64") else lower)
    ]
