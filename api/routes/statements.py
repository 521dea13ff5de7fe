"""Witness statements of a case."""

from fastapi import APIRouter, Response
from fastapi.concurrency import run_in_threadpool

from api.identity import Reader
from api.services import Use
from api.statement_view import StatementView, statement_pdf, statements

router = APIRouter(prefix="/api/cases/{ref}/statements", tags=["Documents"])
PDF = "application/pdf"


@router.get("")
async def list_statements(ref: str, services: Use, signed: Reader) -> list[StatementView]:
    """List the witness statements of a case. Every draft is among them: each sentence with the entry it comes from,
    what was left out and why, and what stands in the way of signing.
    """
    return await run_in_threadpool(statements, services, signed, ref)


@router.get("/{statement}.pdf", response_class=Response, responses={200: {"content": {PDF: {}}}})
async def statement_pages(ref: str, statement: str, services: Use, signed: Reader) -> Response:
    """Read the pages of a statement. The frozen bytes of a signed one; a draft as it reads now, marked as one."""
    content = await run_in_threadpool(statement_pdf, services, signed, ref, statement)
    headers = {
        "Content-Disposition": f'inline; filename="{ref}-{statement}.pdf"',
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=PDF, headers=headers)
