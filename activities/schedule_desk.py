"""The pages of what is made for a bundle from the record."""

from datetime import date
from typing import Any, Final

from sqlalchemy import text
from sqlmodel import Session

from activities.agency_letters import keep
from domain.actions.chronology import ChronologyMade
from domain.actions.scheduling import MadeForABundle
from domain.facts import Facts
from domain.guards.dates import refused
from domain.verdict import Refused
from letters.chronology import ChronologyPages, chronology_pdf
from letters.facts import Authority
from letters.page import PageFault, page_count
from letters.unused_schedule import ScheduleLine, UnusedSchedule, unused_schedule_pdf

_MANIFEST: Final = text(
    """select manifest from bundle_build where case_ref = :ref and bundle = :bundle and manifest is not null
       order by version desc limit 1"""
)


def made(session: Session, authority: Authority, action: MadeForABundle, facts: Facts, seq: int) -> dict[str, Any]:
    """Raises Refused where it cannot be printed."""
    try:
        pdf = _pdf(session, authority, action, facts, seq)
    except PageFault as fault:
        raise Refused(refused("CANNOT_PRINT", str(fault) or "It cannot be printed")) from None
    return {"sha256": keep(session, pdf, "application/pdf"), "size": len(pdf), "pages": page_count(pdf)}


def _chronology(session: Session, authority: Authority, action: ChronologyMade, facts: Facts, seq: int) -> bytes:
    at = _pages_of(session, facts.case.ref, action.bundle)
    lines = action.follows(facts, seq).prepared["lines"]
    return chronology_pdf(
        ChronologyPages(
            authority=authority,
            reference=f"{facts.case.ref}-D{seq}",
            lines=tuple(
                (date.fromisoformat(line["on"]), line["text"], line["entry"], at.get(line["source"], ""))
                for line in lines
            ),
            with_pages=bool(action.bundle),
            printed_on=facts.today,
        )
    )


def _pages_of(session: Session, ref: str, bundle: str) -> dict[str, str]:
    """The first page of each document in the last version of a bundle, as it is stamped. Raises Refused."""
    if not bundle:
        return {}
    row = session.execute(_MANIFEST, {"ref": ref, "bundle": bundle}).first()
    if row is None:
        raise Refused(refused("NOT_BUILT", "No bundle of this name has been built", "bundle"))
    return {part["document"]: str(part["labels"]).split()[0] for part in row.manifest["parts"]}


def _pdf(session: Session, authority: Authority, action: MadeForABundle, facts: Facts, seq: int) -> bytes:
    ready = action.follows(facts, seq).prepared
    if isinstance(action, ChronologyMade):
        return _chronology(session, authority, action, facts, seq)
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
    step = action.step(facts.case)
    person = facts.case.person(step.person_id) if step else None
    return person.name if person else "the defendant"
