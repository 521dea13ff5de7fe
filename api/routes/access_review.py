"""Requests for personal data: what was collected, and the answer."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.concurrency import run_in_threadpool

from api.access_review import AccessReview, access_review, answer_of
from api.identity import Reader, Signed, allowed
from api.services import Use
from domain.vocabulary import Role

router = APIRouter(prefix="/api/cases/{ref}/proceedings/{name}", tags=["Documents"])
Reviewer = Annotated[Signed, Depends(allowed(Role.LEGAL, Role.SUPERVISOR))]
PDF = "application/pdf"


@router.get("/material")
async def material_of_a_request(ref: str, name: str, services: Use, signed: Reviewer) -> AccessReview:
    """Read what was collected for a request for personal data. Each thing with what speaks against giving it, what was
    decided and why. Who told us, and what is protected, is blanked here too.
    """
    return await run_in_threadpool(access_review, services, signed, ref, name)


@router.get("/export.pdf", response_class=Response, responses={200: {"content": {PDF: {}}}})
async def answer_to_a_request(ref: str, name: str, services: Use, signed: Reader) -> Response:
    """Download the answer to a request for personal data. There is one once a second person has passed it."""
    content = await run_in_threadpool(answer_of, services, ref, name)
    headers = {
        "Content-Disposition": f'attachment; filename="{ref}-{name}.pdf"',
        "Content-Security-Policy": "sandbox",
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=PDF, headers=headers)
