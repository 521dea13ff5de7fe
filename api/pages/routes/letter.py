"""A letter, and its pages as pictures."""

import secrets
import threading
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.concurrency import run_in_threadpool

from api.identity import Signed
from api.letter_pages import letter_pdf
from api.pages import kept
from api.pages.gate import Reading
from api.pages.presenters.letter import letter_page
from api.pages.rendering import page
from api.problems import Problem
from api.services import Services, Use
from letters.page import page_images

router = APIRouter(prefix="/cases/{ref}/letters/{letter}", include_in_schema=False)
_ONE_AT_A_TIME = threading.Lock()  # PDFium draws one page at a time


@router.get("")
async def one_letter(
    ref: str,
    letter: str,
    services: Use,
    signed: Reading,
    done: Annotated[int | None, Query(ge=1, le=10_000_000)] = None,
) -> Response:
    shown = await run_in_threadpool(letter_page, services, signed, ref, letter, done)
    return await page(
        services,
        signed,
        "letter.html",
        title=f"{shown.title}, {ref}",
        here="/cases",
        letter=shown,
        whose=kept.whose(services, signed.staff.id),
        keys={each.name: secrets.token_hex(16) for each in shown.at_once},
    )


@router.get("/pages/{number}.png")
async def one_page(ref: str, letter: str, number: int, services: Use, signed: Reading) -> Response:
    png = await run_in_threadpool(_drawn, services, signed, f"{ref}-{letter}", number)
    return Response(png, media_type="image/png", headers={"Cache-Control": "no-store"})


def _drawn(services: Services, signed: Signed, letter: str, number: int) -> bytes:
    pdf = letter_pdf(services, signed, letter)
    with _ONE_AT_A_TIME:
        images = page_images(pdf)
    if not 1 <= number <= len(images):
        raise Problem(404, "NO_SUCH_PAGE", "This letter has no page of this number")
    return images[number - 1]
