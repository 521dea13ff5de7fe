"""The map of an enquiry; and the school's link to its part, shown once."""

from fastapi import APIRouter, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from api.identity import Signed
from api.pages.gate import PostingCasework, Reading
from api.pages.presenters.finding import finding_page
from api.pages.rendering import page
from api.problems import Problem
from api.routes.school_parts import NewLink, made_link, revoked_links
from api.services import Services, Use

router = APIRouter(prefix="/cases/{ref}/finding", include_in_schema=False)


@router.get("")
async def finding(ref: str, services: Use, signed: Reading) -> Response:
    return await _shown(services, signed, ref)


@router.post("/link")
async def make_link(ref: str, services: Use, sent: PostingCasework) -> Response:
    """The link stands on this one answer; the page that is loaded again shows only that there is one."""
    if sent.again:
        return RedirectResponse(f"/cases/{ref}/finding", 303)
    try:
        new = await run_in_threadpool(made_link, services, sent.signed, ref)
    except Problem as problem:
        if problem.body.status != 409:
            raise
        return await _shown(services, sent.signed, ref, says=problem.body.detail, status=409)
    return await _shown(services, sent.signed, ref, new=new)


@router.post("/revoke")
async def revoke(ref: str, services: Use, sent: PostingCasework) -> Response:
    if not sent.again:
        await run_in_threadpool(revoked_links, services, sent.signed, ref)
    return RedirectResponse(f"/cases/{ref}/finding", 303)


async def _shown(
    services: Services, signed: Signed, ref: str, *, new: NewLink | None = None, says: str = "", status: int = 200
) -> Response:
    found = await run_in_threadpool(finding_page, services, signed, ref)
    return await page(
        services,
        signed,
        "finding.html",
        status=status,
        title=f"Finding the child, {ref}",
        here="/cases",
        found=found,
        new=new,
        says=says,
        headers={"Cache-Control": "no-store"} if new else {},
    )
