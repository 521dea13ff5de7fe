"""Documents: uploaded, filed on a case, read again."""

from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Response, UploadFile
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field

from api.acting import case_of
from api.filing import file_document
from api.identity import Reader
from api.problems import Problem
from api.redacting import redact, redaction_pdf
from api.routes.actions import ActionAnswer, Key, answer_of
from api.services import Services, Use
from domain.evidence.redaction import Box
from letters.evidence.kinds import KINDS
from records.database import transaction
from records.tables import DocumentRow

router = APIRouter(prefix="/api/cases/{ref}/documents", tags=["Documents"])
_AS_IT_CAME: dict[int | str, dict[str, Any]] = {200: {"content": {kind: {} for kind in KINDS}}}


@router.post("", response_model=ActionAnswer, response_model_exclude_none=True)
async def upload(
    ref: str,
    response: Response,
    services: Use,
    signed: Reader,
    key: Key,
    file: Annotated[UploadFile, File()],
    title: Annotated[str, Form(min_length=1, max_length=120)],
    obtained_from: Annotated[str, Form(max_length=120)] = "",
    obtained_on: Annotated[str, Form(max_length=10)] = "",
    obtained_by: Annotated[str, Form(max_length=120)] = "",
    kind: Annotated[str, Form(max_length=40)] = "",
    about: Annotated[str, Form(max_length=120)] = "",
    copy_of: Annotated[str, Form(max_length=120)] = "",
) -> ActionAnswer:
    """Store a document and file it on a case. At most 20 MB of a PDF, a PNG or JPEG picture, an e-mail (.eml) or a
    Word, Excel or OpenDocument file without macros. The original stays as it is; a PDF copy is made beside it where it
    has no pages of its own.
    """
    outcome = await file_document(
        services,
        signed,
        ref,
        file,
        title=title,
        obtained_from=obtained_from,
        key=key,
        obtained_on=obtained_on,
        obtained_by=obtained_by,
        kind=kind,
        about=about,
        copy_of=copy_of,
    )
    return answer_of(outcome, response)


@router.get("/{document}/pages.pdf", response_class=Response, responses={200: {"content": {"application/pdf": {}}}})
async def read_pages(ref: str, document: str, services: Use, signed: Reader) -> Response:
    """Read the pages of a document as they may be shown outside. Redacted where it was, else the copy that was made of
    what has no pages of its own, else as it came.
    """
    content, media_type = await run_in_threadpool(_load, services, ref, document, usable=True)
    headers = {
        "Content-Disposition": f'attachment; filename="{ref}-{document}-pages"',
        "Content-Security-Policy": "sandbox",
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=media_type, headers=headers)


class Drawn(BaseModel):
    """Boxes in thousandths of a page as it is shown, from its top left corner."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"boxes": [{"page": 1, "left": 100, "top": 80, "right": 620, "bottom": 120, "ground": "other-parent"}]}
            ]
        },
    )

    boxes: Annotated[list[Box], Field(min_length=1, max_length=400)]


@router.post("/{document}/redactions", response_model=ActionAnswer, response_model_exclude_none=True)
async def act_of_redaction(
    ref: str, document: str, drawn: Drawn, response: Response, services: Use, signed: Reader, key: Key
) -> ActionAnswer:
    """Take something out of a document. The original stays; the redacted pages are used for nothing until somebody else
    has checked them. Always with every box that is wanted: nothing is built on an earlier redaction.
    """
    boxes = [box.model_dump(mode="json") for box in drawn.boxes]
    return answer_of(await redact(services, signed, ref, document, boxes, key), response)


@router.get(
    "/{document}/redactions/{redaction}.pdf",
    response_class=Response,
    responses={200: {"content": {"application/pdf": {}}}},
)
async def read_redaction(ref: str, document: str, redaction: str, services: Use, signed: Reader) -> Response:
    """Read redacted pages, checked or not."""
    content = await run_in_threadpool(redaction_pdf, services, ref, document, redaction)
    name = f"{ref}-{document}-{redaction}"
    headers = {
        "Content-Disposition": f'inline; filename="{name}.pdf"',
        "Content-Security-Policy": "sandbox",
        "Cache-Control": "no-store",
    }
    return Response(content, media_type="application/pdf", headers=headers)


@router.get("/{document}", response_class=Response, responses=_AS_IT_CAME)
async def read_document(ref: str, document: str, services: Use, signed: Reader) -> Response:
    """Read a document. The bytes as they came in, never run by a browser."""
    content, media_type = await run_in_threadpool(_load, services, ref, document)
    headers = {
        "Content-Disposition": f'attachment; filename="{ref}-{document}"',
        "Content-Security-Policy": "sandbox",
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=media_type, headers=headers)


def _load(services: Services, ref: str, document: str, *, usable: bool = False) -> tuple[bytes, str]:
    with transaction(services.engine) as session:
        case = case_of(session, ref)
        filed = next((each for each in case.documents if each.id == document), None)
        if filed is None:
            raise Problem(404, "NO_SUCH_DOCUMENT", "There is no document of this name on the case")
        if usable and not filed.usable_pages:
            raise Problem(409, "NO_PAGES", "This document cannot be opened as pages: file a PDF of it")
        row = session.get_one(DocumentRow, filed.usable if usable else filed.sha256)
        return row.content, row.media_type
