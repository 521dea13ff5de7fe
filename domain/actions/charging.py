"""What the law looks at when a prosecution is prepared and begun, put together from the facts of the case."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from domain.actions.giving_notice import notices, prosecutions
from domain.calendars import CalendarMissing
from domain.case_file import CaseFile, Letter
from domain.facts import Facts
from domain.guards.charge_letters import CHARGES
from domain.guards.dates import refused
from domain.guards.guard import guard
from domain.guards.sources import practice
from domain.law.compliance import before_charge, evidence_of_breach, single_justice
from domain.law.guard import day_words
from domain.law.order_breach import charged_days
from domain.law.prosecution import Charging, instituting, offences
from domain.law.relied_on import looked_at
from domain.order_facts import order_held, step_of, supervision
from domain.proceedings import AttendanceOrder
from domain.proceedings.groundwork import Hand
from domain.proceedings.prosecution import Offence, Procedure, Prosecution
from domain.verdict import Verdict

RETURNED = practice("8.12")

CHARGE_RETURNED = guard(
    "CHARGE_RETURNED", "A charge, or what it rests on, that came back is served again before the next step", RETURNED
)
GUARDS = (CHARGE_RETURNED,)

LAWYER_SAYS = "a lawyer to say what becomes of the charge"
A_MOMENT = timedelta(microseconds=1)


def prosecution(facts: Facts) -> Prosecution:
    """The prosecution whose process asks. Raises LookupError in any other process: a bug."""
    found = facts.proceeding
    if not isinstance(found, Prosecution):
        raise LookupError("no prosecution")
    return found


def hand(facts: Facts) -> Hand:
    return Hand(person=facts.actor.id, on=facts.today, acting_for=facts.acting_for)


def chain_of(case: CaseFile, name: str) -> AttendanceOrder | None:
    """The attendance order of that name."""
    found = case.proceeding(name) if name else None
    return found if isinstance(found, AttendanceOrder) else None


def charging(facts: Facts, charge: Prosecution) -> Charging:
    """As if these proceedings were instituted at the instant of recording."""
    case, chain = facts.case, chain_of(facts.case, charge.order)
    if chain is not None and charge.charged is not None:
        said = evidence_of_breach(chain, charge.charged, facts.today)
        charge = charge.model_copy(update={"breach": [*charge.breach, *said]})
    return Charging(
        prosecution=charge,
        at=facts.now,
        born=case.child.date_of_birth,
        almanac=facts.almanac,
        officer=case.owner,
        authority=facts.authorisations,
        register=facts.registers.get(charge.school),
        order=order_held(case, charge.order, facts.almanac),
        supervision=supervision(case, facts.almanac),
        parents=case.answerable,
        notices=notices(case),
        earlier=prosecutions(case),
        school_here=charge.school_here,
        home_here=charge.home_here,
        prosecutor=facts.charges,
    )


def stands_in_the_way(facts: Facts, charge: Prosecution) -> Iterator[Verdict]:
    """Everything that keeps these proceedings from being instituted now."""
    try:
        yield from list(_instituting(facts, charge))
    except CalendarMissing as missing:
        yield refused("CALENDAR_MISSING", str(missing), needs="import the school's calendar")


def _instituting(facts: Facts, charge: Prosecution) -> Iterator[Verdict]:
    yield from instituting(charging(facts, charge))
    chain = chain_of(facts.case, charge.order)
    if charge.offence is not Offence.ORDER or chain is None:
        return
    yield from before_charge(step_of(facts, chain), charge.charged)
    if chain.regime is not None and charge.procedure is Procedure.SINGLE_JUSTICE:
        yield from single_justice(chain.regime, facts.switch)


def each_offence(facts: Facts, charge: Prosecution) -> dict[Offence, list[Verdict]]:
    """For the choice of the offence: what stands in the way of each, on the record as it is."""
    try:
        return dict(offences(charging(facts, charge)))
    except CalendarMissing as missing:
        why = refused("CALENDAR_MISSING", str(missing), needs="import the school's calendar")
        return {offence: [why] for offence in Offence}


def days_charged(charge: Prosecution, on: date) -> tuple[date, ...]:
    """The dates of the charge: of its sessions, or of the breach of the order until `on`."""
    if charge.offence is Offence.ORDER or (charge.charged is not None and not charge.sessions):
        return charged_days(charge.charged, on)
    return tuple(sorted({session.day for session in charge.sessions}))


def charge_letter(facts: Facts, letter_id: str) -> Letter | None:
    """The letter of that id, where it is the charge of this prosecution to its parent."""
    charge, letter = prosecution(facts), facts.case.letter(letter_id)
    if letter is None or charge.procedure is None:
        return None
    known = (letter.about, letter.template, letter.person_id)
    return letter if known == (charge.name, CHARGES[charge.procedure], charge.person_id) else None


def names_the_days(charge: Prosecution, days: Iterable[date], left_out: Iterable[date], letter: Letter) -> list[date]:
    """The days on which the letter and the charge differ. Of an order's breach the letter names the two ends."""
    every = sorted(days)
    said = every if charge.offence is not Offence.ORDER else every[:1] + every[-1:]
    return [day for day in said if _words(day) not in letter.text] + [
        day for day in sorted(left_out) if _words(day) in letter.text
    ]


def _words(day: date) -> str:
    return f"{day:%A} {day_words(day)}"


def still_served(facts: Facts) -> Iterator[Verdict]:
    """Once begun: whatever the charge leans on has reached the parent (PRACTICE 8.12), and no session relied on was
    recoded without somebody looking (6.11).
    """
    charge = prosecution(facts)
    yield from looked_at(charge)
    if charge.services.reopened:
        yield _returned("The charge has come back: it counts as not served", "serve it again")
    for notice in notices(facts.case):
        leans = (notice.person_id, notice.child) == (charge.person_id, charge.child) and notice.slots & charge.slots
        if leans and notice.returned_on is not None and notice.never_given is None:
            yield _returned(
                "The penalty notice for these sessions has come back since",
                "a lawyer to say what becomes of the charge",
            )
    chain = chain_of(facts.case, charge.order)
    if chain is not None and chain.order is not None and chain.order.ledger.reopened:
        yield _returned("The attendance order has come back since", LAWYER_SAYS)


def _returned(reason: str, needs: str) -> Verdict:
    return CHARGE_RETURNED.refuse(reason, needs=needs)
