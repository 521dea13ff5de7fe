"""Redaction on its way: the pages are made first, which takes its time, then the act is recorded."""

from typing import Any

from fastapi.concurrency import run_in_threadpool

from activities.redaction_desk import boxes_hash, make, source_of
from api.acting import Outcome, case_of, filled_in, perform
from api.identity import Signed
from api.problems import Problem
from api.services import Services
from domain.actions.redacting import DocumentRedacted
from domain.case_file import Document
from letters.evidence.redacting import CannotRedact, as_pdf, shown
from records.database import transaction
from records.evidence_tables import RedactionMadeRow
from records.tables import DocumentRow

_NONE = ("NO_SUCH_DOCUMENT", "There is no document of this name on the case")


async def redact(services: Services, signed: Signed, ref: str, name: str, boxes: list[Any], key: str) -> Outcome:
    """Raises Problem."""
    form = {"document": name, "boxes": boxes}
    filled = filled_in(DocumentRedacted, form)
    assert isinstance(filled, DocumentRedacted)  # noqa: S101 - made by its own class
    await run_in_threadpool(_make, services, ref, filled)
    return await perform(services, signed, ref, DocumentRedacted.name, form, key)


def _make(services: Services, ref: str, action: DocumentRedacted) -> None:
    document, row = _loaded(services, ref, action.document)
    if any(box.page > document.pages or not box.covers for box in action.boxes):
        return  # the act itself is refused, box by box
    with transaction(services.engine) as session:
        if session.get(RedactionMadeRow, (row.sha256, boxes_hash(action.boxes))) is not None:
            return
    try:
        made = make(row.sha256, row.content, row.media_type, action.boxes)
    except CannotRedact as fault:
        raise Problem(409, "CANNOT_REDACT", str(fault)) from None
    with transaction(services.engine) as session:
        made.keep(session)


def _loaded(services: Services, ref: str, name: str) -> tuple[Document, DocumentRow]:
    with transaction(services.engine) as session:
        document = case_of(session, ref).document(name)
        if document is None:
            raise Problem(404, *_NONE)
        row = session.get_one(DocumentRow, source_of(document))
        session.expunge(row)
        return document, row


def redaction_pdf(services: Services, ref: str, name: str, redaction: str) -> bytes:
    """The pages of one redaction, passed or not. Raises Problem 404."""
    document, _ = _loaded(services, ref, name)
    found = next((each for each in document.redactions if each.id == redaction), None)
    if found is None:
        raise Problem(404, "NO_SUCH_REDACTION", "There is no redaction of this name")
    with transaction(services.engine) as session:
        return session.get_one(DocumentRow, found.sha256).content


def page_picture(services: Services, ref: str, name: str, number: int, redaction: str = "") -> bytes:
    """A page as a PNG picture: of the document, with a grid in thousandths; of a redaction, as it would be seen.

    Raises Problem: 404 for none, 409 where it cannot be drawn.
    """
    if redaction:
        content, grid = redaction_pdf(services, ref, name, redaction), False
    else:
        document, row = _loaded(services, ref, name)
        if not document.pages:
            raise Problem(409, "NO_PAGES", "This document cannot be opened as pages")
        content, grid = as_pdf(row.content, row.media_type), True
    try:
        return shown(content, [number], grid=grid)[number]
    except CannotRedact as fault:
        raise Problem(404, "NO_SUCH_PAGE", str(fault)) from None
