"""Redacted pages: made once of one document with one set of boxes, and kept beside the original."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session

from activities.agency_letters import keep
from activities.converting import with_text_layer
from domain.actions.redacting import DocumentRedacted
from domain.case_file import Document
from domain.entry import fingerprint
from domain.evidence.redaction import Box
from domain.facts import Facts
from domain.guards.dates import refused
from domain.verdict import Refused
from letters.evidence.kinds import PDF
from letters.evidence.opening import opened
from letters.evidence.redacting import CannotRedact, redacted_pdf
from records.evidence_tables import RedactionMadeRow
from records.tables import DocumentRow

MOST_AT_ONCE: Final = 8  # pages that are painted while the case waits; more are made beforehand


@dataclass(frozen=True)
class Made:
    """What was made of which bytes; `keep` stores it."""

    of_sha256: str
    boxes: str
    content: bytes
    pages: int

    def keep(self, session: Session) -> RedactionMadeRow:
        sha256 = keep(session, self.content, PDF)
        row = {"of_sha256": self.of_sha256, "boxes": self.boxes, "sha256": sha256, "pages": self.pages}
        session.execute(insert(RedactionMadeRow).values(**row, size=len(self.content)).on_conflict_do_nothing())
        return session.get_one(RedactionMadeRow, (self.of_sha256, self.boxes))


def source_of(document: Document) -> str:
    """The SHA-256 of the pages that are redacted: the copy that was made of it, else as it came."""
    return document.copy_sha256 or document.sha256


def boxes_hash(boxes: Sequence[Box]) -> str:
    return fingerprint(*(box.model_dump(mode="json") for box in boxes))


def make(of_sha256: str, content: bytes, media_type: str, boxes: Sequence[Box], *, text: bool = True) -> Made:
    """Takes its time: a third of a second a page, and as long as OCRmyPDF takes where it is installed, which reads only
    what can still be seen. Raises CannotRedact.
    """
    pdf = redacted_pdf(content, media_type, boxes)
    layered = with_text_layer(pdf) if text else None
    pages = opened(pdf, PDF).pages
    if layered is not None and opened(layered, PDF).pages == pages:
        pdf = layered
    return Made(of_sha256, boxes_hash(boxes), pdf, pages)


def redacted(session: Session, action: DocumentRedacted, facts: Facts) -> dict[str, Any]:
    """The pages for the entry. Raises Refused where they cannot be made."""
    document = facts.case.document(action.document)
    if document is None:
        raise LookupError("no document")
    source = source_of(document)
    row = session.get(RedactionMadeRow, (source, boxes_hash(action.boxes)))
    if row is None:
        if len({box.page for box in action.boxes}) > MOST_AT_ONCE:
            raise Refused(refused("TOO_MANY_AT_ONCE", "So many pages are drawn on the document's own page", "boxes"))
        original = session.get_one(DocumentRow, source)
        try:
            row = make(source, original.content, original.media_type, action.boxes, text=False).keep(session)
        except CannotRedact as fault:
            raise Refused(refused("CANNOT_REDACT", str(fault), "document")) from None
    return {"redacted": row.sha256, "size": row.size, "pages": row.pages}
