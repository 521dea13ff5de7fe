"""The wordings: one Markdown file each under wording/. Front matter says when it may go, on what basis and who signs.

`draft` fills one with the facts of one recipient. What comes out is Markdown that an officer may edit; it is never read
as a template again, so nothing typed into a case or a draft can run.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import jinja2
import yaml
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel, ConfigDict

from domain.deadline import LONDON
from letters.facts import LetterFacts
from letters.markdown import as_typed, paragraphs_as_typed

_FOLDER = Path(__file__).with_name("wording")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December")  # fmt: skip

Need = Literal[
    "child_name",
    "told",
    "contact_by",
    "visit.when",
    "visit.next_step",
    "school_name",
    "start_date",
    "plan",
    "reply_by",
    "contract",
    "improvement",
    "penalty",
    "withdrawal",
    "education_notice",
    "school_notice",
    "order",
    "order_answer",
    "supervision",
    "police",
    "enquiry",
    "removal",
    "hand_over",
    "upload",
    "interview",
    "charge",
    "hearing",
    "access",
    "access_extension",
    "access_answer",
]
NEEDED: Mapping[Need, str] = MappingProxyType(
    {
        "child_name": "the child's name",
        "told": "what we were told, in the summary approved for parents",
        "contact_by": "the day by which we ask them to contact us",
        "visit.when": "when the visit was made",
        "visit.next_step": "what happens next, or why",
        "school_name": "the name of the school",
        "start_date": "the day the child starts at the school",
        "plan": "what has been agreed",
        "reply_by": "the day by which we ask for a reply",
        "contract": "the attendance contract that it is about",
        "improvement": "the notice to improve that it is about",
        "penalty": "the penalty notice that it is about, prepared, and its school",
        "withdrawal": "the penalty notice that was withdrawn",
        "education_notice": "the notice to satisfy the authority, prepared",
        "school_notice": "the notice of the school to be named, prepared",
        "order": "the attendance order, prepared, and its school",
        "order_answer": "what has become of the order, and its school",
        "supervision": "the education supervision order that it is about",
        "police": "what the police are told",
        "enquiry": "what the agency is asked",
        "removal": "the removal that is agreed to",
        "hand_over": "the case that is handed over",
        "upload": "the upload that the school has told us of",
        "interview": "the interview under caution that is arranged",
        "charge": "an authorised prosecution, with what it charges, and its school",
        "hearing": "the day of the hearing that the court gave",
        "access": "the request for personal data that it is about",
        "access_extension": "a request for personal data whose first month is not over",
        "access_answer": "an answer that a second person has passed",
    }
)


class FactsMissing(Exception):
    """The wording needs facts that it has not got; `names` says which, in words that hold nothing of the case."""

    def __init__(self, template_id: str, names: list[str]) -> None:
        super().__init__(f"{template_id} needs {', '.join(names)}")
        self.template_id, self.names = template_id, names


class UnknownTemplate(KeyError):
    pass


def long_date(day: date) -> str:
    """As every letter prints a day: "Tuesday 24 November 2026"."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def long_time(instant: datetime) -> str:
    """An aware instant by the clock in London: "Tuesday 24 November 2026 at 2:30pm"."""
    local = instant.astimezone(LONDON)
    clock = f"{(local.hour - 1) % 12 + 1}:{local.minute:02}{'am' if local.hour < 12 else 'pm'}"
    return f"{long_date(local.date())} at {clock}"


class _Markdown(str):
    """Text that is Markdown already and is not escaped again."""

    __slots__ = ()


def _finalize(value: Any) -> Any:
    """Every value a wording prints passes here: a name that looks like markup prints as the name it is."""
    if isinstance(value, _Markdown | jinja2.Undefined):
        return value
    if isinstance(value, datetime):
        return long_time(value)
    if isinstance(value, date):
        return long_date(value)
    return as_typed(str(value))


_WORDINGS = ImmutableSandboxedEnvironment(
    undefined=jinja2.StrictUndefined, finalize=_finalize, trim_blocks=True, lstrip_blocks=True, autoescape=False
)  # the values are escaped for Markdown by _finalize; no HTML is made here
_WORDINGS.filters["paragraphs"] = lambda text: _Markdown(paragraphs_as_typed(text))


class Template(BaseModel):
    """One wording and the rules about it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    title: str
    when: str
    legal_basis: tuple[str, ...]
    may_sign: tuple[Literal["officer", "supervisor", "legal"], ...]
    to: Literal["parent", "referrer", "agency"]
    legal_effect: bool
    version: int
    needs: tuple[Need, ...] = ()
    body: str

    @cached_property
    def _compiled(self) -> jinja2.Template:
        return _WORDINGS.from_string(self.body)

    def missing(self, facts: LetterFacts) -> list[str]:
        return [NEEDED[need] for need in self.needs if not _value(facts, need)]

    def draft(self, facts: LetterFacts) -> str:
        if names := self.missing(facts):
            raise FactsMissing(self.id, names)
        # by attribute, not model_dump: a date must reach the wording as a date
        text = self._compiled.render({name: getattr(facts, name) for name in type(facts).model_fields})
        return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _value(facts: LetterFacts, need: str) -> Any:
    value: Any = facts
    for part in need.split("."):
        value = getattr(value, part)
    return value.strip() if isinstance(value, str) else value


def read_template(text: str) -> Template:
    """One wording from its file's text. Raises ValueError where the front matter is not whole."""
    _, front, body = re.split(r"^---\s*$", text, maxsplit=2, flags=re.MULTILINE)
    return Template(**yaml.safe_load(front), body=body.strip() + "\n")


def _load() -> Mapping[str, Template]:
    read = [read_template(path.read_text(encoding="utf-8")) for path in sorted(_FOLDER.glob("*.md"))]
    return MappingProxyType({template.id: template for template in read})


TEMPLATES: Mapping[str, Template] = _load()


def _template(template_id: str) -> Template:
    try:
        return TEMPLATES[template_id]
    except KeyError:
        raise UnknownTemplate(template_id) from None


def draft(template_id: str, facts: LetterFacts) -> str:
    """The letter's body as Markdown. Raises UnknownTemplate, FactsMissing."""
    return _template(template_id).draft(facts)


def missing(template_id: str, facts: LetterFacts) -> list[str]:
    """What this wording needs and has not got, in clear words; empty when it can be drafted. Raises UnknownTemplate."""
    return _template(template_id).missing(facts)


_FILLED_IN = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\n", re.DOTALL)
_A_PHRASE = 12  # characters: shorter pieces of a wording are single words, which a person may have written


@cache
def own_phrases() -> tuple[str, ...]:
    """What our wordings say themselves, in pieces as they stand between what is filled in."""
    pieces = {piece.strip() for template in TEMPLATES.values() for piece in _FILLED_IN.split(template.body)}
    return tuple(sorted(piece for piece in pieces if len(piece) >= _A_PHRASE))


@cache
def usual_words() -> frozenset[str]:
    """The words that our wordings write in small letters."""
    return frozenset(word for phrase in own_phrases() for word in re.findall(r"\b[a-z]+\b", phrase))
