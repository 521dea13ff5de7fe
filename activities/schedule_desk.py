"""The pages of what is made for a bundle from the record."""

from typing import Any

from sqlmodel import Session

from activities.agency_letters import keep
from domain.actions.scheduling import MadeForABundle, UnusedScheduleMade
from domain.facts import Facts
from domain.guards.dates import refused
from domain.verdict import Refused
from letters.facts import Authority
from letters.page import PageFault, page_count
from letters.unused_schedule import ScheduleLine, UnusedSchedule, unused_schedule_pdf


def made(session: Session, authority: Authority, action: MadeForABundle, facts: Facts, seq: int) -> dict[str, Any]:
    """Raises Refused where it cannot be printed."""
    try:
        pdf = _pdf(authority, action, facts, seq)
    except PageFault as fault:
        raise Refused(refused("CANNOT_PRINT", str(fault) or "It cannot be printed")) from None
    return {"sha256": keep(session, pdf, "application/pdf"), "size": len(pdf), "pages": page_count(pdf)}


def _pdf(authority: Authority, action: MadeForABundle, facts: Facts, seq: int) -> bytes:
    ready = action.follows(facts, seq).prepared
    if not isinstance(action, UnusedScheduleMade):
        raise TypeError(type(action).__name__)
    lines = (ScheduleLine.model_validate({k: v for k, v in line.items() if k != "source"}) for line in ready["lines"])
    return unused_schedule_pdf(
        UnusedSchedule(
            authority=authority,
            reference=f"{facts.case.ref}-D{seq}",
            defendant=defendant_name(action, facts),
            lines=tuple(lines),
            printed_on=facts.today,
        )
    )


def defendant_name(action: MadeForABundle, facts: Facts) -> str:
    charge = action.charge(facts.case)
    person = facts.case.person(charge.person_id) if charge else None
    return person.name if person else "the defendant"
