"""What if: the days that would follow on this case, each with how it is worked out. Nothing is recorded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from api.identity import Signed
from api.pages import words
from api.pages.forms.field import Field, Kind, Option, Typed, faulted, filled, summary
from api.pages.forms.reading import read
from api.pages.presenters.clocks import Square, squares
from api.pages.presenters.loading import Where, loaded
from api.problems import FieldFault
from api.services import Services
from domain.deadline import Deadline
from domain.protecting import scrubbed
from domain.what_if import EVENTS, Event, Follows, what_follows
from records.database import transaction


@dataclass(frozen=True)
class Answer:
    label: str
    lines: list[tuple[str, str]]
    squares: list[Square]
    explanation: list[str]
    why_not: str = ""


@dataclass(frozen=True)
class WhatIf:
    ref: str
    child: str
    fields: tuple[Field, ...]
    faults: list[dict[str, str]]
    says: str
    answers: list[Answer]


_FIELDS = (
    Field(
        "event",
        Kind.SELECT,
        "If",
        required=True,
        options=tuple(Option(event.name, words.first_upper(event.says)) for event in EVENTS.values()),
    ),
    Field("on", Kind.DAY, "On which day?", required=True),
)


def what_if(services: Services, signed: Signed, ref: str, typed: Typed) -> WhatIf:
    """The question in the address, and its answer where it has one. Raises Problem 404."""
    with transaction(services.engine) as session:
        case = loaded(session, services, signed, Where(ref))
    child = case.facts.case.child
    body, faults = read(_FIELDS, typed) if "event" in typed else ({}, [])
    event = EVENTS.get(str(body.get("event", "")))
    if "event" in typed:
        missing = {"event": event is None, "on": "on" not in body}
        known = {fault.field for fault in faults}
        says = {"event": "Choose what would happen", "on": "Enter the day, month and year"}
        faults += [FieldFault(field=name, message=says[name]) for name, so in missing.items() if so - (name in known)]
    fields, loose = faulted([filled(each, typed) for each in _FIELDS], faults)
    answers, said = list[Answer](), ""
    if event is not None and not faults:
        on = date.fromisoformat(str(body["on"]))
        found = what_follows(event, on, case.facts.almanac, child.school or None)
        answers, said = [_answer(each, case.hidden) for each in found], _says(event, on)
    return WhatIf(
        ref,
        words.named(child.name, child.date_of_birth, services.today),
        fields,
        [*summary(fields), *({"text": fault.message} for fault in loose)],
        said,
        answers,
    )


def _says(event: Event, on: date) -> str:
    return f"If {event.says}, {words.long_day(on)}:"


def _answer(follows: Follows, hidden: Iterable[str]) -> Answer:
    """On a protected case the name of the school stands in no explanation."""
    hidden = tuple(hidden)
    if follows.deadline is None:
        return Answer(follows.label, [], [], [], scrubbed(follows.why_not, hidden))
    deadline = follows.deadline
    explained = [scrubbed(sentence, hidden) for sentence in deadline.explanation]
    return Answer(follows.label, _lines(deadline), squares(deadline.stretches, deadline.last_day), explained)


def _lines(deadline: Deadline) -> list[tuple[str, str]]:
    days: tuple[tuple[str, date | None], ...] = (
        ("Last day", deadline.last_day),
        ("Next step from", deadline.next_step_from),
        ("Closed from", deadline.barred_from),
    )
    return [(label, words.long_day(on)) for label, on in days if on is not None]
