"""The page of the transfer files that came."""

from typing import Any

from fastapi import APIRouter, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from api.identity import Signed
from api.inbox import content_of
from api.pages import words
from api.pages.gate import PostingCasework, ReadingCasework
from api.pages.rendering import page
from api.problems import Problem
from api.services import Services, Use
from api.transfer_view import files_that_came, take_file

PATH = "/transfer-files"
router = APIRouter(prefix=PATH, include_in_schema=False)


@router.get("")
async def came(services: Use, signed: ReadingCasework) -> Response:
    return await _shown(services, signed)


@router.post("")
async def taken(services: Use, sent: PostingCasework) -> Response:
    """Read it at once: what it is stands in the list, a refusal with its reason."""
    file = sent.files.get("file")
    if file is None:
        return await _shown(services, sent.signed, "Choose a file", 422)
    try:
        content = await content_of(file)
    except Problem as problem:
        said = problem.body.errors[0].message if problem.body.errors else problem.body.detail
        return await _shown(services, sent.signed, said, problem.body.status)
    await run_in_threadpool(take_file, services, sent.signed, content)
    return RedirectResponse(PATH, 303)


async def _shown(services: Services, signed: Signed, fault: str = "", status: int = 200) -> Response:
    found = await run_in_threadpool(files_that_came, services)
    title = ("Error: " if fault else "") + "Transfer files"
    said = [{"text": fault, "href": "#file"}] if fault else []
    shown: dict[str, Any] = {"found": found, "faults": said, "moment": words.moment, "today": services.today}
    return await page(services, signed, "transfer-files.html", status=status, title=title, here=PATH, **shown)
