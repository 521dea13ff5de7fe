"""A step of an attendance-order chain, put together from the facts of the case; and the order as a charge sees it."""

from collections.abc import Iterator
from datetime import date

from domain.calendars import Almanac
from domain.case_file import CaseFile, Letter
from domain.facts import Facts
from domain.law.compliance import held
from domain.law.order_breach import OrderHeld
from domain.law.order_step import Step
from domain.law.supervision_time import in_force
from domain.proceedings import AttendanceOrder, SupervisionOrder
from domain.proceedings.attendance_order import Signed
from domain.proceedings.groundwork import InForce
from domain.proceedings.served import Explained, LegalPath
from domain.vocabulary import LetterState

INFORMATION = "L24"


def chains(case: CaseFile) -> list[AttendanceOrder]:
    return [each for each in case.proceedings if isinstance(each, AttendanceOrder)]


def chain_of(facts: Facts) -> AttendanceOrder:
    """The chain whose process asks. Raises LookupError in any other process: a bug."""
    found = facts.proceeding
    if not isinstance(found, AttendanceOrder):
        raise LookupError("no attendance order")
    return found


def supervision(case: CaseFile, almanac: Almanac) -> list[InForce]:
    """When education supervision orders were or are in force for this child."""
    orders = (each for each in case.proceedings if isinstance(each, SupervisionOrder))
    times = (in_force(order, case.child.date_of_birth, almanac, case.child.school) for order in orders)
    return [time for time in times if time is not None]


def order_held(case: CaseFile, name: str, almanac: Almanac) -> OrderHeld | None:
    """The attendance order of that proceeding ("attendance-order-1") as a charge under s.443 sees it; None where there
    is no such proceeding, or no order was made in it.
    """
    found = next((chain for chain in chains(case) if chain.name == name), None)
    if found is None:
        return None
    return held(found, case.child.date_of_birth, supervision(case, almanac), almanac, case.child.school)


def step_of(
    facts: Facts, chain: AttendanceOrder, *, letter: str = "", served: date | None = None, encloses: str = ""
) -> Step:
    """A step of this chain at the instant of recording. `letter` is the document of the step, `served` the day on which
    it will count as served, `encloses` the information that goes in its envelope.
    """
    case = facts.case
    return Step(
        chain=chain,
        at=facts.now,
        served=served,
        born=case.child.date_of_birth,
        school=case.child.school,
        almanac=facts.almanac,
        parents=case.answerable,
        informed=list(informed(case, chain, letter, encloses)),
        letter=letter,
        others=[each for each in chains(case) if each.name != chain.name],
        supervision=supervision(case, facts.almanac),
        switch=facts.switch,
    )


def informed(case: CaseFile, chain: AttendanceOrder, letter: str, encloses: str) -> Iterator[Explained]:
    """The information about the law that went to this parent, or goes in the envelope of `letter`."""
    goes_with = {encloses: letter} if encloses else {}
    for document in documents(chain):
        own = case.letter(document.encloses)
        # In an envelope that has left, it is only what left with it.
        if own is not None and (own.state is LetterState.POSTED or not document.ledger.entries):
            goes_with[own.id] = document.letter
    for each in case.letters:
        if each.template == INFORMATION and each.person_id == chain.person_id:
            yield Explained(
                path=LegalPath.ATTENDANCE_ORDER,
                person_id=each.person_id,
                letter=each.id,
                enclosed_in=goes_with.get(each.id, "") if may_be_enclosed(each) else "",
                ledger=each.ledger,
            )


def may_be_enclosed(letter: Letter) -> bool:
    """Approved or issued, so that it is there when the envelope is closed; or gone with it."""
    return letter.state in (LetterState.APPROVED, LetterState.ISSUED, LetterState.POSTED)


def documents(chain: AttendanceOrder) -> list[Signed]:
    """Every notice and order of the chain, also those that no longer stand."""
    return [*chain.notices, *chain.intentions, *([chain.order] if chain.order else [])]
