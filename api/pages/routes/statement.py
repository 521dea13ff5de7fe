"""A witness statement, and one sentence of it beside the entry that it comes from."""

import secrets

from fastapi import APIRouter, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from api.pages import kept
from api.pages.gate import Reading
from api.pages.presenters.statement import sentence_page, statement_page
from api.pages.rendering import page
from api.services import Use

router = APIRouter(prefix="/cases/{ref}/statements/{statement}", include_in_schema=False)


@router.get("")
async def one_statement(ref: str, statement: str, services: Use, signed: Reading) -> Response:
    shown = await run_in_threadpool(statement_page, services, signed, ref, statement)
    title = f"Witness statement, {ref}"
    return await page(services, signed, "statement.html", title=title, here="/cases", statement=shown)


@router.get("/next")
async def next_sentence(ref: str, statement: str, services: Use, signed: Reading) -> Response:
    """On to what has not been opened yet; to the whole when there is nothing more."""
    shown = await run_in_threadpool(statement_page, services, signed, ref, statement)
    path = f"/cases/{ref}/statements/{statement}"
    return RedirectResponse(f"{path}/sentences/{shown.to_open}" if shown.to_open else path, 303)


@router.get("/sentences/{sentence}")
async def one_sentence(ref: str, statement: str, sentence: str, services: Use, signed: Reading) -> Response:
    shown = await run_in_threadpool(sentence_page, services, signed, ref, statement, sentence)
    return await page(
        services,
        signed,
        "sentence.html",
        title=f"A sentence of a witness statement, {ref}",
        here="/cases",
        shown=shown,
        whose=kept.whose(services, signed.staff.id),
        key=secrets.token_hex(16),
    )
