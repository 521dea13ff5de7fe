"""The pages of letters, and the post room."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field

from api.identity import Caseworker, Reader
from api.letter_pages import letter_pdf, service_pdf
from api.post_room import batch, waiting
from api.problems import Problem
from api.services import Use
from records.recorder import NoSuchCase

router = APIRouter(prefix="/api", tags=["Letters"])
PDF = "application/pdf"


@router.get("/letters/{letter}.pdf", response_class=Response, responses={200: {"content": {PDF: {}}}})
async def pages(letter: str, services: Use, signed: Reader) -> Response:
    """Read the pages of a letter. The frozen bytes of an issued one; a draft as it would go now.
    Named by reference only.
    """
    content = await run_in_threadpool(letter_pdf, services, signed, letter)
    return Response(content, media_type=PDF, headers=_named(letter))


@router.get(
    "/cases/{ref}/letters/{letter}/service.pdf", response_class=Response, responses={200: {"content": {PDF: {}}}}
)
async def certificate(ref: str, letter: str, services: Use, signed: Reader) -> Response:
    """Certify how a letter was served. From its ledger: who, what, how, when, deemed by which rule, proved or come
    back. `letter` is its name on the case, like L12.
    """
    content = await run_in_threadpool(service_pdf, services, ref, letter)
    return Response(content, media_type=PDF, headers=_named(f"{ref}-{letter}-service"))


@router.get("/post-room")
async def in_the_post_room(services: Use, signed: Caseworker) -> list[dict[str, Any]]:
    """List the post room. Letters issued and waiting to be printed and posted; `held` says why one must not go."""
    return [asdict(letter) for letter in await run_in_threadpool(waiting, services, signed)]


class Batch(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"letters": ["RC-2026-000123-L12"]}]})

    letters: Annotated[list[str], Field(min_length=1, max_length=200)]


@router.post("/post-room/batch", response_class=Response, responses={200: {"content": {PDF: {}}}})
async def print_batch(asked: Batch, services: Use, signed: Caseworker) -> Response:
    """Print letters of the post room. One PDF, safe on both sides of the paper. A letter that may no longer go is
    left out.
    """
    try:
        content = await run_in_threadpool(batch, services, signed, asked.letters)
    except NoSuchCase:
        raise Problem(404, "NO_SUCH_LETTER", "There is no letter of this name") from None
    if content is None:
        raise Problem(409, "NOTHING_TO_PRINT", "None of these letters may be posted")
    return Response(content, media_type=PDF, headers=_named("post-room"))


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "no-store"}
