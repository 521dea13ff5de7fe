"""Signing in and out. In development anybody signs in as a demo person with one click; elsewhere that is refused, and
people sign in with their work accounts (api/work_account.py).
"""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from sqlmodel import col, select

from api.browsers import browser_of
from api.identity import COOKIE, Whoever, begin_session, end_session
from api.pages import kept
from api.pages.gate import PostingAnyone, from_here, local
from api.pages.rendering import page
from api.problems import Problem
from api.services import Services, Use
from domain.vocabulary import Role
from records.database import transaction
from records.tables import StaffRow

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class Person:
    id: str
    name: str
    what: str


@router.get("/sign-in")
async def ask(services: Use, signed: Whoever, next: str = "/") -> Response:
    if signed is not None:
        return RedirectResponse(local(next), 303)
    return await sign_in_page(services, local(next))


async def sign_in_page(services: Services, after: str, sealed: str = "", status: int = 200) -> Response:
    """`sealed` is a form that waits for whoever filled it in."""
    people = await run_in_threadpool(_demo_people, services) if services.public.demo_users else []
    values: dict[str, Any] = {"people": people, "after": after, "sealed": sealed, "says": "", "leave": ""}
    return await page(services, None, "sign-in.html", status=status, title="Sign in", **values)


@router.post("/sign-in")
async def begin(
    request: Request,
    services: Use,
    staff: Annotated[str, Form(max_length=60)] = "",
    next: Annotated[str, Form(max_length=2_000)] = "/",
    sealed: Annotated[str, Form(alias=kept.FIELD, max_length=2 * kept.MOST_BYTES)] = "",
) -> Response:
    """As a demo person. A form that waited goes on to its own address, which shows it again."""
    if not services.public.demo_users:
        raise Problem(404, "NOT_FOUND", "Signing in is not set up here")
    if not from_here(request):
        raise Problem(403, "ORIGIN", "Sign in from this site's own page")
    if staff not in {person.id for person in await run_in_threadpool(_demo_people, services)}:
        raise Problem(404, "NOT_FOUND", "There is no demo person of this name")
    if old := request.cookies.get(COOKIE):
        await run_in_threadpool(end_session, services, old)
    browser = browser_of(request.headers.get("user-agent", ""))
    cookie = await run_in_threadpool(begin_session, services, staff, browser)
    form = kept.give_back(services, sealed) if sealed else None
    # 307 has the browser post the sealed form on, to the address that is sealed in it.
    waits = form is not None and form.person == staff
    response = RedirectResponse(form.path, 307) if form is not None and waits else RedirectResponse(local(next), 303)
    response.set_cookie(COOKIE, cookie, httponly=True, samesite="lax", secure=services.public.secure_cookies, path="/")
    return response


@router.post("/sign-out")
async def end(request: Request, services: Use, sent: PostingAnyone) -> Response:
    if cookie := request.cookies.get(COOKIE):
        await run_in_threadpool(end_session, services, cookie)
    response: Response = RedirectResponse("/sign-in", 303)
    if services.provider is not None and (leave := await services.provider.address_to_leave()):
        # The work account is still signed in. The way there is a link: see api/work_account.py.
        says: dict[str, Any] = {
            "people": [],
            "after": "/",
            "sealed": "",
            "says": "You are signed out of Rollcall.",
            "leave": leave,
        }
        response = await page(services, None, "sign-in.html", title="Signed out", **says)
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax", secure=services.public.secure_cookies)
    response.headers["Clear-Site-Data"] = '"storage"'  # what was kept of a form, also where no script runs
    return response


def _demo_people(services: Services) -> list[Person]:
    with transaction(services.engine) as session:
        rows = session.exec(select(StaffRow).where(StaffRow.demo, StaffRow.active).order_by(col(StaffRow.id)))
        order = list(Role)
        return [
            Person(row.id, row.name, ", ".join([Role(role).label for role in row.roles] + [row.team] * bool(row.team)))
            for row in sorted(rows, key=lambda row: min(order.index(Role(role)) for role in row.roles))
        ]
