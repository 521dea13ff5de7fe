"""Letters that are the document of a legal step: written for it, approved under its power, issued once it is given.

The letters themselves are written and posted in the journey; the law of the step is judged in its own process.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from domain.case_file import CaseFile, Letter
from domain.deadline import uk_day
from domain.facts import Facts
from domain.guards import charge_letters, order_letters
from domain.guards.dates import refused
from domain.guards.letters import SECOND_PERSON
from domain.law.authority import holds
from domain.proceedings.attendance_order import AttendanceOrder
from domain.proceedings.groundwork import Hand
from domain.proceedings.penalty_notice import PenaltyNotice, Scheme
from domain.proceedings.prosecution import Prosecution
from domain.proceedings.subject_access import SubjectAccess
from domain.verdict import Verdict
from domain.vocabulary import Power

NOTICES: Mapping[str, Scheme] = MappingProxyType({"L11": Scheme.ABSENCE, "L13": Scheme.EXCLUDED})
WITHDRAWAL, IMPROVEMENT, CONTRACT = "L12", "L10", "L09"
OF_ACCESS = frozenset({"L29", "L32", "L33"})
POWERS: Mapping[str, Power] = MappingProxyType(
    {"L11": Power.PENALTY_NOTICE, "L13": Power.PENALTY_NOTICE, **charge_letters.POWERS, **order_letters.POWERS}
)
_WHAT: Mapping[str, str] = MappingProxyType(
    {
        "L11": "a penalty notice for absence, prepared, to this parent",
        "L13": "a penalty notice for an excluded child, prepared, to this parent",
        WITHDRAWAL: "a withdrawn penalty notice to this parent",
        IMPROVEMENT: "a notice to improve recorded for this parent",
        CONTRACT: "an attendance contract with this parent",
        **dict.fromkeys(OF_ACCESS, "a request for personal data that this very person made"),
        **charge_letters.WHAT,
        **order_letters.WHAT,
    }
)


def drafting(case: CaseFile, template: str, concerning: str, person: str) -> Iterator[Verdict]:
    """Whether what this letter is about is there, and is this person's."""
    if template in _WHAT and not _fits(case, template, concerning, person):
        yield refused("LETTER_ABOUT", f"This letter is about {_WHAT[template]}", "concerning", needs=_WHAT[template])


def _fits(case: CaseFile, template: str, concerning: str, person: str) -> bool:
    if template in charge_letters.WHAT:
        return charge_letters.fits(case, template, concerning, person)
    if template in OF_ACCESS:  # what a child asks for is told to no parent
        request = case.proceeding(concerning)
        return isinstance(request, SubjectAccess) and bool(person) and request.person_id == person
    if template in order_letters.WHAT:
        return order_letters.fits(case, template, concerning, person)
    if template == CONTRACT:
        return any(each.id == concerning and each.person_id == person and each.agreed for each in case.contracts)
    if template == IMPROVEMENT:
        return any(each.id == concerning and each.person_id == person for each in case.improvements)
    notice = case.proceeding(concerning)
    if not isinstance(notice, PenaltyNotice) or notice.person_id != person:
        return False
    if template == WITHDRAWAL:
        return notice.withdrawn is not None
    to_be_sent = notice.issued_on is None or (notice.live and notice.returned_on is not None)  # also once it came back
    return notice.scheme is NOTICES[template] and notice.tariff is not None and to_be_sent


def approving(facts: Facts, letter: Letter) -> Iterator[Verdict]:
    """Signed under its power, by somebody who did not ask for the step either (PRACTICE 6.15)."""
    if letter.template not in POWERS:
        return
    who = Hand(person=facts.actor.id, on=facts.today, acting_for=facts.acting_for)
    yield from holds(facts.authorisations, POWERS[letter.template], who)
    notice = facts.case.proceeding(letter.about)
    if isinstance(notice, Prosecution):
        yield from charge_letters.approving(facts, notice)
    if isinstance(notice, AttendanceOrder):
        yield from order_letters.approving(facts, notice)
    if isinstance(notice, PenaltyNotice) and facts.authorisations.counts_as(who) & {h.person for h in notice.hands}:
        yield SECOND_PERSON.refuse(
            "Whoever asked for this notice or prepared it does not approve it", needs="a second person"
        )


def issuing(facts: Facts, letter: Letter) -> Iterator[Verdict]:
    """A notice leaves only once it is given in its own process, on that day, and not as edited by whoever gave it."""
    notice = facts.case.proceeding(letter.about)
    if letter.template in charge_letters.POWERS and isinstance(notice, Prosecution):
        yield from charge_letters.issuing(facts, letter, notice)
    if letter.template in order_letters.POWERS and isinstance(notice, AttendanceOrder):
        yield from order_letters.issuing(facts, letter, notice)
    if letter.template not in NOTICES:
        return
    if isinstance(notice, PenaltyNotice) and notice.live and notice.returned_on is not None:
        return  # given, and to be served again
    given = isinstance(notice, PenaltyNotice) and notice.letter_id == letter.id and notice.live
    if not isinstance(notice, PenaltyNotice) or not given:
        yield refused("NOT_GIVEN", "This notice has not been given", "letter", needs="give the notice first")
    elif notice.issued_on != uk_day(facts.now):
        yield refused(
            "GIVEN_ANOTHER_DAY",
            f"It was given on {notice.issued_on:%-d %B %Y}, and the letter prints today",
            "letter",
            needs="take the notice back and give it today",
        )
    elif notice.issued_by in {letter.written_by, *letter.edited_by}:
        yield SECOND_PERSON.refuse("Whoever gave it has edited it since", needs="give it again", field="letter")
