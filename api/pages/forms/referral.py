"""The form of a referral: the child, the adults, the household, what was said and who said it. One page, all faults at
once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from api.pages.forms.field import Field, Kind, Option, Typed
from api.pages.forms.from_model import questions
from api.pages.forms.reading import faults_of, read
from api.problems import FieldFault
from api.routes.referrals import Referral
from domain.actions.referral import ReferredAdult, ReferredSibling

MOST = {"adults": 6, "household": 8}  # groups on one page; more are added to the case
_FIRST = {"adults": 1, "household": 0}
_ONE = {"adults": "Parent, carer or other adult", "household": "Other child of the household"}
_MODELS: Mapping[str, type[BaseModel]] = {"adults": ReferredAdult, "household": ReferredSibling}
_TITLES: Mapping[str, tuple[str, str]] = {
    "channel": ("How did it reach us?", ""),
    "kind": ("What is it about?", ""),
    "reason": ("Why is the child out of education?", "As far as anybody can say"),
    "groups": ("Could any of these be true of the child?", "For support, never for suspicion"),
    "indicators": ("Are there signs of danger?", "If a child is in danger now, call 999 first"),
    "child": ("The child", ""),
    "account": ("What were you told?", "Leave out who told you: they have their own place below"),
    "referrer": ("Who told us?", "Kept apart and sealed: in no letter, list or search"),
    "confidential": ("They asked not to be named: what they said is kept apart too", ""),
    "owner": ("Who takes the case?", "Leave empty to keep it with the team"),
    "address": ("Address", ""),
    "telephone": ("Telephone", ""),
    "email": ("E-mail", ""),
    "name": ("Name", ""),
    "role": ("Role", ""),
    "relation": ("Relation to the child", ""),
    "parental_responsibility": ("Parental responsibility?", ""),
    "lives_with_child": ("Lives with the child?", ""),
    "date_of_birth": ("Date of birth", "Leave empty if it is not known"),
}
_ORDER = ("channel", "kind", "reason", "child", "adults", "household", "account", "indicators", "groups")
_LAST = ("referrer", "confidential", "owner")
_SEX = (Option("F", "Female"), Option("M", "Male"), Option("", "Not known"))
_KNOWN = (Option("yes", "Yes"), Option("no", "No"), Option("", "Not known"))


def referral_fields(typed: Typed, staff: tuple[Option, ...]) -> tuple[Field, ...]:
    """The questions, with as many adults and children as were asked for."""
    known = {each.path: each for each in questions(Referral, _choices(staff))}
    fields: list[Field] = []
    for name in (*_ORDER, *_LAST):
        if name in _MODELS:
            fields += _groups(name, typed)
        else:
            fields.append(_titled(known[name]))
    return tuple(fields)


def _choices(staff: tuple[Option, ...]) -> Any:
    return lambda field, hint: staff if field == "owner" else None


def _groups(name: str, typed: Typed) -> Iterator[Field]:
    count = how_many(name, typed)
    for number in range(count):
        under = f"{name}.{number}."
        fields = tuple(_titled(each) for each in questions(_MODELS[name], under=under))
        title = f"{_ONE[name]} {number + 1}" if count > 1 else _ONE[name]
        # A group that is left empty is nobody; so nothing in it is needed until something of it is there.
        yield Field(f"{name}.{number}", Kind.GROUP, title, fields=tuple(replace(f, required=False) for f in fields))


def how_many(name: str, typed: Typed) -> int:
    said = (typed.get(f"count-{name}") or [""])[0]
    asked = int(said) if said.isdecimal() and len(said) < 3 else _FIRST[name]
    return min(MOST[name], asked + (1 if name in typed.get("more", []) else 0))


def _titled(asked: Field) -> Field:
    """The words of a page where the schema has none of its own."""
    name = asked.path.rpartition(".")[2]
    own = asked.title != name.replace("_", " ").capitalize()
    title, hint = _TITLES.get(name, (asked.title, asked.hint)) if not own else (asked.title, asked.hint)
    asked = replace(asked, title=title, hint=hint or asked.hint, fields=tuple(_titled(each) for each in asked.fields))
    if asked.kind is Kind.TICK and title.endswith("?"):
        return replace(asked, kind=Kind.YES_NO, options=_KNOWN)
    if name == "sex":
        return replace(asked, title="Sex", hint="As the school records it", kind=Kind.YES_NO, options=_SEX)
    if name == "relation" and asked.kind is Kind.RADIOS:
        return replace(asked, kind=Kind.SELECT)
    return replace(asked, rows=8) if name == "account" else asked


def referral_body(fields: tuple[Field, ...], typed: Typed) -> tuple[dict[str, Any], list[FieldFault]]:
    """The body of the referral, and every fault with the question it belongs to."""
    plain = [each for each in fields if each.path.partition(".")[0] not in _MODELS]
    body, faults = read(plain, typed)
    for name in _MODELS:
        groups, there = [], []
        for asked in (each for each in fields if each.path.startswith(f"{name}.")):
            said, within = read([asked], typed)
            faults += within
            if group := _meant(next(iter(said.values()), {})):
                groups.append(group)
                there.append(asked.path)
        if groups:
            body[name] = groups
        faults += _moved(faults_of(Referral, {**_ENOUGH, name: groups}, fields), name, there)
    known = {fault.field for fault in faults}
    own = faults_of(Referral, {**body, "adults": [], "household": []}, plain)
    return body, [*faults, *(fault for fault in own if fault.field not in known)]


_ENOUGH = {"channel": "own", "child": {"given": "x", "surname": "x"}}


def _meant(group: dict[str, Any]) -> dict[str, Any]:
    """Nothing where only a list was left as it stood."""
    return group if set(group) - {"relation"} else {}


def _moved(faults: list[FieldFault], name: str, there: list[str]) -> list[FieldFault]:
    """Faults of the groups that were filled in, at the places where they stand on the page."""
    moved = []
    for fault in faults:
        head, _, rest = fault.field.partition(".")
        number, _, inner = rest.partition(".")
        if head == name and number.isdecimal():
            moved.append(FieldFault(field=f"{there[int(number)]}.{inner}", message=fault.message))
    return moved
