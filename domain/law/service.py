"""How a document is served and when it counts as served: Education Act 1996 s.572, Criminal Procedure Rules Part 4.

Deemed service by post on the second working day is policy, and rebuttable: a proved day stands in its place
(PRACTICE 4.4). Charges and single justice notices have a list of methods of their own.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from domain.calendars import Almanac
from domain.date_rules import RULES, work_out
from domain.dates.methods import Days
from domain.dates.rule import DateRule, Question
from domain.deadline import Deadline, uk_day
from domain.guards.sources import EA_572, law, practice
from domain.law.guard import day_words, guard
from domain.proceedings.served import Manner, Service
from domain.source import Source
from domain.verdict import Verdict
from domain.vocabulary import Word

CRIM_PR_4 = law("Criminal Procedure Rules Part 4", verified=False)
EMAIL_POLICY = practice("4.4")
LEDGER = practice("4.4, 4.10")

METHOD = guard("SERVICE_METHOD", "A document is served only in a way that its own rules allow", EA_572)
EMAIL = guard("SERVICE_EMAIL", "Service by e-mail needs that person's recorded agreement", EMAIL_POLICY, absolute=True)
PLACE = guard(
    "SERVICE_PLACE", "Left or posted only at the last known residence, or the safe address the person agreed", EA_572
)
RECORD = guard("SERVICE_RECORD", "The ledger says how, by whom, when and on what evidence", LEDGER, absolute=True)
LATE = guard(
    "SERVICE_LATE", "Service recorded late needs a reason and a second person", practice("4.10"), absolute=True
)
GUARDS = (METHOD, EMAIL, PLACE, RECORD, LATE)


class Rules(Word):
    """By which rules a document is served."""

    EDUCATION = "education", "Notices and orders under the Education Act 1996 (s.572)"
    CRIMINAL = "criminal", "Charges and single justice notices (Criminal Procedure Rules)"


def _rule(name: str, label: str, days: int, starts_from: str, source: Source) -> DateRule:
    return DateRule(
        name=name,
        label=label,
        source=source,
        starts_from=starts_from,
        kind="statutory",
        work_out=Days(days, "working" if days else "calendar", notes=("Unless the contrary is proved.",)),
    )


HANDED_OVER = _rule("service-by-hand", "Served when it is handed over", 0, "the day it was handed over", EA_572)
LEFT_THERE = _rule("service-left", "Served when it is left", 0, "the day it was left", EA_572)
BY_EMAIL = _rule(
    "deemed-email", "Deemed service by e-mail: the next working day", 1, "the day it was sent", EMAIL_POLICY
)
CRIMINAL_BY_HAND = _rule(
    "criminal-by-hand", "Served when it is handed over", 0, "the day it was handed over", CRIM_PR_4
)
CRIMINAL_LEFT = _rule("criminal-left", "Served on the next business day", 1, "the day it was left", CRIM_PR_4)
CRIMINAL_POST = _rule("criminal-post", "Served on the second business day", 2, "the day of posting", CRIM_PR_4)

METHODS: Mapping[Rules, Mapping[Manner, DateRule]] = MappingProxyType(
    {
        Rules.EDUCATION: MappingProxyType(
            {
                Manner.BY_HAND: HANDED_OVER,
                Manner.LEFT: LEFT_THERE,
                Manner.POST: RULES["deemed-service"],
                Manner.EMAIL: BY_EMAIL,
            }
        ),
        # Electronic service needs an address given for that purpose by the person served: no such record is kept here.
        Rules.CRIMINAL: MappingProxyType(
            {Manner.BY_HAND: CRIMINAL_BY_HAND, Manner.LEFT: CRIMINAL_LEFT, Manner.POST: CRIMINAL_POST}
        ),
    }
)


def deemed(manner: Manner, on: date, almanac: Almanac, rules: Rules = Rules.EDUCATION) -> Deadline:
    """The day on which it counts as served (`last_day`), with the rule and its explanation.

    Raises ValueError for a manner that these rules do not know.
    """
    try:
        rule = METHODS[rules][manner]
    except KeyError:
        raise ValueError(f"{manner.label}: not a way of service under these rules") from None
    if rule.name in RULES:
        return work_out(rule.name, on, almanac)
    return rule.work_out(Question(rule=rule, start=on, almanac=almanac, school=None, given=None))


@dataclass(frozen=True, kw_only=True)
class Serving:
    """A line about to be written in the ledger. `places` are the addresses at which this person may be served: the last
    known residence, and the safe correspondence address where one is agreed.
    """

    entry: Service
    rules: Rules = Rules.EDUCATION
    approved_on: date | None = None
    places: Collection[tuple[str, ...]] = ()


def serving(line: Serving) -> Iterator[Verdict]:
    """Everything that keeps this line out of the ledger."""
    entry, recorded_on = line.entry, uk_day(line.entry.recorded_at)
    if entry.manner not in METHODS[line.rules]:
        yield METHOD.refuse(
            f"{entry.manner.label}: not a way of service for {line.rules.label.lower()}",
            needs=" or ".join(manner.label.lower() for manner in METHODS[line.rules]),
            field="manner",
        )
    elif entry.manner is Manner.EMAIL and not entry.agreement:
        yield EMAIL.refuse(
            "This person has not agreed to be served by e-mail", needs="a recorded agreement", field="manner"
        )
    if entry.manner in (Manner.LEFT, Manner.POST) and entry.place not in line.places:
        yield PLACE.refuse(
            "This is not the last known residence on record, nor an agreed safe address",
            needs="serve it at the address on record, or record the new address first",
            field="place",
        )
    missing = [words for words, given in (("by whom", entry.by), ("on what evidence", entry.evidence)) if not given]
    if missing:
        yield RECORD.refuse(f"The ledger does not say {' and '.join(missing)}", needs=" and ".join(missing))
    if entry.on > recorded_on:
        yield RECORD.refuse(f"{day_words(entry.on)} has not come yet", needs="record what has happened", field="on")
    if line.approved_on is not None and entry.on < line.approved_on:
        yield LATE.refuse(
            f"It was approved only on {day_words(line.approved_on)}", needs="a day not before its approval", field="on"
        )
    yield from _late(entry, recorded_on)


def _late(entry: Service, recorded_on: date) -> Iterator[Verdict]:
    """Posting and service recorded on a later day (PRACTICE 4.10)."""
    if entry.on >= recorded_on:
        return
    if not entry.late_because:
        yield LATE.refuse("Service recorded on a later day needs a reason", needs="a reason", field="late_because")
    if not entry.witness or entry.witness == entry.by:
        yield LATE.refuse(
            "Service recorded on a later day needs a second person", needs="a second person", field="witness"
        )


def proving(entry: Service, on: date, proof: str, today: date) -> Iterator[Verdict]:
    """Evidence of the day of receipt, which stands in place of the deemed day."""
    if not entry.stands:
        yield RECORD.refuse("This service has come back: there is nothing to prove", needs="serve it again")
    if not proof:
        yield RECORD.refuse("Say what proves the day of receipt", needs="the evidence", field="proof")
    if on > today:
        yield RECORD.refuse(f"{day_words(on)} has not come yet", needs="record what has happened", field="proved_on")
    if on < entry.on:
        yield RECORD.refuse(
            f"It left only on {day_words(entry.on)}", needs="a day not before it left", field="proved_on"
        )
