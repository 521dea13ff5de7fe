"""A document as it comes in: opened once, its pages made where it has none, and what was found kept with its bytes."""

from datetime import date
from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session

from activities.agency_letters import keep
from activities.converting import office_pdf, office_program, text_program, with_text_layer
from domain.actions.work import DocumentFiled
from domain.evidence.who_told import betrays_nobody_beside_its_pages
from domain.facts import Facts
from letters.evidence.email_pages import email_pdf
from letters.evidence.kinds import EMAIL, OFFICE, PDF
from letters.evidence.opening import Opened, hidden_words, opened
from letters.facts import Authority
from letters.page import PageFault
from records.evidence_tables import DocumentReadingRow
from records.tables import DocumentRow

PRINTED_EMAIL = "Printed from the e-mail"
PRINTED_OFFICE = "Printed by LibreOffice"
TEXT_LAYER = "With a text layer by OCRmyPDF"
NOT_CONVERTED = "It has no pages yet: LibreOffice is not installed here. Supply a PDF of it"
NOT_PRINTED = "It could not be printed: supply a PDF of it"


class Reading:
    """What was found, and the copy that was made. `keep` stores both in one transaction with the original."""

    def __init__(self, found: Opened, copy: bytes = b"", how: str = "") -> None:
        self.found, self.copy, self.how = found, copy, how

    def keep(self, session: Session, sha256: str) -> None:
        row = {
            "sha256": sha256,
            "pages": self.found.pages,
            "without_text": list(self.found.without_text),
            "said": list(self.found.said),
            "copy_sha256": keep(session, self.copy, PDF) if self.copy else "",
            "copy_size": len(self.copy),
            "copy_how": self.how,
        }
        session.execute(insert(DocumentReadingRow).values(row).on_conflict_do_nothing())


def read_document(content: bytes, media_type: str, authority: Authority, today: date) -> Reading:
    """Takes as long as LibreOffice or OCRmyPDF take: never within a transaction. Never raises for what is in it."""
    if media_type == EMAIL:
        try:
            copy = email_pdf(content, authority, today)
        except PageFault:
            return Reading(Opened(said=(NOT_PRINTED,)))
        return Reading(opened(copy, PDF), copy, PRINTED_EMAIL)
    if media_type in OFFICE:
        printed = office_pdf(content, media_type)
        if printed is None:
            return Reading(Opened(said=(NOT_PRINTED if office_program() else NOT_CONVERTED,)))
        return Reading(opened(printed, PDF), printed, PRINTED_OFFICE)
    found = opened(content, media_type)
    if media_type == PDF and found.pages and found.without_text and text_program():
        layered = with_text_layer(content)
        again = opened(layered, PDF) if layered else found
        if layered and again.pages == found.pages and len(again.without_text) < len(found.without_text):
            return Reading(again, layered, TEXT_LAYER)
    return Reading(found)


def filed(session: Session, action: DocumentFiled, facts: Facts) -> dict[str, Any]:
    """What the entry keeps of it. Raises Refused where what stands beside its pages may show who told us."""
    row = session.get(DocumentRow, action.sha256)
    if row is None:
        return {}
    if facts.case.confidential:
        betrays_nobody_beside_its_pages(facts, hidden_words(row.content, row.media_type))
    known = session.get(DocumentReadingRow, action.sha256)
    if known is None:  # filed before there were readings: what can be found at once
        Reading(opened(row.content, row.media_type)).keep(session, action.sha256)
        known = session.get_one(DocumentReadingRow, action.sha256)
    return {"reading": known.as_prepared()}
