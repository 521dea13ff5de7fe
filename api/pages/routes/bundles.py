"""The legal team's bundles: the list, and one of them with its buttons. Everything works without scripts."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from api.bundle_arranging import Arrange, change
from api.bundle_building import ask_for_build, cancel_build, finished_file
from api.identity import Signed
from api.pages.gate import Posted, posting, reading
from api.pages.presenters.bundle import bundle_list, bundle_page
from api.pages.rendering import page
from api.problems import Problem
from api.routes.bundles import PDF, headers_of
from api.services import Services, Use
from domain.vocabulary import Role

router = APIRouter(prefix="/legal/bundles", include_in_schema=False)
Reading = Annotated[Signed, Depends(reading(Role.LEGAL, Role.SUPERVISOR))]
Posting = Annotated[Posted, Depends(posting(Role.LEGAL, Role.SUPERVISOR))]
_LOOK_AGAIN = "3"  # seconds, while it is being built


@router.get("")
async def every_bundle(services: Use, signed: Reading) -> Response:
    lines = await run_in_threadpool(bundle_list, services, signed)
    return await page(services, signed, "bundles.html", title="Bundles", here="/legal/bundles", lines=lines)


@router.get("/{ref}/{bundle}")
async def one_bundle(ref: str, bundle: str, services: Use, signed: Reading) -> Response:
    return await _shown(services, signed, ref, bundle)


@router.post("/{ref}/{bundle}/arrangement")
async def arranged(ref: str, bundle: str, services: Use, sent: Posting) -> Response:
    """A button beside a document, or the form that words it."""
    if sent.again:
        return RedirectResponse(f"/legal/bundles/{ref}/{bundle}", 303)
    try:
        asked = Arrange.model_validate(
            {name: value[0] for name, value in sent.typed.items() if name in Arrange.model_fields and value[0] != ""}
        )
        await run_in_threadpool(change, services, sent.signed, ref, bundle, asked)
    except ValidationError:
        return await _shown(
            services, sent.signed, ref, bundle, "This was not complete: check it and send it again", 422
        )
    except Problem as problem:
        if problem.body.status not in (409, 422):
            raise
        return await _shown(services, sent.signed, ref, bundle, problem.body.detail, problem.body.status)
    return RedirectResponse(f"/legal/bundles/{ref}/{bundle}#{asked.document}", 303)


@router.post("/{ref}/{bundle}/build")
async def built(ref: str, bundle: str, services: Use, sent: Posting) -> Response:
    try:
        if not sent.again:
            await ask_for_build(services, sent.signed, ref, bundle, supplement=bool(sent.one("supplement")))
    except Problem as problem:
        if problem.body.status != 409:
            raise
        return await _shown(services, sent.signed, ref, bundle, problem.body.detail, 409)
    return RedirectResponse(f"/legal/bundles/{ref}/{bundle}", 303)


@router.post("/{ref}/{bundle}/cancel")
async def cancelled(ref: str, bundle: str, services: Use, sent: Posting) -> Response:
    try:
        if not sent.again:
            await cancel_build(services, ref, bundle)
    except Problem as problem:
        if problem.body.status != 409:
            raise
    return RedirectResponse(f"/legal/bundles/{ref}/{bundle}", 303)


@router.get("/{ref}/{bundle}/versions/{version}/{volume}.pdf")
async def one_file(ref: str, bundle: str, version: int, volume: int, services: Use, signed: Reading) -> Response:
    content, name = await run_in_threadpool(finished_file, services, ref, bundle, version, volume)
    return Response(content, media_type=PDF, headers=headers_of(name))


async def _shown(
    services: Services, signed: Signed, ref: str, bundle: str, says: str = "", status: int = 200
) -> Response:
    shown = await run_in_threadpool(bundle_page, services, signed, ref, bundle)
    return await page(
        services,
        signed,
        "bundle.html",
        status=status,
        headers={"Refresh": _LOOK_AGAIN} if shown.running else None,
        title=f"{shown.heading}, {ref}",
        here="/legal/bundles",
        bundle=shown,
        says=says,
    )
