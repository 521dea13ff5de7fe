"""The page on which one sees whether anything of a case was lost or changed."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from api.pages import words
from api.pages.gate import Posted, Reading, posting
from api.pages.rendering import page
from api.proof_view import proof, start_again
from api.routes.looked import there_is
from api.services import Use
from domain.vocabulary import Role

router = APIRouter(prefix="/cases/{ref}/proof", include_in_schema=False)
Posting = Annotated[Posted, Depends(posting(Role.SUPERVISOR))]


@router.get("")
async def shown(ref: str, services: Use, signed: Reading) -> Response:
    child = await run_in_threadpool(there_is, services, ref)
    return await page(
        services,
        signed,
        "proof.html",
        title="Nothing lost, nothing changed?",
        ref=ref,
        child=child,
        proof=await proof(services, ref),
        moment=words.moment,
        supervisor=signed.staff.has(Role.SUPERVISOR),
    )


@router.post("/restart")
async def again(ref: str, services: Use, sent: Posting) -> Response:
    await start_again(services, sent.signed, ref, sent.one("process"))
    return RedirectResponse(f"/cases/{ref}/proof", 303)
