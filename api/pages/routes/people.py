"""Who works here, and whose browsers are signed in: one's own for everybody, everybody's for administrators."""

from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from api.identity import COOKIE, Signed
from api.pages import words
from api.pages.gate import Posted, PostingAnyone, ReadingAnyone, posting, reading
from api.pages.rendering import page
from api.problems import Problem
from api.services import Services, Use
from domain.vocabulary import Role
from records import people, sign_ins
from records.database import transaction
from records.sign_ins import Running, hashed

router = APIRouter(include_in_schema=False)
Reading = Annotated[Signed, Depends(reading(Role.ADMIN, Role.SUPERVISOR))]
Posting = Annotated[Posted, Depends(posting(Role.ADMIN))]
PostingReview = Annotated[Posted, Depends(posting(Role.ADMIN, Role.SUPERVISOR))]


def _since(services: Services) -> datetime:
    """Sessions idle since before this are over, whether or not their rows are gone yet."""
    return services.now() - timedelta(minutes=services.public.session_minutes)


def _sessions(services: Services, person: str) -> list[Running]:
    with transaction(services.engine) as session:
        return sign_ins.sessions_of(session, person, _since(services))


@router.get("/sessions")
async def own(request: Request, services: Use, signed: ReadingAnyone) -> Response:
    this = hashed(request.cookies.get(COOKIE, ""))[:16]
    running = await run_in_threadpool(_sessions, services, signed.staff.id)
    return await page(
        services,
        signed,
        "sessions.html",
        title="Where you are signed in",
        here="/sessions",
        sessions=running,
        this=this,
        person=None,
        at="/sessions",
        moment=words.moment,
    )


@router.post("/sessions/{name}/end")
async def end_own(name: str, services: Use, sent: PostingAnyone) -> Response:
    await _end(services, sent, sent.signed.staff.id, name)
    return RedirectResponse("/sessions", 303)


@router.get("/people")
async def all_people(services: Use, signed: Reading) -> Response:
    def find() -> tuple[list[people.AtWork], people.Review]:
        with transaction(services.engine) as session:
            return people.everybody(session, _since(services)), people.last_review(session)

    found, reviewed = await run_in_threadpool(find)
    names = {each.id: each.name for each in found}
    return await page(
        services,
        signed,
        "people.html",
        title="People",
        here="/people",
        people=found,
        reviewed=reviewed,
        reviewer=names.get(reviewed.by, reviewed.by),
        overdue=reviewed.overdue(services.now()),
        label=lambda roles: words.listed(Role(role).label for role in roles) if roles else "No role",
        moment=words.moment,
        keeper=signed.staff.has(Role.ADMIN),
    )


@router.post("/people/review")
async def looked_through(services: Use, sent: PostingReview) -> Response:
    """Each quarter somebody looks through who has which role, and says so."""

    def write() -> None:
        with transaction(services.engine) as session:
            people.review(session, sent.signed.staff.id, services.now())

    await run_in_threadpool(write)
    return RedirectResponse("/people", 303)


@router.get("/people/{person}")
async def one(person: str, services: Use, signed: Reading) -> Response:
    def find() -> people.AtWork | None:
        with transaction(services.engine) as session:
            return next((each for each in people.everybody(session, _since(services)) if each.id == person), None)

    known = await run_in_threadpool(find)
    if known is None:
        raise _nobody()
    return await page(
        services,
        signed,
        "sessions.html",
        title=known.name,
        here="/people",
        sessions=await run_in_threadpool(_sessions, services, person),
        this="",
        person=known,
        at=f"/people/{person}/sessions",
        moment=words.moment,
        keeper=signed.staff.has(Role.ADMIN) and person != signed.staff.id,
    )


@router.post("/people/{person}/sessions/{name}/end")
async def end_one(person: str, name: str, services: Use, sent: Posting) -> Response:
    await _end(services, sent, person, name)
    return RedirectResponse(f"/people/{person}", 303)


@router.post("/people/{person}/sessions/end")
async def end_all(person: str, services: Use, sent: Posting) -> Response:
    def end() -> None:
        with transaction(services.engine) as session:
            sign_ins.end_sessions(session, person, sent.signed.staff.id, services.now())

    await run_in_threadpool(end)
    return RedirectResponse(f"/people/{person}", 303)


@router.post("/people/{person}/left")
async def left(person: str, services: Use, sent: Posting) -> Response:
    return await _move(services, sent, person, back=False)


@router.post("/people/{person}/back")
async def back(person: str, services: Use, sent: Posting) -> Response:
    return await _move(services, sent, person, back=True)


async def _move(services: Services, sent: Posted, person: str, *, back: bool) -> Response:
    """Nobody does this to themselves: the last administrator would lock everybody out."""
    who = sent.signed.staff.id
    if person == who:
        raise Problem(403, "OWN", "Ask another administrator to do this")

    def move() -> bool:
        with transaction(services.engine) as session:
            change = people.is_back if back else people.has_left
            return change(session, person, who, services.now())

    if not await run_in_threadpool(move):
        raise _nobody()
    return RedirectResponse(f"/people/{person}", 303)


async def _end(services: Services, sent: Posted, person: str, name: str) -> None:
    def end() -> bool:
        with transaction(services.engine) as session:
            return sign_ins.end_session_named(session, person, name, sent.signed.staff.id, services.now())

    if not await run_in_threadpool(end):
        raise Problem(404, "NO_SUCH_SESSION", "This session is over already")


def _nobody() -> Problem:
    return Problem(404, "NOBODY", "Nobody of this name works here")
