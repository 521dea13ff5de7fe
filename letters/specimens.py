"""Facts of nobody, by which a wording is tried: each says what stands in its place, such as [school name]."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from letters.facts import Authority, ChildName, LetterFacts, Officer, Recipient

_OF_EVERY_LETTER = ("authority", "reference", "today", "recipient", "officer")


def specimen_facts(needs: Iterable[str], today: date, sender: Authority, *, much: bool) -> LetterFacts:
    """With all that a letter may say, or with no more than the wording needs."""
    needed = {need.partition(".")[0] for need in needs}
    given = {
        name: _value(name, info.annotation, today, much=much)
        for name, info in LetterFacts.model_fields.items()
        if name not in _OF_EVERY_LETTER and (much or name in needed)
    }
    if "child_name" in given:
        given["child_name"] = ChildName(given="[first name]", surname="[surname]")
    return LetterFacts(
        authority=sender,
        reference="RC-2000-000000",
        today=today,
        recipient=Recipient(name="[Name]", salutation="[Name]", address_lines=("[Address]", "[Postcode]")),
        officer=Officer(name="[Officer]", job_title="[Job title]", telephone="[telephone]"),
        **given,
    )


def _model(model: type[BaseModel], today: date, *, much: bool) -> BaseModel:
    return model(
        **{
            name: _value(name, info.annotation, today, much=much)
            for name, info in model.model_fields.items()
            if much or info.is_required() or not _nothing(info.annotation)
        }
    )


def _nothing(annotation: Any) -> bool:
    """Whether it may be left out altogether: then the least that a letter says is without it."""
    return NoneType in get_args(annotation) or get_origin(annotation) is tuple or annotation is bool


def _value(name: str, annotation: Any, today: date, *, much: bool) -> Any:
    kinds = [kind for kind in _kinds(annotation) if kind is not NoneType]
    kind = kinds[0]
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    if get_origin(kind) is tuple:
        return (_value(name, get_args(kind)[0], today, much=much),)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _model(kind, today, much=True if name == "visit" else much)
    plain: dict[Any, Any] = {
        str: f"[{name.replace('_', ' ')}]",
        int: 7,
        bool: much,
        date: today,
        datetime: datetime.combine(today, time(12), tzinfo=UTC),
    }
    return plain[kind]


def _kinds(annotation: Any) -> list[Any]:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _kinds(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return [kind for each in get_args(annotation) for kind in _kinds(each)]
    return [annotation]
