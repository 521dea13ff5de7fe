"""The profiles of bundles as pages, and the form on which a lawyer signs one."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from api.identity import Signed
from api.pages.gate import Posted, posting, reading
from api.pages.rendering import page
from api.problems import Problem
from api.profile_signing import Sign, TakeBack, all_profiles, one_profile, sign_profile, take_back
from api.services import Services, Use
from domain.vocabulary import Role

PATH = "/legal/profiles"
router = APIRouter(prefix=PATH, include_in_schema=False)
Reading = Annotated[Signed, Depends(reading(Role.LEGAL, Role.SUPERVISOR))]
Posting = Annotated[Posted, Depends(posting(Role.LEGAL))]
_MORE = "Say in a few words what it was read against, or why the signature is taken back"


@router.get("")
async def every_profile(services: Use, signed: Reading) -> Response:
    found = await run_in_threadpool(all_profiles, services, signed)
    return await page(services, signed, "profiles.html", title="Profiles of bundles", here=PATH, profiles=found)


@router.get("/{name}")
async def one(name: str, services: Use, signed: Reading) -> Response:
    return await _shown(services, signed, name)


@router.post("/{name}/sign")
async def signed_off(name: str, services: Use, sent: Posting) -> Response:
    if sent.again:
        return await _shown(services, sent.signed, name, words=sent.one("words"))
    try:
        asked = Sign(fingerprint=sent.one("fingerprint"), words=sent.one("words"))
        await run_in_threadpool(sign_profile, services, sent.signed, name, asked)
    except ValidationError:
        return await _shown(services, sent.signed, name, _MORE, 422, sent.one("words"))
    except Problem as problem:
        if problem.body.status != 409:
            raise
        return await _shown(services, sent.signed, name, problem.body.detail, 409, sent.one("words"))
    return RedirectResponse(f"{PATH}/{name}", 303)


@router.post("/{name}/take-back")
async def taken_back(name: str, services: Use, sent: Posting) -> Response:
    if sent.again:
        return await _shown(services, sent.signed, name, words=sent.one("words"))
    try:
        await run_in_threadpool(take_back, services, sent.signed, name, TakeBack(words=sent.one("words")))
    except ValidationError:
        return await _shown(services, sent.signed, name, _MORE, 422)
    except Problem as problem:
        if problem.body.status != 409:
            raise
        return await _shown(services, sent.signed, name, problem.body.detail, 409)
    return RedirectResponse(f"{PATH}/{name}", 303)


async def _shown(
    services: Services, signed: Signed, name: str, says: str = "", status: int = 200, words: str = ""
) -> Response:
    found = await run_in_threadpool(one_profile, services, signed, name)
    return await page(
        services,
        signed,
        "profile.html",
        status=status,
        title=("Error: " if says else "") + f"Profile: {found.title}",
        here=PATH,
        profile=found,
        lawyer=signed.staff.has(Role.LEGAL),
        says=says,
        typed=words,
    )
