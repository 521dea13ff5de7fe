"""One document of a case, its pages as pictures, and the boxes that are drawn on them."""

import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from api.identity import Signed
from api.pages import kept
from api.pages.gate import Posted, Posting, Reading
from api.pages.presenters.document import BoxRow, document_page
from api.pages.rendering import page
from api.problems import Problem
from api.redacting import page_picture, redact
from api.services import Services, Use

router = APIRouter(prefix="/cases/{ref}/documents/{document}", include_in_schema=False)
_PARTS = ("page", "left", "top", "right", "bottom")


@router.get("")
async def one_document(
    ref: str,
    document: str,
    services: Use,
    signed: Reading,
    number: Annotated[int, Query(ge=1, le=3_000, alias="page")] = 1,
) -> Response:
    return await _shown(services, signed, ref, document, number)


@router.get("/pages/{number}.png")
async def one_page(ref: str, document: str, number: int, services: Use, signed: Reading) -> Response:
    png = await run_in_threadpool(page_picture, services, ref, document, number)
    return Response(png, media_type="image/png", headers={"Cache-Control": "no-store"})


@router.get("/redactions/{redaction}/pages/{number}.png")
async def one_redacted_page(
    ref: str, document: str, redaction: str, number: int, services: Use, signed: Reading
) -> Response:
    png = await run_in_threadpool(page_picture, services, ref, document, number, redaction)
    return Response(png, media_type="image/png", headers={"Cache-Control": "no-store"})


@router.post("")
async def draw(ref: str, document: str, services: Use, sent: Posting) -> Response:
    """Every box of the form, in the order in which they stand."""
    rows = _rows(sent)
    if sent.again:
        return await _shown(services, sent.signed, ref, document, 1, rows)
    boxes = [_box(row) for row in rows]
    if not boxes:
        return await _shown(services, sent.signed, ref, document, 1, rows, ["Draw at least one box"], 422)
    try:
        outcome = await redact(services, sent.signed, ref, document, boxes, sent.one(kept.KEY))
    except Problem as problem:
        if problem.body.status not in (409, 422):
            raise
        said = [_where(each.field, each.message) for each in problem.body.errors] or [problem.body.detail]
        return await _shown(services, sent.signed, ref, document, 1, rows, said, problem.body.status)
    if outcome.receipt is None:
        return RedirectResponse(f"/cases/{ref}/receipts/{outcome.key}", 303)
    return RedirectResponse(f"/cases/{ref}/documents/{document}", 303)


def _rows(sent: Posted) -> list[BoxRow]:
    """Those in which something was typed."""
    columns = [sent.typed.get(name, []) for name in (*_PARTS, "ground")]
    rows = [BoxRow(*(cell.strip() for cell in cells)) for cells in zip(*columns, strict=False)]
    return [row for row in rows if any(getattr(row, name) for name in _PARTS)]


def _box(row: BoxRow) -> dict[str, Any]:
    numbers = {name: getattr(row, name) for name in _PARTS}
    return {**{name: int(said) if said.isdecimal() else said for name, said in numbers.items()}, "ground": row.ground}


def _where(field: str, message: str) -> str:
    """boxes.0.page is the page of the first box."""
    _, _, rest = field.partition(".")
    number, _, name = rest.partition(".")
    return f"Box {int(number) + 1}, {name}: {message}" if number.isdecimal() else message


async def _shown(
    services: Services,
    signed: Signed,
    ref: str,
    document: str,
    number: int,
    typed: list[BoxRow] | None = None,
    faults: list[str] | None = None,
    status: int = 200,
) -> Response:
    shown = await run_in_threadpool(document_page, services, signed, ref, document, number, typed, faults)
    return await page(
        services,
        signed,
        "document.html",
        status=status,
        title=("Error: " if shown.faults else "") + f"A document, {ref}",
        here="/cases",
        shown=shown,
        whose=kept.whose(services, signed.staff.id),
        key=secrets.token_hex(16),
    )
