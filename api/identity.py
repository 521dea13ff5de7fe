"""Who is asking, and the first gate: may this person do it (DESIGN 2.4)."""

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool
from sqlmodel import col, delete

from api.problems import Problem
from api.services import Services, Use
from domain.facts import Staff
from domain.vocabulary import Role
from records.database import reading, transaction
from records.roster import staff_member
from records.tables import SessionRow

COOKIE = "rollcall"


@dataclass(frozen=True)
class Signed:
    """Somebody who works here and has signed in. `csrf` is empty for a token, which no browser sends by itself."""

    staff: Staff
    csrf: str = ""

    @property
    def role(self) -> str:
        """The role that stands beside their name in the journal: the one that carries most."""
        for role in (Role.SUPERVISOR, Role.LEGAL, Role.OFFICER, Role.ADMIN):
            if role in self.staff.roles:
                return role.value
        return ""


def _hash(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()


def begin_session(services: Services, staff_id: str, browser: str = "") -> str:
    """A new session for somebody who has proved who they are. Returns the cookie; only its hash is kept."""
    cookie, now = secrets.token_urlsafe(32), services.now()
    with transaction(services.engine) as session:
        made = SessionRow(id_hash=_hash(cookie), staff_id=staff_id, csrf=secrets.token_urlsafe(24), browser=browser)
        made.began_at = made.seen_at = now
        session.add(made)
    return cookie


def end_session(services: Services, cookie: str) -> None:
    with transaction(services.engine) as session:
        session.execute(delete(SessionRow).where(col(SessionRow.id_hash) == _hash(cookie)))


def _by_cookie(services: Services, cookie: str) -> Signed | None:
    now = services.now()
    with transaction(services.engine) as session:
        row = session.get(SessionRow, _hash(cookie))
        if row is None:
            return None
        idle, whole = timedelta(minutes=services.public.session_minutes), timedelta(hours=services.public.session_hours)
        if now - row.seen_at > idle or now - row.began_at > whole:
            session.delete(row)
            return None
        if now - row.seen_at > timedelta(minutes=1):  # not at every request: it is a write
            row.seen_at = now
        staff = staff_member(session, row.staff_id)
        return Signed(staff, row.csrf) if staff else None


def _by_token(services: Services, token: str) -> Signed | None:
    sent = token.encode()
    known = services.public.tokens.items()
    staff_id = next((staff for each, staff in known if hmac.compare_digest(each.encode(), sent)), None)
    if staff_id is None:
        return None
    with reading(services.engine) as session:
        staff = staff_member(session, staff_id)
    return Signed(staff) if staff else None


async def whoever(request: Request, services: Use) -> Signed | None:
    """Whoever asks, if they have signed in: by token (API) or by cookie (pages). What they read is written down."""
    request.state.who = signed = await _signed(request, services)
    return signed


async def _signed(request: Request, services: Services) -> Signed | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.casefold() == "bearer":
        return await run_in_threadpool(_by_token, services, token)
    if cookie := request.cookies.get(COOKIE):
        return await run_in_threadpool(_by_cookie, services, cookie)
    return None


Whoever = Annotated[Signed | None, Depends(whoever)]
_WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def allowed(*roles: Role) -> Callable[..., Awaitable[Signed]]:
    """A dependency: somebody with one of these roles, else 401 or 403. A browser's write carries its token too."""

    async def gate(request: Request, signed: Whoever) -> Signed:
        if signed is None:
            raise Problem(401, "SIGN_IN", "Sign in first", headers={"WWW-Authenticate": "Bearer"})
        if roles and not signed.staff.has(*roles):
            raise Problem(403, "ROLE", "Your role does not allow this")
        if signed.csrf and request.method in _WRITES:
            await _same_session(request, signed)
        return signed

    return gate


async def _same_session(request: Request, signed: Signed) -> None:
    """A write by cookie must carry the token of that session: in its form, or as a header."""
    sent: Any = request.headers.get("x-csrf-token")
    if sent is None and "form" in request.headers.get("content-type", ""):
        sent = (await request.form()).get("csrf")
    if not isinstance(sent, str) or not hmac.compare_digest(sent, signed.csrf):
        raise Problem(403, "CSRF", "This page is out of date: go back, reload it and try again")


CASE_READERS = (Role.OFFICER, Role.SUPERVISOR, Role.LEGAL)
Reader = Annotated[Signed, Depends(allowed(*CASE_READERS))]
Caseworker = Annotated[Signed, Depends(allowed(Role.OFFICER, Role.SUPERVISOR))]
Supervisor = Annotated[Signed, Depends(allowed(Role.SUPERVISOR))]
Anyone = Annotated[Signed, Depends(allowed())]
