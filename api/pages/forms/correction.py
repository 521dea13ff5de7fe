"""Correcting an entry: which of its fields, what it says now, and the question for what it should say.

What it says now may be protected, so it does not travel in the page: a keyed fingerprint of it does, which shows
whether somebody corrected it meanwhile.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from api.pages.forms.choices import CaseChoices
from api.pages.forms.field import Field, Kind, Typed
from api.pages.forms.from_model import questions
from api.pages.forms.reading import read
from api.problems import FieldFault
from api.timeline import words
from domain.actions import ACTIONS
from domain.corrections import FROZEN_FIELDS, FROZEN_IN_CONFIDENCE, corrected, frozen, value_at
from domain.entry import Entry
from domain.facts import Facts
from domain.protecting import scrubbed

ENTRY, FIELD, WAS, NEW = "entry", "field", "was", "new"


@dataclass(frozen=True)
class Correctable:
    """One field of an entry: its question, and what it says now, as it may be shown."""

    path: str
    title: str
    says: str


def entry_named(facts: Facts, said: str) -> Entry | None:
    """The entry as it reads with every earlier correction; None where it cannot be corrected."""
    seq = int(said) if said.isdecimal() and len(said) < 9 else 0
    entry = next((each for each in corrected(facts.entries) if each.seq == seq), None)
    return entry if entry is not None and entry.action not in frozen() else None


def correctable(facts: Facts, entry: Entry, hidden: tuple[str, ...]) -> list[Correctable]:
    return [
        Correctable(asked.path, asked.title, scrubbed(_shown(facts, entry, asked.path), hidden) or "nothing")
        for asked in _questions(facts, entry)
    ]


def _questions(facts: Facts, entry: Entry) -> Iterator[Field]:
    """Only what the entry holds can be corrected; what it left out is recorded as something new."""
    action = ACTIONS[entry.action]
    fixed = FROZEN_FIELDS | (FROZEN_IN_CONFIDENCE if facts.case.confidential else frozenset())
    for asked in questions(action, CaseChoices(facts, action)):
        for each in _within(asked, entry.data):
            if each.path == "happened_on" or (_has(entry.data, each.path) and each.path not in fixed):
                yield each


def _within(asked: Field, data: Mapping[str, Any]) -> Iterator[Field]:
    """The question itself; of a group its own questions, and of a list of groups those of each that is there. An
    address is corrected whole.
    """
    if asked.kind is not Kind.GROUP or any(".lines." in each.path for each in asked.fields):
        yield asked
        return
    there = data.get(asked.path)
    groups = [f"{asked.path}.{at}" for at in range(len(there))] if isinstance(there, list) else [asked.path]
    for number, group in enumerate(groups, start=1):
        for each in asked.fields:
            title = f"{each.title} ({asked.title.casefold()} {number})" if len(groups) > 1 else each.title
            yield replace(_renamed(each, asked.path, group), title=title)


def _has(data: Mapping[str, Any], path: str) -> bool:
    try:
        value_at(data, path)
    except KeyError:
        return False
    return True


def now_at(entry: Entry, path: str) -> Any:
    """What the entry says there now. Raises KeyError."""
    return entry.happened_on.isoformat() if path == "happened_on" else value_at(entry.data, path)


def _shown(facts: Facts, entry: Entry, path: str) -> str:
    value = now_at(entry, path)
    info = ACTIONS[entry.action].model_fields.get(path.partition(".")[0])
    if value in (None, "", [], {}) or info is None:
        return ""
    return "No" if value is False else words(value, info, facts.case, facts.roster)


def correction_questions(facts: Facts, fields: tuple[Field, ...], typed: Typed) -> tuple[Field, ...]:
    """Entry and field are chosen before; the new value is asked with the field's own question."""
    hidden = [
        Field(name, Kind.HIDDEN, "", typed=tuple(typed.get(name, [])), required=True) for name in (ENTRY, FIELD, WAS)
    ]
    entry = entry_named(facts, (typed.get(ENTRY) or [""])[0])
    path = (typed.get(FIELD) or [""])[0]
    own = next((each for each in _questions(facts, entry) if each.path == path), None) if entry else None
    if own is None:
        return ()
    asked = _renamed(own, path, NEW)
    title = f"What should it say? {own.title}" if own.kind is not Kind.TICK else own.title
    rest = [each for each in fields if each.path in ("reason", "note")]
    return (*hidden, replace(asked, title=title, hint=own.hint, typed=()), *rest)


def _renamed(asked: Field, old: str, new: str) -> Field:
    return replace(
        asked,
        path=new + asked.path.removeprefix(old),
        fields=tuple(_renamed(each, old, new) for each in asked.fields),
    )


def correction_body(
    facts: Facts, fields: tuple[Field, ...], typed: Typed, key: bytes
) -> tuple[dict[str, Any], list[FieldFault]]:
    """The body of the correction. A fault where the entry has been corrected since the form was opened."""
    body, faults = read([each for each in fields if each.path not in (ENTRY, FIELD, WAS)], typed)
    entry, path = entry_named(facts, (typed.get(ENTRY) or [""])[0]), (typed.get(FIELD) or [""])[0]
    if entry is None or not fields:
        return {}, [FieldFault(field="", message="This entry cannot be corrected: record what is right as a new one")]
    old = now_at(entry, path)
    if not hmac.compare_digest((typed.get(WAS) or [""])[0], fingerprint_of(old, key)):
        faults.append(FieldFault(field=NEW, message="Somebody has corrected this since: look at what it says now"))
    return {**body, "entry": entry.seq, "field": path, "old": old, "new": body.get(NEW, _nothing(old, fields))}, faults


def _nothing(old: Any, fields: tuple[Field, ...]) -> Any:
    """What an answer left empty means, as the field would hold it."""
    if any(each.path == NEW and each.kind is Kind.DAY for each in fields):
        return None
    return {str: "", list: [], bool: False}.get(type(old))


def fingerprint_of(value: Any, key: bytes) -> str:
    return hmac.digest(key, json.dumps(["was", value], sort_keys=True).encode(), hashlib.sha256).hex()[:32]
