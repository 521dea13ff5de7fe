"""An entry of the record in plain words, for whoever it is about: the title of each answer, and the answer."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, get_args

from domain.actions import ACTIONS
from domain.actions.base import Action
from domain.case_file import CaseFile
from domain.entry import Entry
from domain.vocabulary import Stage, Word

_NOT_SAID: Final = frozenset({"sha256", "media_type", "size", "rings_at", "boxes", "team"})
_NOTHING: Final[tuple[Any, ...]] = (None, "", [], {}, False)
_BY_ITSELF: Final = frozenset({"clock-passed", "stage-entered", "proceeding-moved", "process-restarted"})


def label_of(entry: Entry) -> str:
    if entry.action == "stage-entered":
        return f"Moved to: {Stage(entry.data['stage']).label}"
    return ACTIONS[entry.action].label


def said_of(entry: Entry, case: CaseFile, staff: Mapping[str, str]) -> list[str]:
    """What was written, answer by answer; empty where it was recorded by itself and says nothing of anybody."""
    if entry.action in _BY_ITSELF:
        return []
    fields = ACTIONS[entry.action].model_fields
    lines = []
    for name in sorted(fields, key=lambda each: each in Action.model_fields):
        value = entry.data.get(name)
        if name in _NOT_SAID or value in _NOTHING:
            continue
        title = (fields[name].title or name.replace("_", " ").capitalize()).rstrip("?")
        lines.append(f"{title}: {_words(value, fields[name].annotation, case, staff)}")
    return lines


def _words(value: Any, kind: Any, case: CaseFile, staff: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return "; ".join(_words(each, kind, case, staff) for each in value)
    if isinstance(value, dict):
        parts = (f"{name.replace('_', ' ')} {_words(each, None, case, staff)}" for name, each in value.items()
                 if each not in _NOTHING)  # fmt: skip
        return ", ".join(parts)
    text = str(value)
    for each in _kinds(kind):
        if isinstance(each, type) and issubclass(each, Word) and text in {word.value for word in each}:
            return each(text).label
    person = case.person(text)
    return person.name if person else staff.get(text, text)


def _kinds(kind: Any) -> Iterable[Any]:
    yield kind
    for inner in get_args(kind):
        yield from _kinds(inner)
