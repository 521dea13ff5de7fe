"""What the school is told when the authority agrees to a removal (L20): the joint log, the days, the day."""

from sqlmodel import Session

from domain.actions.removal import RemovalAgreed
from domain.enquiring import Removal
from domain.facts import Facts
from domain.law.removal import Counts, Enquiries
from domain.removing import run_of
from domain.returns import Ground
from letters.removal_facts import LoggedEnquiry, RemovalFacts
from records.tables import SchoolRow


def removal_facts(session: Session, facts: Facts, action: RemovalAgreed) -> tuple[RemovalFacts, tuple[str, ...]]:
    """What the letter says, and its address lines. Raises LookupError where the guards have not seen to the removal."""
    removal = action.about(facts.case)
    if removal is None:
        raise LookupError("no removal")
    on, school = action.deletes_on or facts.today, session.get(SchoolRow, removal.school)
    run = run_of(facts, removal.school, on) if removal.ground is Ground.TWENTY_DAYS else None
    told = RemovalFacts(
        school_name=school.name if school else removal.school,
        ground=_ground(removal),
        outcome=Enquiries(removal.outcome).label if removal.outcome else "",
        deletes_on=on,
        days=tuple(each.day for each in run.known.days if each.counts is Counts.COUNTS) if run else (),
        log=tuple(
            LoggedEnquiry(
                side=each.side.label.casefold(), whom=each.subject.label, on=each.asked_on, result=each.result.label
            )
            for each in sorted(facts.case.enquiries, key=lambda each: each.asked_on)
        ),
        reasons=action.reasons,
    )
    address = (school.street, school.town, school.postcode) if school else ()
    return told, tuple(filter(None, ("The head teacher", told.school_name, *address)))


def _ground(removal: Removal) -> str:
    return removal.ground.label if removal.ground else "not said"
