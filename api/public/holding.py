"""The cookie of the public form, and what is held under it."""

import base64
import json
import secrets
from datetime import datetime
from typing import Any

from fastapi import Request, Response

from api.services import Services
from records.database import transaction
from records.held_answers import HELD_FOR, Holding, destroy, held, hold

COOKIE, PATH = "rollcall-form", "/refer"
MOST = 200_000  # characters that are held under one cookie
_UNTIL = "_until"


def holding_of(services: Services, request: Request) -> Holding | None:
    cookie = request.cookies.get(COOKIE, "")
    return Holding(services.held_key, cookie) if 20 <= len(cookie) <= 100 else None


def new_holding(services: Services) -> Holding:
    return Holding(services.held_key, secrets.token_urlsafe(32))


def remember(services: Services, response: Response, holding: Holding) -> None:
    """For as long as the browser is open; its own hour ends on the server."""
    secure = services.public.secure_cookies
    response.set_cookie(COOKIE, holding.cookie, httponly=True, samesite="lax", secure=secure, path=PATH)


def forget(services: Services, response: Response) -> None:
    """Without the cookie nothing can open what was held under it."""
    response.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=services.public.secure_cookies, path=PATH)


def look(services: Services, holding: Holding | None) -> dict[str, Any] | None:
    if holding is None:
        return None
    with transaction(services.engine) as session:
        return held(session, holding, services.now())


def add(services: Services, holding: Holding, **said: Any) -> dict[str, Any]:
    """Hold this beside what is held already. Returns all of it. Raises ValueError where that is too much."""
    now = services.now()
    with transaction(services.engine) as session:
        kept = held(session, holding, now, lock=True) or {}
        if "_done" in kept:  # what is answered after a report was sent is another report
            kept = {}
        kept = {"_key": secrets.token_hex(16), **kept, **said}
        if len(json.dumps(kept)) > MOST:
            raise ValueError("more than is held under one cookie")
        hold(session, holding, kept, now)
        return kept


def clear(services: Services, holding: Holding) -> None:
    with transaction(services.engine) as session:
        destroy(session, holding)


def copy_of(services: Services, holding: Holding, kept: dict[str, Any]) -> str:
    """The answers, sealed, to travel in a page to the next: they are there even while the database is not. They can be
    opened for an hour, and only together with the cookie.
    """
    until = (services.now() + HELD_FOR).isoformat()
    return base64.urlsafe_b64encode(holding.seal({**kept, _UNTIL: until})).decode()


def from_copy(services: Services, holding: Holding | None, copy: str) -> dict[str, Any] | None:
    try:
        kept = holding.open(base64.urlsafe_b64decode(copy.encode())) if holding and copy else None
    except ValueError:
        return None
    if kept is None or datetime.fromisoformat(str(kept.pop(_UNTIL))) <= services.now():
        return None
    return kept
