"""The page of what is due to be erased, what is held, and what was erased."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from api.erasing import Holding, ask, confirm, end_hold, hold, retention
from api.identity import Signed
from api.pages import words
from api.pages.gate import Posted, posting, reading
from api.pages.rendering import page
from api.services import Use
from domain.vocabulary import Role

router = APIRouter(include_in_schema=False)
Reading = Annotated[Signed, Depends(reading(Role.SUPERVISOR))]
Posting = Annotated[Posted, Depends(posting(Role.SUPERVISOR))]
_HERE = "/retention"


@router.get(_HERE)
async def due(services: Use, signed: Reading) -> Response:
    return await page(
        services,
        signed,
        "retention.html",
        title="Keeping and erasing",
        here=_HERE,
        view=await run_in_threadpool(retention, services),
        moment=words.moment,
    )


@router.post("/cases/{ref}/retention/hold")
async def held(ref: str, services: Use, sent: Posting) -> Response:
    reason = sent.one("reason").strip() or "Held from the list of what is due"
    await run_in_threadpool(hold, services, sent.signed, ref, Holding(reason=reason))
    return RedirectResponse(_HERE, 303)


@router.post("/cases/{ref}/retention/end-hold")
async def let_go(ref: str, services: Use, sent: Posting) -> Response:
    await run_in_threadpool(end_hold, services, sent.signed, ref)
    return RedirectResponse(_HERE, 303)


@router.post("/cases/{ref}/retention/ask")
async def asked(ref: str, services: Use, sent: Posting) -> Response:
    await run_in_threadpool(ask, services, sent.signed, ref)
    return RedirectResponse(_HERE, 303)


@router.post("/cases/{ref}/retention/confirm")
async def confirmed(ref: str, services: Use, sent: Posting) -> Response:
    await confirm(services, sent.signed, ref)
    return RedirectResponse(_HERE, 303)
