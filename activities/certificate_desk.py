"""The pages of a certificate of attendance, from what the entry says of it."""

from typing import Any

from sqlmodel import Session

from activities.agency_letters import keep
from domain.actions.certifying import PROTECTED_CERTIFIED, CertificateMade
from domain.evidence.certificate import Certified
from domain.facts import Facts
from domain.guards.dates import refused
from domain.law.codes import CODES
from domain.protecting import protected_values, shows
from domain.verdict import Refused
from letters.attendance_certificate import (
    AttendanceCertificate,
    attendance_certificate_pdf,
    attendance_certificate_text,
)
from letters.facts import Authority
from letters.page import PageFault, page_count
from records.tables import SchoolRow


def certificate(
    session: Session, authority: Authority, action: CertificateMade, facts: Facts, seq: int
) -> dict[str, Any]:
    """Raises Refused where it would show what is protected, or cannot be printed."""
    charge = action.charge(facts.case)
    if charge is None:
        raise LookupError("no prosecution")
    made = Certified.model_validate(action.follows(facts, seq).prepared["certificate"])
    child, school = facts.case.child, session.get(SchoolRow, charge.school)
    said = AttendanceCertificate(
        authority=authority,
        reference=f"{facts.case.ref}-D{seq}",
        pupil=child.name or "Not known",
        born=child.date_of_birth,
        upn=child.upn,
        school=school.name if school else charge.school or "Not known",
        first=made.first,
        last=made.last,
        days=tuple((each.day, each.am, each.pm, ", ".join(each.relied_on)) for each in made.days),
        totals=tuple((code, CODES[code].meaning, number) for code, number in made.totals),
        sessions=made.sessions,
        attended=made.attended,
        unauthorised=made.unauthorised,
        relied_on=made.relied_on,
        whole_year=action.whole_year,
        printed_on=facts.today,
    )
    if shows(attendance_certificate_text(said), protected_values(facts.case, facts.roster.schools.values())):
        raise Refused(
            PROTECTED_CERTIFIED.refuse(
                "The certificate would show something that is protected on this case", needs="a lawyer to decide how"
            )
        )
    try:
        pdf = attendance_certificate_pdf(said)
    except PageFault as fault:
        raise Refused(refused("CANNOT_PRINT", str(fault) or "The certificate cannot be printed")) from None
    return {"sha256": keep(session, pdf, "application/pdf"), "size": len(pdf), "pages": page_count(pdf)}
