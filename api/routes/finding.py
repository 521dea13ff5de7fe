"""The map of an enquiry as JSON, and the draft of a referral to the police."""

from typing import Any

from fastapi import APIRouter, Response
from fastapi.concurrency import run_in_threadpool

from api.acting import no_such_case
from api.finding_view import FindingView, finding_view, police_draft
from api.identity import Reader, Signed
from api.services import Services, Use
from records.recorder import NoSuchCase

router = APIRouter(prefix="/api/cases/{ref}", tags=["Finding the child"])
_PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": {}}}}
_JSON: dict[int | str, dict[str, Any]] = {200: {"content": {"application/json": {}}}}


@router.get("/finding", response_model=FindingView)
async def finding(ref: str, services: Use, signed: Reader) -> FindingView:
    """Whom we asked, what came back, what is outstanding; the police, social care, the school, the removal."""
    return await run_in_threadpool(found, services, signed, ref)


def found(services: Services, signed: Signed, ref: str) -> FindingView:
    """Raises Problem 404."""
    try:
        return finding_view(services, signed, ref)
    except NoSuchCase:
        raise no_such_case() from None


def _draft(services: Services, signed: Signed, ref: str) -> tuple[bytes, bytes]:
    try:
        return police_draft(services, signed, ref)
    except NoSuchCase:
        raise no_such_case() from None


@router.get("/police-draft.pdf", response_class=Response, responses=_PDF)
async def draft_document(ref: str, services: Use, signed: Reader) -> Response:
    """The referral to the police as it would go now. Only a named person sends it."""
    pdf, _ = await run_in_threadpool(_draft, services, signed, ref)
    return _answer(pdf, "application/pdf", f"{ref}-police-draft.pdf")


@router.get("/police-draft.json", response_class=Response, responses=_JSON)
async def draft_data(ref: str, services: Use, signed: Reader) -> Response:
    """The same as data."""
    _, data = await run_in_threadpool(_draft, services, signed, ref)
    return _answer(data, "application/json", f"{ref}-police-draft.json")


def _answer(content: bytes, media_type: str, name: str) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "sandbox",
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=media_type, headers=headers)
