"""The pages of a training world: its lessons, and the buttons that move its clock. Elsewhere there are none of them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from api.browsers import browser_of
from api.identity import CASE_READERS, COOKIE, Signed, begin_session, end_session
from api.pages.gate import Posted, PostingAnyone, PostingCasework, local, reading
from api.pages.rendering import page
from api.problems import Problem
from api.services import Services, Use
from api.training.lessons import Happened, begin, happened, lesson, lessons
from api.training.moving import step_on, world_of
from api.training.world import Step

router = APIRouter(prefix="/training", include_in_schema=False)
Reading = Annotated[Signed, Depends(reading(*CASE_READERS))]
_HERE = "/training"


@router.get("")
async def every_lesson(services: Use, signed: Reading, back: str = "") -> Response:
    world_of(services)
    shown = await run_in_threadpool(lessons, services, signed)
    came: Happened | None = await run_in_threadpool(happened, services, signed)
    after = local(back) if back else ""
    return await page(
        services, signed, "training.html", title="Training", here=_HERE, lessons=shown, happened=came, after=after
    )


@router.get("/{name}")
async def one_lesson(name: str, services: Use, signed: Reading) -> Response:
    world_of(services)
    shown = await run_in_threadpool(lesson, services, signed, name)
    return await page(services, signed, "lesson.html", title=shown.story.title, here=_HERE, playing=shown)


@router.post("/clock")
async def move_the_clock(request: Request, services: Use, sent: PostingAnyone) -> Response:
    """On to another day, for everything and everybody in this world. Whoever moves it stays signed in."""
    world_of(services)
    if sent.one("step") not in list(Step):
        raise Problem(422, "STEP", "Choose how far the clock goes on")
    await step_on(services, Step(sent.one("step")))
    back = local(sent.one("back"))
    response = RedirectResponse(f"{_HERE}?back={back}" if back.startswith("/cases/") else _HERE, 303)
    cookie = await run_in_threadpool(_signed_in_again, request, services, sent)
    response.set_cookie(COOKIE, cookie, httponly=True, samesite="lax", secure=services.public.secure_cookies, path="/")
    return response


@router.post("/{name}/begin")
async def begin_lesson(name: str, services: Use, sent: PostingCasework) -> Response:
    """A new case of this lesson; the same button pressed twice opens one."""
    world_of(services)
    number = sent.one("number")
    if not number.isdecimal():
        raise Problem(422, "NUMBER", "Go back and press the button again")
    await begin(services, sent.signed, name, int(number))
    return RedirectResponse(f"{_HERE}/{name}", 303)


def _signed_in_again(request: Request, services: Services, sent: Posted) -> str:
    """Hours or weeks have gone by at once: a session that was alive before would be over."""
    if old := request.cookies.get(COOKIE):
        end_session(services, old)
    return begin_session(services, sent.signed.staff.id, browser_of(request.headers.get("user-agent", "")))
