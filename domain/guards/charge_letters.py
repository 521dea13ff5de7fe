"""The letters of a prosecution: an invitation to an interview under caution, and the charge itself by either procedure.

Written for it, approved by a second person under a power of the register, issued once its step is taken.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from domain.case_file import CaseFile, Letter
from domain.deadline import uk_day
from domain.facts import Facts
from domain.guards.dates import refused
from domain.law.authority import second_person
from domain.proceedings.groundwork import Hand
from domain.proceedings.prosecution import Procedure, Prosecution
from domain.verdict import Verdict
from domain.vocabulary import Power

INVITATION = "L14"
CHARGES: Mapping[Procedure, str] = MappingProxyType({Procedure.SINGLE_JUSTICE: "L16", Procedure.REQUISITION: "L17"})
POWERS: Mapping[str, Power] = MappingProxyType(dict.fromkeys(CHARGES.values(), Power.CONDUCT))
WHAT: Mapping[str, str] = MappingProxyType(
    {
        INVITATION: "a prosecution of this parent with an interview arranged",
        "L16": "an authorised prosecution of this parent by single justice procedure",
        "L17": "an authorised prosecution of this parent by requisition, with its first hearing set",
    }
)


def fits(case: CaseFile, template: str, concerning: str, person: str) -> bool:
    """Whether what this letter says is there, and is this person's."""
    charge = case.proceeding(concerning)
    if not isinstance(charge, Prosecution) or charge.person_id != person or not charge.open:
        return False
    if template == INVITATION:
        return charge.appointment is not None and charge.instituted_at is None
    if charge.procedure is None or CHARGES[charge.procedure] != template or charge.authority is None:
        return False
    to_be_sent = charge.instituted_at is None or charge.services.reopened  # also once it came back
    return to_be_sent and (template != "L17" or any(not each.outcome for each in charge.hearings))


def approving(facts: Facts, charge: Prosecution) -> Iterator[Verdict]:
    """Not by whoever asked for the prosecution or put its charge together (PRACTICE 6.15)."""
    who = Hand(person=facts.actor.id, on=facts.today, acting_for=facts.acting_for)
    yield from second_person(facts.authorisations, who, charge.hands)


def issuing(facts: Facts, letter: Letter, charge: Prosecution) -> Iterator[Verdict]:
    """A charge leaves only as the one with which proceedings began, on that day; or again once it came back."""
    if charge.services.reopened:
        return
    if charge.instituted_at is None or charge.letter_id != letter.id:
        yield refused("NOT_BEGUN", "Proceedings have not begun with this charge", "letter", needs="begin proceedings")
    elif uk_day(charge.instituted_at) != uk_day(facts.now):
        yield refused(
            "BEGUN_ANOTHER_DAY",
            f"Proceedings began on {uk_day(charge.instituted_at):%-d %B %Y}, and the letter prints today",
            "letter",
            needs="a copy of the charge as it was issued, served by hand",
        )
