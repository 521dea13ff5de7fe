"""Whether an order is complied with, and what a charge under s.443 sees of it: Education Act 1996 s.443, guard G08.

What an order demands is registration at the school it names. The charge itself is judged in `order_breach`: here stands
what it rests on (the order as held, the school's word that nobody was registered, nothing waiting for an answer).
"""

from collections.abc import Iterator, Sequence
from datetime import date

from domain.calendars import Almanac
from domain.guards.sources import law, practice
from domain.law.guard import day_words, guard
from domain.law.intention_notice import good as intention_good
from domain.law.order_breach import OrderHeld
from domain.law.order_in_force import in_force
from domain.law.order_step import Step
from domain.law.regime import WORDS, Regime, Switch
from domain.law.suitable_education_notice import good as notice_good
from domain.proceedings.attendance_order import AttendanceOrder, RegistrationAsked, Signed
from domain.proceedings.groundwork import InForce
from domain.verdict import Verdict

G08_SCHOOL_SAYS = guard(
    "G08_SCHOOL_SAYS",
    "The school named says, on or after the last date charged, that the child was not registered",
    law("Education Act 1996 s.443(1)"),
)
G08_WAITING = guard(
    "G08_WAITING",
    "Before a charge every piece of evidence is read, and every request under ss.440 and 442 answered",
    practice("6.2"),
)
G08_RESTS = guard(
    "G08_RESTS",
    "The notices on which the order rests still stand: neither come back, nor void, nor withdrawn",
    law("Education Act 1996 ss.437(3), 438(2)", verified=False),
)
G19_OTHER_LAW = guard(
    "G19_PRISON",
    "No single justice procedure for breach of an order under the 2026 Act: it can be punished with prison",
    WORDS[Regime.CWSA_2026].offence_source,
)
GUARDS = (G08_SCHOOL_SAYS, G08_WAITING, G08_RESTS, G19_OTHER_LAW)


def held(
    chain: AttendanceOrder, born: date | None, supervision: Sequence[InForce], almanac: Almanac, school: str = ""
) -> OrderHeld | None:
    """The order of this chain as a charge sees it; None where none was made."""
    if chain.order is None:
        return None
    return OrderHeld(
        name=chain.name,
        served_on=chain.order.ledger.day,
        in_force=in_force(chain.order, born, supervision, almanac, school),
        registered_on=chain.registered_on,
        convicted_on=chain.convicted_on,
    )


def not_registered(chain: AttendanceOrder, charged: InForce, on: date) -> tuple[RegistrationAsked, ...]:
    """What the school named said about the dates charged: asked when they were over, or on their last day, and not
    registered before then. With no last date charged, they run to `on`.
    """
    if chain.order is None:
        return ()
    last = min(charged.last or on, on)
    return tuple(
        said
        for said in chain.registrations
        if said.school == chain.order.named_on(last).number
        and last <= said.asked_on <= on
        and (said.registered_on is None or said.registered_on > last)
    )


def evidence_of_breach(chain: AttendanceOrder, charged: InForce, on: date) -> tuple[str, ...]:
    """The same in words, for the charge and its schedule. The school's own words stand first where it gave any."""
    return tuple(
        f"{said.evidence or 'Not registered'} ({said.said_by}, asked on {day_words(said.asked_on)})"
        for said in not_registered(chain, charged, on)
    )


def before_charge(step: Step, charged: InForce | None) -> Iterator[Verdict]:
    """What a charge asks of the chain beside an order in force: the notices before it, the school's word, and nothing
    left unanswered.
    """
    chain = step.chain
    if chain.order is not None and (fallen := list(_fallen(step))):
        yield G08_RESTS.refuse(
            f"The order no longer rests on {' and '.join(fallen)}", needs="a fresh chain, begun with a good notice"
        )
    if charged is not None and not not_registered(chain, charged, step.day):
        yield G08_SCHOOL_SAYS.refuse(
            "The school named has not said, since the last date charged, that the child was not registered",
            needs="ask the school, and record what it says",
        )
    if any(chain.unread()) or any(request.waiting for request in chain.requests):
        yield G08_WAITING.refuse(
            "Evidence is unread, or a request to amend or revoke the order waits for an answer",
            needs="read it, and answer",
        )


def _fallen(step: Step) -> Iterator[str]:
    """The documents on which the order rests that do not stand any more."""
    notice, said, order = step.chain.notice, step.chain.intention, step.chain.order
    if notice is None or not _served(notice) or not notice_good(step, notice):
        yield "a good notice to satisfy the authority"
    if (order is None or not order.under_plan) and (
        said is None or not _served(said) or not intention_good(step, said)
    ):
        yield "a good intention notice"


def _served(document: Signed) -> bool:
    return document.ledger.standing is not None


def single_justice(regime: Regime, switch: Switch) -> Iterator[Verdict]:
    """G19 for breach of an order: under the 1996 Act an adult may be charged so; under the 2026 Act nobody."""
    if regime is Regime.CWSA_2026 and switch.imprisonable:
        yield G19_OTHER_LAW.refuse(
            "This order was made under the 2026 Act, whose offence can be punished with prison",
            needs="a written charge and requisition",
            field="procedure",
        )
