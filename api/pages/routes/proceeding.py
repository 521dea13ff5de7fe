"""One legal step of a case."""

from fastapi import APIRouter, Response
from fastapi.concurrency import run_in_threadpool

from api.pages.gate import Reading
from api.pages.presenters.proceeding import proceeding_page
from api.pages.rendering import page
from api.services import Use

router = APIRouter(prefix="/cases/{ref}", include_in_schema=False)


@router.get("/proceedings/{name}")
async def one_proceeding(ref: str, name: str, services: Use, signed: Reading) -> Response:
    step = await run_in_threadpool(proceeding_page, services, signed, ref, name)
    title = f"{step.box.title.partition(':')[0]}, {ref}"  # a title holds no name of a parent
    return await page(services, signed, "proceeding.html", title=title, here="/cases", step=step)
