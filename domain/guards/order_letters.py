"""Letters of an attendance-order chain: written once their step is prepared, approved under the power to sign, issued
once they are signed in their own process (PRACTICE 4.5, 6.15).
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from domain.case_file import CaseFile, Letter
from domain.deadline import uk_day
from domain.facts import Facts
from domain.guards.dates import refused
from domain.guards.letters import SECOND_PERSON as ANOTHER_HAND
from domain.law.authority import SECOND_PERSON
from domain.proceedings.attendance_order import AttendanceOrder, Order, Signed
from domain.proceedings.groundwork import Hand
from domain.proceedings.served import Manner
from domain.served_documents import came_back, leaving, of_letter
from domain.verdict import Verdict
from domain.vocabulary import LetterState, Power

NOTICE, INTENTION, ORDER, CHANGE = "L05", "L06", "L07", "L08"
POWERS: Mapping[str, Power] = MappingProxyType(dict.fromkeys((NOTICE, INTENTION, ORDER, CHANGE), Power.SIGN_437))
WHAT: Mapping[str, str] = MappingProxyType(
    {
        NOTICE: "a notice to satisfy the authority, prepared, to this parent",
        INTENTION: "a notice of the school to be named, prepared, to this parent",
        ORDER: "an attendance order, prepared, to this parent",
        CHANGE: "an attendance order to this parent that was amended, revoked, or asked about and answered",
    }
)
_PREPARED = {NOTICE: "notice-prepared", INTENTION: "intention-prepared", ORDER: "order-prepared"}


def fits(case: CaseFile, template: str, concerning: str, person: str) -> bool:
    chain = case.proceeding(concerning)
    if not isinstance(chain, AttendanceOrder) or chain.person_id != person:
        return False
    if template == CHANGE:
        return changed(chain)
    ready = chain.stage == _PREPARED[template] and chain.prepared is not None
    return ready or came_back(chain, template) is not None


def changed(chain: AttendanceOrder) -> bool:
    order = chain.order
    answered = any(request.granted is not None for request in chain.requests)
    return order is not None and (answered or bool(order.amendments) or order.ending is not None)


def approving(facts: Facts, chain: AttendanceOrder) -> Iterator[Verdict]:
    """Not by whoever prepared the step, nor by somebody who acts for them."""
    who = Hand(person=facts.actor.id, on=facts.today, acting_for=facts.acting_for)
    if chain.prepared is not None and facts.authorisations.counts_as(who) & facts.authorisations.counts_as(
        chain.prepared.by
    ):
        yield SECOND_PERSON.refuse("Whoever prepared this step does not approve its letter", needs="a second person")


def issuing(facts: Facts, letter: Letter, chain: AttendanceOrder) -> Iterator[Verdict]:
    """Signed, not set aside, not edited since by whoever signed it; and its printed day long enough even by hand."""
    if letter.template == CHANGE or came_back(chain, letter.template) is not None:
        return
    found = of_letter(facts.case, letter.id)
    document = found[1] if found else None
    if document is None or document.withdrawn_on is not None:
        yield refused("NOT_SIGNED_YET", "This document has not been signed", "letter", needs="sign it first")
        return
    if document.signed and document.signed.person in {letter.written_by, *letter.edited_by}:
        yield ANOTHER_HAND.refuse("Whoever signed it has edited it since", needs="sign it again", field="letter")
    if isinstance(document, Order) and document.made_on != uk_day(facts.now):
        yield refused(
            "GIVEN_ANOTHER_DAY",
            f"It was made on {document.made_on:%-d %B %Y}, and the letter prints today",
            "letter",
            needs="take the order back and sign it today",
        )
    yield from enclosed(facts.case, document)
    yield from leaving(facts, letter.id, facts.today, Manner.BY_HAND)


def enclosed(case: CaseFile, document: Signed) -> Iterator[Verdict]:
    """The information about the law is issued before what it goes with leaves, by whatever post (PRACTICE 4.6)."""
    information = case.letter(document.encloses)
    if information is not None and information.state not in (LetterState.ISSUED, LetterState.POSTED):
        yield refused(
            "ENCLOSURE_MISSING",
            "The information about the law that goes in the same envelope has not been issued",
            "letter",
            needs="issue it, and put it into the envelope",
        )
