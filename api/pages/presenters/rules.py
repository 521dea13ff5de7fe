"""The rulebook as a page, and the answer to a what-if question about dates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.pages import words
from api.pages.forms.asked import with_schools
from api.pages.forms.field import Field, Kind, Option, Typed, faulted, filled, summary
from api.pages.forms.reading import read
from api.pages.presenters.clocks import Square, squares
from api.pages.presenters.paging import pagination
from api.problems import FieldFault, Problem
from api.routes.dates import DateAnswer, DateQuestion, answer_of, worked_out
from api.rulebook import Rule, rulebook
from api.services import Services
from domain.date_rules import RULES
from domain.law.numbers import NUMBERS
from records.almanac import almanac
from records.database import transaction

_KINDS = {
    "dates": ("date rule", "Dates"),
    "standards": ("standard", "Standards"),
    "risks": ("risk rule", "Risk"),
    "guards": ("guard", "Guards"),
}
_TAGS = {"STAT": ("Law", "purple"), "GUID": ("Guidance", "blue"), "LOCAL": ("Policy", "grey")}
RULES_A_PAGE = 75


@dataclass(frozen=True)
class RuleLine:
    rule: Rule
    tag: str
    colour: str


@dataclass(frozen=True)
class RulePage:
    title: str
    kinds: list[dict[str, object]]
    lines: list[RuleLine]
    says: str
    pages: dict[str, object] | None


def _book(services: Services, on: date) -> list[Rule]:
    with transaction(services.engine) as session:
        return rulebook(almanac(session), on)


def rule_page(services: Services, kind: str, number: int) -> RulePage:
    """One kind of rule, a page at a time; `kind` is "dates", "standards" or "guards"."""
    stored, title = _KINDS[kind]
    own = [rule for rule in _book(services, services.today) if rule.kind == stored]
    first = (number - 1) * RULES_A_PAGE
    kinds: list[dict[str, object]] = [
        {"href": f"/rules?kind={name}", "text": text, "here": name == kind} for name, (_, text) in _KINDS.items()
    ]
    unread = sum(not rule.verified for rule in own)
    return RulePage(
        title,
        kinds,
        [RuleLine(rule, *_TAGS[rule.tag]) for rule in own[first : first + RULES_A_PAGE]],
        f"{words.count(len(own), 'rule')}, {unread} of them not verified",
        pagination(len(own), RULES_A_PAGE, number, lambda page: f"/rules?kind={kind}&page={page}"),
    )


@dataclass(frozen=True)
class BookLine:
    """`heads` says that the lines after it are what keeps it: a number of the catalogue of guards."""

    rule: Rule
    tag: str
    heads: bool


@dataclass(frozen=True)
class Chapter:
    id: str
    title: str
    says: str
    lines: list[BookLine]


def chapters(services: Services, on: date) -> list[Chapter]:
    """The whole rulebook as at that day, to be printed."""
    every = _book(services, on)
    found = []
    for name, (stored, title) in _KINDS.items():
        own = [rule for rule in every if rule.kind == stored]
        lines = [BookLine(rule, _TAGS[rule.tag][0], rule.name in NUMBERS) for rule in own]
        found.append(Chapter(name, title, words.count(len(own), "rule"), lines))
    return found


@dataclass(frozen=True)
class WhatIf:
    fields: tuple[Field, ...]
    faults: list[dict[str, str]]
    answer: DateAnswer | None
    squares: list[Square]
    lines: list[tuple[str, str]]


def what_if(services: Services, query: Mapping[str, list[str]]) -> WhatIf:
    """The question in the address, and its answer where it has one."""
    typed: Typed = dict(query)
    with transaction(services.engine) as session:
        asked, unsettled = with_schools(session, _questions(), typed)
    body, faults = read(asked, typed)
    faults = [*unsettled, *faults]
    answer = None
    if "rule" in typed and not faults:
        try:
            answer = _answer(services, body)
        except Problem as problem:
            faults = problem.body.errors or [FieldFault(field="rule", message=problem.body.detail)]
    fields, loose = faulted([filled(each, typed) for each in asked], faults)
    shown = [*summary(fields), *({"text": fault.message} for fault in loose)]
    drawn = squares(answer.days, answer.last_day) if answer else []
    return WhatIf(fields, shown, answer, drawn, _lines(answer) if answer else [])


def _questions() -> tuple[Field, ...]:
    rules = sorted(RULES.values(), key=lambda rule: rule.label)
    return (
        Field("rule", Kind.SELECT, "Which rule?", required=True, options=tuple(Option(r.name, r.label) for r in rules)),
        Field("from", Kind.DAY, "From which day?", "The day of service, receipt, absence…", required=True),
        Field("school", Kind.SCHOOL, "Which school?", "Only where school days are counted: its name or number"),
    )


def _answer(services: Services, body: dict[str, Any]) -> DateAnswer:
    missing = {"rule": "Choose a rule", "from": "Enter the day, month and year"}
    faults = [FieldFault(field=name, message=says) for name, says in missing.items() if name not in body]
    if faults:
        raise Problem(422, "INVALID", "Some answers need correcting", errors=faults)
    return answer_of(worked_out(services, DateQuestion.model_validate(body)))


def _lines(answer: DateAnswer) -> list[tuple[str, str]]:
    days: tuple[tuple[str, date | None], ...] = (
        ("The day", answer.date if answer.date != answer.last_day else None),
        ("Last day", answer.last_day),
        ("Next step from", answer.next_step_from),
        ("Closed from", answer.barred_from),
    )
    return [(label, words.long_day(on)) for label, on in days if on is not None]
