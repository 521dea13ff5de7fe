"""A line of the ledger of service, written from what somebody records of one letter (Education Act 1996 s.572)."""

from collections.abc import Collection, Iterator
from datetime import date

from domain.calendars import ONE_DAY, working_day
from domain.case_file import CaseFile, Letter
from domain.facts import Facts
from domain.guards.letters import recipient_lines
from domain.law.service import EMAIL, LATE, METHODS, Rules, Serving, deemed, serving
from domain.people import Person
from domain.proceedings.served import Manner, Service
from domain.verdict import Verdict
from domain.vocabulary import ContactRule

# Charges and single justice notices follow the Criminal Procedure Rules (PRACTICE 4.4).
CRIMINAL = frozenset({"L16", "L17"})
BY_RECORD = "The record of posting, made by whoever posted it"
NOTIFY = "GOV.UK Notify"


def posting_day(handed_over: date) -> date:
    """Notify prints and posts on the next working day at the latest (its own service description; policy)."""
    day = handed_over
    while not working_day(day).counts:
        day += ONE_DAY
    return day


def rules_of(letter: Letter) -> Rules:
    return Rules.CRIMINAL if letter.template in CRIMINAL else Rules.EDUCATION


def service_of(
    facts: Facts,
    letter: Letter,
    seq: int,
    *,
    manner: Manner,
    on: date,
    evidence: str = "",
    by: str = "",
    late_because: str = "",
    witness: str = "",
) -> Service:
    """What is written: for post the record of posting is the evidence where none other is named."""
    rules, person = rules_of(letter), facts.case.person(letter.person_id) or Person()
    known = manner in METHODS[rules]
    counted = deemed(manner, on, facts.almanac, rules) if known else None  # the guard refuses what no rule knows
    return Service(
        id=f"S{seq}-{letter.id}",
        letter=letter.id,
        person_id=letter.person_id,
        manner=manner,
        by=by or facts.actor.id,
        on=on,
        place=_place(facts.case, letter, person, manner),
        agreement=person.email_agreement if manner is Manner.EMAIL else "",
        evidence=evidence or (BY_RECORD if manner is Manner.POST or not letter.legal_effect else ""),
        recorded_at=facts.now,
        late_because=late_because,
        witness=witness,
        deemed_on=counted.last_day if counted else on,
        rule=counted.rule if counted else "none",
    )


def _place(case: CaseFile, letter: Letter, person: Person, manner: Manner) -> tuple[str, ...]:
    """Where it went: as printed in the window; left at the residence known now, which may be another."""
    if manner is Manner.EMAIL:
        return (person.email_for_service,)
    return tuple(recipient_lines(case, person) if manner is Manner.LEFT else letter.recipient_lines)


def kept_out(facts: Facts, letter: Letter, entry: Service) -> Iterator[Verdict]:
    """What keeps the line out of the ledger; lateness is judged by the form, which names its own fields."""
    case, person = facts.case, facts.case.person(letter.person_id)
    line = Serving(entry=entry, rules=rules_of(letter), approved_on=letter.approved_on, places=places_of(case, person))
    safe_only = case.protected or (person is not None and case.rule_for(person) is ContactRule.SAFE_ONLY)
    if entry.manner is Manner.EMAIL and safe_only:
        why = "This person is written to only at the safe address that was agreed"
        yield EMAIL.refuse(why, needs="post or a hand-over there", field="how")
    fields = {"manner": "how", "place": "letter"}
    for verdict in serving(line):
        if verdict.code != LATE.code and verdict.field != "on":
            named = verdict.field and fields.get(verdict.field, verdict.field)
            yield verdict.model_copy(update={"field": named or "evidence"})


def places_of(case: CaseFile, person: Person | None) -> Collection[tuple[str, ...]]:
    """The last known residence, or the safe address the person agreed; nowhere else is anything left or posted."""
    return {tuple(recipient_lines(case, person))} if person is not None else set()
