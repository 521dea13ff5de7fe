"""Lists kept under a name: by their address alone, which says what they ask for."""

from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from api.identity import Signed
from api.pages import kept
from api.pages.gate import Posting, Reading, local
from api.pages.rendering import page
from api.problems import Problem
from api.services import Services, Use
from records.database import transaction
from records.saved_views import MOST, TooMany, drop_view, keep_view, views

router = APIRouter(prefix="/views", include_in_schema=False)
_LISTS = frozenset({"/", "/cases"})  # what can be kept


@router.get("")
async def all_of_them(services: Use, signed: Reading) -> Response:
    return await _shown(services, signed)


@router.post("")
async def keep(services: Use, sent: Posting) -> Response:
    name, address = " ".join(sent.one("name").split()), local(sent.one("address"))
    if urlsplit(address).path not in _LISTS or "text=" in address:
        raise Problem(422, "INVALID", "Only a list of cases or work can be kept, without the words of a search")
    if sent.again or not 1 <= len(name) <= 60:
        fault = {"text": "Give the list a name of at most 60 characters"}
        return await _shown(services, sent.signed, faults=[] if sent.again else [fault])
    try:
        await run_in_threadpool(_keep, services, sent.signed, name, address, sent.one("shared") == "yes")
    except TooMany:
        return await _shown(services, sent.signed, faults=[{"text": f"You keep {MOST} lists already: drop one first"}])
    return RedirectResponse(address, 303)


@router.post("/{number}/drop")
async def drop(number: int, services: Use, sent: Posting) -> Response:
    if not sent.again and not await run_in_threadpool(_drop, services, sent.signed, number):
        raise Problem(404, "NO_SUCH_VIEW", "You keep no list of this number")
    return RedirectResponse("/views", 303)


def _keep(services: Services, signed: Signed, name: str, address: str, shared: bool) -> None:
    with transaction(services.engine) as session:
        keep_view(session, signed.staff, name, address, services.now(), shared=shared)


def _drop(services: Services, signed: Signed, number: int) -> bool:
    with transaction(services.engine) as session:
        return drop_view(session, signed.staff, number)


async def _shown(services: Services, signed: Signed, faults: list[dict[str, str]] | None = None) -> Response:
    def known() -> Any:
        with transaction(services.engine) as session:
            return views(session, signed.staff)

    return await page(
        services,
        signed,
        "views-list.html",
        status=422 if faults else 200,
        title=("Error: " if faults else "") + "Kept lists",
        here="/cases",
        views=await run_in_threadpool(known),
        faults=faults or [],
        says="",
        back="/cases",
        whose=kept.whose(services, signed.staff.id),
    )
