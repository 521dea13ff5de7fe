"""Two laws of school attendance orders, one of which is not in force: guard G30.

Education Act 1996 ss.437-443 is the law. The Children's Wellbeing and Schools Act 2026 s.39 replaces it in England from
a day that the Secretary of State appoints by regulations (s.78(5)), with transitional rules by regulations (s.78(7)).
Until somebody enters that day the new law is off. Its numbers are settings: read in the Bill, not in the Act.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from pydantic import BaseModel

from domain.calendars import Almanac
from domain.date_rules import work_out
from domain.dates.methods import Days, Opens
from domain.dates.rule import DateRule, Question
from domain.deadline import Deadline
from domain.guards.sources import law
from domain.law.guard import day_words, guard
from domain.policy import Standard
from domain.source import Source
from domain.verdict import Verdict
from domain.vocabulary import Word

CWSA_39 = law("Children's Wellbeing and Schools Act 2026 s.39", verified=False)
CWSA_78 = law("Children's Wellbeing and Schools Act 2026 s.78(5)-(7)")
G30_NOT_THE_LAW = guard("G30_REGIME", "A notice is served under the law in force on the day of its service", CWSA_78)
G30_MIXED = guard("G30_MIXED", "Every notice of a chain, and its order, is of one law", CWSA_78)
GUARDS = (G30_NOT_THE_LAW, G30_MIXED)


class Regime(Word):
    """Under which law a notice was served; stored with it for good."""

    EA_1996 = "ea-1996", "Education Act 1996 ss.437-443"
    CWSA_2026 = "cwsa-2026", "Education Act 1996 ss.436H-436P (inserted by the 2026 Act)"


def _standard(name: str, label: str, value: int, starts_from: str, section: str) -> Standard:
    source = Source(
        cite=f"Education Act 1996 {section}, as the 2026 Act will insert it", tag=CWSA_39.tag, verified=False
    )
    return Standard(
        name=name,
        label=label,
        value=value,
        unit="calendar days",
        source=source,
        starts_from=starts_from,
        beginning_with=True,
        may_pause=False,
    )


PRELIMINARY, NOMINATION = "cwsa-preliminary-notice", "cwsa-school-nomination-notice"
CWSA_STANDARDS: Mapping[str, Standard] = MappingProxyType(
    {
        standard.name: standard
        for standard in (
            _standard(PRELIMINARY, "Preliminary notice under the 2026 Act", 15, "the day of service", "s.436H"),
            _standard(NOMINATION, "School nomination notice under the 2026 Act", 15, "the day of service", "s.436K"),
        )
    }
)


class Switch(BaseModel, frozen=True):
    """The setting. `appointed` is the day the 2026 Act starts here, None while it has not; `chains_go_on` whether the
    transitional regulations let a chain begun before it go on under the old law. `preliminary_days` and
    `nomination_days` are the Act's numbers.
    """

    appointed: date | None = None
    chains_go_on: bool = False
    preliminary_days: int = CWSA_STANDARDS[PRELIMINARY].value
    nomination_days: int = CWSA_STANDARDS[NOMINATION].value
    imprisonable: bool = True  # the Act speaks of a maximum term, so that single justice procedure would be closed

    def regime(self, day: date) -> Regime:
        """The law in force on that day."""
        return Regime.CWSA_2026 if self.appointed is not None and self.appointed <= day else Regime.EA_1996


OFF = Switch()


@dataclass(frozen=True)
class Words:
    """What a law calls its steps, and where each stands."""

    notice: str
    choice: str
    order: str
    notice_source: Source
    choice_source: Source
    order_source: Source
    offence_source: Source


WORDS: Mapping[Regime, Words] = MappingProxyType(
    {
        Regime.EA_1996: Words(
            notice="notice to satisfy the authority (s.437(1))",
            choice="notice of the school to be named (s.438)",
            order="school attendance order",
            notice_source=law("Education Act 1996 s.437(1)-(2)"),
            choice_source=law("Education Act 1996 s.438(2)-(3)", verified=False),
            order_source=law("Education Act 1996 s.437(3)"),
            offence_source=law("Education Act 1996 s.443(1)"),
        ),
        Regime.CWSA_2026: Words(
            notice="preliminary notice (s.436H)",
            choice="school nomination notice (s.436K)",
            order="school attendance order (s.436I)",
            notice_source=law("Education Act 1996 s.436H, as inserted", verified=False),
            choice_source=law("Education Act 1996 s.436K, as inserted", verified=False),
            order_source=law("Education Act 1996 s.436I, as inserted", verified=False),
            offence_source=law("Education Act 1996 s.436P, as inserted", verified=False),
        ),
    }
)


def notice_period(regime: Regime, served: date, almanac: Almanac, switch: Switch = OFF) -> Deadline:
    """The shortest period that the first notice may give: at least 15 days beginning with service (s.437(2))."""
    if regime is Regime.EA_1996:
        return work_out("suitable-education-notice", served, almanac)
    return _cwsa(PRELIMINARY, switch.preliminary_days, served, almanac)


def choice_period(regime: Regime, served: date, almanac: Almanac, switch: Switch = OFF) -> Deadline:
    """The period in which the parent may choose a school: 15 days beginning with service (s.438(3))."""
    if regime is Regime.EA_1996:
        return work_out("school-choice-notice", served, almanac)
    return _cwsa(NOMINATION, switch.nomination_days, served, almanac)


def _cwsa(name: str, days: int, served: date, almanac: Almanac) -> Deadline:
    standard = CWSA_STANDARDS[name]
    rule = DateRule(
        name=name,
        label=standard.label,
        source=standard.source,
        starts_from=standard.starts_from,
        kind="statutory",
        work_out=Days(days, beginning_with=True, opens=Opens("the next step may be taken")),
    )
    return rule.work_out(Question(rule=rule, start=served, almanac=almanac, school=None, given=None))


def in_force(regime: Regime, on: date, switch: Switch) -> Iterator[Verdict]:
    """The first notice of a chain: the law of the day on which it is served."""
    if regime is switch.regime(on):
        return
    right = switch.regime(on)
    yield G30_NOT_THE_LAW.refuse(
        f"On {day_words(on)} the law is {right.label}",
        opens_on=switch.appointed if regime is Regime.CWSA_2026 else None,
        needs=f"a notice under {right.label}",
    )


def same_chain(chain: Regime, step: Regime, on: date, switch: Switch) -> Iterator[Verdict]:
    """Every later notice and the order: of the same law as the first, and that law still to be used on that day."""
    if step is not chain:
        yield G30_MIXED.refuse(
            f"This chain was begun under {chain.label}: it is not continued under {step.label}",
            needs="a fresh first notice",
        )
    elif chain is not switch.regime(on) and not (chain is Regime.EA_1996 and switch.chains_go_on):
        yield G30_NOT_THE_LAW.refuse(
            f"On {day_words(on)} the law is {switch.regime(on).label}, and this chain was begun under {chain.label}",
            needs="a fresh first notice, or the transitional regulations entered in the settings",
        )
