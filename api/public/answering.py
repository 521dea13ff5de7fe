"""What is wrong with an answer, said at its question, and what an answer was, in words."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from api.pages.forms.field import Field, Kind, Typed
from api.pages.forms.reading import read
from api.pages.words import day as day_words
from api.problems import FieldFault
from api.public.questions import NONE, Question
from domain.guards.dates import OLDEST
from domain.people import Postcode

_POSTCODE: TypeAdapter[str] = TypeAdapter(Postcode)
_LONGEST = {Kind.TEXT: 120, Kind.WORDS: 2_000, Kind.LINES: 1_000}
_OF_ACCOUNT = 8_000  # characters
_MOST_CHILDREN = 8
_CHOSEN = frozenset({Kind.RADIOS, Kind.SELECT, Kind.MANY})
_NEEDED = {Kind.RADIOS: "Choose one of the answers", Kind.SELECT: "Choose one of the answers"}


def kept_of(question: Question, typed: Typed) -> Typed:
    """What was typed for this question; nothing else that came with the form."""
    names = {each.path for each in question.fields}
    days = {f"{each.path}-{part}" for each in question.fields if each.kind is Kind.DAY for part in _PARTS}
    return {name: said for name, said in typed.items() if name in names | days}


_PARTS = ("day", "month", "year")


def faults_of(question: Question, typed: Typed, today: date) -> list[FieldFault]:
    """Everything that is wrong with the answers to a question, one fault a field."""
    body, faults = read(question.fields, typed)
    found = {fault.field: fault.message for fault in faults}
    for asked in question.fields:
        for message in _wrong(asked, body.get(asked.path), typed.get(asked.path, []), today):
            found.setdefault(asked.path, message)
    for field, message in _between(question, body):
        found.setdefault(field, message)
    return [FieldFault(field=field, message=message) for field, message in found.items()]


def _wrong(asked: Field, value: Any, said: list[str], today: date) -> Iterator[str]:
    if value is None:
        if asked.required:
            yield _NEEDED.get(asked.kind, "Choose at least one" if asked.kind is Kind.MANY else "This is needed")
        return
    if asked.kind in _CHOSEN and not set(said) - {""} <= {option.value for option in asked.options}:
        yield "Choose one of the answers"
    if asked.kind is Kind.MANY and NONE in said and len(said) > 1:
        yield "Choose what is so, or “None of these”, not both"
    most = _OF_ACCOUNT if asked.path == "account" else _LONGEST.get(asked.kind)
    if most is not None and sum(map(len, said)) > most:
        yield f"This is longer than {most:,} characters"
    if asked.kind is Kind.LINES and (len(value) > _MOST_CHILDREN or any(len(line) > 120 for line in value)):
        yield f"Give at most {_MOST_CHILDREN} names, one to a line"
    if asked.kind is Kind.DAY:
        yield from _wrong_day(date.fromisoformat(value), today)
    if asked.path == "postcode":
        try:
            _POSTCODE.validate_python(value)
        except ValidationError:
            yield "Enter a full postcode, like BA1 1AA, or leave it empty"


def _wrong_day(day: date, today: date) -> Iterator[str]:
    if day > today:
        yield f"{day_words(day)} has not come yet"
    elif today - day > OLDEST:
        yield "This day is more than twenty years ago: check the year"


def _between(question: Question, body: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What one answer asks of another of the same page."""
    named = {"given", "surname", "known_as", "looks"} & set(body)
    if question.name == "child" and not named:
        yield question.fields[0].path, "Tell us a name, or who it is"
    paths = {each.path for each in question.fields}
    if question.name == "you" and "role" in paths and not {"telephone", "email"} & set(body):
        yield "telephone", "Give a number or an e-mail address, so that we can ask you more"
    match body.get("confirm"):
        case "email" if "email" not in body:
            yield "email", "Give the address to which we are to write"
        case "letter" if "confirm_to" not in body:
            yield "confirm_to", "Give the name and address to which we are to write"


def said(question: Question, typed: Typed) -> list[tuple[str, str]]:
    """Each answer in words, for the page that shows all of them."""
    lines = []
    for asked in question.fields:
        title = question.title if question.single else asked.title
        lines.append((title, _in_words(asked, typed)))
    return lines


def _in_words(asked: Field, typed: Typed) -> str:
    body, _ = read([asked], typed)
    value = body.get(asked.path)
    if value is None:
        return ""
    if asked.kind is Kind.DAY:
        return day_words(date.fromisoformat(value))
    names = {option.value: option.text for option in asked.options}
    if asked.kind in (Kind.MANY, Kind.LINES):
        return "\n".join(names.get(each, each) for each in value)
    return names.get(value, str(value))
