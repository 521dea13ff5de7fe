"""Documents as they come in: type and content checked, stored by their SHA-256, untouched; opened once, and what was
found kept beside them.
"""

import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import UploadFile
from sqlmodel import Session

from activities.agency_letters import keep
from activities.document_desk import read_document
from api.problems import FieldFault, Problem
from api.services import Services
from domain.act import Act
from domain.actions.work import DocumentFiled
from domain.evidence.who_told import betrays_nobody_beside_its_pages
from domain.verdict import Refused
from letters.evidence.kinds import EMAIL, KINDS, kind_of
from letters.evidence.opening import hidden_words
from records.database import transaction
from records.evidence_tables import DocumentReadingRow
from records.recorder import NoSuchCase, facts_for, load_case
from records.tables import DocumentRow

MOST_BYTES = 20_000_000  # 20 MB, policy
TAKEN = "a PDF, a PNG or JPEG picture, an e-mail (.eml) or a Word, Excel or OpenDocument file without macros"
_NAMES = mimetypes.MimeTypes()  # Python's own list, the same on every machine
_ANYTHING = (None, "", "application/octet-stream")


@dataclass(frozen=True)
class Upload:
    """A file whose content is of a kind that is taken."""

    content: bytes
    media_type: str

    def form(self, title: str, obtained_from: str = "") -> dict[str, Any]:
        """The body of the act that files it."""
        sha256 = hashlib.sha256(self.content).hexdigest()
        said = {"title": title, "sha256": sha256, "media_type": self.media_type, "size": len(self.content)}
        return {**said, "obtained_from": obtained_from}

    def keep(self, session: Session) -> None:
        keep(session, self.content, self.media_type)


def store(services: Services, who: str, ref: str, upload: Upload) -> None:
    """Keep it for a case, with what is found in it, for this actor. Opening and printing it takes its time, so that is
    done before the transaction. Raises Problem: 404 for no such case; 409 where what stands beside its pages may show
    who told us, and then nothing of it is kept.
    """
    sha256 = hashlib.sha256(upload.content).hexdigest()
    with transaction(services.engine) as session:
        _betrays_nobody(session, services, who, ref, upload)
        known = session.get(DocumentReadingRow, sha256) is not None
    found = (
        None if known else read_document(upload.content, upload.media_type, services.letters.authority, services.today)
    )
    with transaction(services.engine) as session:
        upload.keep(session)
        if found is not None:
            found.keep(session, sha256)


def _betrays_nobody(session: Session, services: Services, who: str, ref: str, upload: Upload) -> None:
    try:
        case = load_case(session, ref)
    except NoSuchCase:
        raise Problem(404, "NO_SUCH_CASE", "There is no case of this reference") from None
    if not case.confidential:
        return
    act = Act(key="", action=DocumentFiled.name, actor=who)
    facts = facts_for(session, act, case, services.now(), services.letters.desk(session))
    try:
        betrays_nobody_beside_its_pages(facts, hidden_words(upload.content, upload.media_type))
    except Refused as refused:
        said = refused.verdicts[0]
        fault = FieldFault(field="file", message=said.reason)
        raise Problem(
            409, said.code, said.reason, verdicts=[said.public() | {"field": "file"}], errors=[fault]
        ) from None


async def checked(upload: UploadFile) -> Upload:
    """Raises Problem 413, 415 or 422. Nothing is stored."""
    content = await _read(upload)
    return Upload(content, _type_of(content, upload))


async def _read(upload: UploadFile) -> bytes:
    content = await upload.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Problem(
            413,
            "TOO_LARGE",
            "A document may be at most 20 MB",
            errors=[FieldFault(field="file", message="Choose a file of at most 20 MB")],
        )
    if not content:
        raise _fault("This file is empty")
    return content


def _type_of(content: bytes, upload: UploadFile) -> str:
    """By what the file holds, never by its name; and the two must agree."""
    found = kind_of(content)
    if found is None:
        raise Problem(
            415,
            "FILE_TYPE",
            f"Only these are taken: {TAKEN}",
            errors=[FieldFault(field="file", message=f"Choose {TAKEN}")],
        )
    name = (upload.filename or "").casefold()
    by_name, _ = _NAMES.guess_type(name, strict=False)
    fits = by_name in (None, found) or name.endswith(KINDS[found])
    # A browser that does not know an e-mail calls it plain text.
    said = (*_ANYTHING, found, "text/plain") if found == EMAIL else (*_ANYTHING, found)
    if not fits or upload.content_type not in said:
        raise _fault("This file is not what its name says")
    return found


def _fault(message: str) -> Problem:
    return Problem(422, "FILE", message, errors=[FieldFault(field="file", message=message)])


def stored_as_said(session: Session, form: Mapping[str, Any]) -> None:
    """Raises Problem 422 where the body of a filing names no document that is stored, or names it wrongly."""
    if form.get("sha256") == DocumentFiled.SPECIMEN_SHA256:
        Upload(SPECIMEN, "application/pdf").keep(session)
    row = session.get(DocumentRow, str(form.get("sha256")))
    if row is None:
        said = "No document of this SHA-256 is stored: upload it first"
        raise Problem(422, "NO_SUCH_DOCUMENT", said, errors=[FieldFault(field="sha256", message=said)])
    for field, stored in (("media_type", row.media_type), ("size", row.size)):
        if form.get(field) != stored:
            said = f"The stored document has another {field.replace('_', ' ')}"
            raise Problem(422, "NO_SUCH_DOCUMENT", said, errors=[FieldFault(field=field, message=said)])


def _specimen() -> bytes:
    """One page that says what it is, so that the example of filing a document can be sent as it stands."""
    words = b"BT /F1 24 Tf 72 720 Td (Specimen document) Tj ET"
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(words), words),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    pdf, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(pdf))
        pdf += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    ending = b"trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(pdf)
    return pdf + b"xref\n0 6\n0000000000 65535 f \n" + table + ending


SPECIMEN = _specimen()
