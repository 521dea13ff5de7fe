"""The rulebook: every date rule, standard and guard, with its source, its tag and whether anybody has checked it."""

from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel

from domain.calendars import Almanac, day_words
from domain.date_rules import RULES
from domain.guards.catalogue import GUARDS
from domain.guards.guard import Guard
from domain.guards.sources import RECORD
from domain.law.catalogue import LAW
from domain.law.numbers import NUMBERS
from domain.policy import STANDARDS
from domain.policy_changes import in_force
from domain.risk_rules import RISK_RULES
from domain.source import Source


class Rule(BaseModel):
    """`tag` is STAT (law), GUID (guidance) or LOCAL (policy). Only what is not law may be overridden. A number of the
    catalogue, G01 to G31, is a rule of its own, and its `value` names the guards that keep it, which follow it.
    `changed` says since when the authority has another number than the one released, and which that was.
    """

    name: str
    label: str
    kind: str
    value: str
    source: str
    tag: str
    verified: bool
    override: bool
    changed: str = ""


# What a form says must be possible: dozens of small refusals, each in its own words, and one rule behind them all.
RECORD_KEEPING = Guard(
    "RECORD",
    "A form is refused that cannot be true, or that names what is not on the case",
    RECORD,
    absolute=True,
)


def rulebook(almanac: Almanac, on: date) -> list[Rule]:
    """With the standards as they count for what begins on that day."""
    return [*_dates(), *_standards(almanac, on), *_risks(), *_guards()]


def _dates() -> Iterator[Rule]:
    for rule in RULES.values():
        if rule.name not in STANDARDS:
            yield _rule(
                rule.name, rule.label, "date rule", f"runs from {rule.starts_from}", rule.source, override=False
            )


def _standards(almanac: Almanac, on: date) -> Iterator[Rule]:
    for standard in STANDARDS.values():
        now, change = in_force(standard, on, almanac.standards)
        rule = _rule(standard.name, standard.label, "standard", now.words, standard.source, override=False)
        if change is not None:
            since = f"since {day_words(change.since)}, version {change.version}; released as {standard.words}"
            rule = rule.model_copy(update={"changed": since})
        yield rule


def _risks() -> Iterator[Rule]:
    """What raises a level, or has a referral to the police drafted. Nobody overrides it; a person lowers a level."""
    for rule in RISK_RULES.values():
        yield _rule(
            rule.name, rule.says, "risk rule", f"proposes {rule.level.label.lower()}", rule.source, override=False
        )


def _guards() -> Iterator[Rule]:
    for number in NUMBERS.values():
        yield _rule(number.id, number.says, "guard", number.kept_by, number.source, override=number.overridable)
        yield from map(_of_guard, number.parts)
    yield from map(_of_guard, (*(each for each in LAW.values() if not each.id), *GUARDS, RECORD_KEEPING))


def _of_guard(guard: Guard) -> Rule:
    return _rule(guard.code, guard.says, "guard", "", guard.source, override=guard.overridable)


def _rule(name: str, label: str, kind: str, value: str, source: Source, *, override: bool) -> Rule:
    return Rule(
        name=name,
        label=label,
        kind=kind,
        value=value,
        source=source.cite,
        tag=source.tag,
        verified=source.verified,
        override=override,
    )
