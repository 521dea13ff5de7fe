"""The application: the JSON API and the pages over the same services."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from starlette.exceptions import HTTPException

from api.measuring import measured
from api.openapi import describe
from api.pages.joining import join
from api.problems import Problem, ProblemBody, on_fault, on_http, on_invalid, on_outage, on_problem
from api.reading import MOST_BYTES, CarefulReading, Unreadable, on_unreadable, too_large
from api.routes import actions, cases, dates, documents, health, letters, receipts, referrals, rules
from api.services import Services

DESCRIPTION = """Runs a local authority's Children Missing Education Service.

Sign in with a bearer token. Every write takes an `Idempotency-Key`: the same key again is the same act. Refusals are
RFC 9457 problem details with a code, a sentence and, where a rule refuses, its source.
"""
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def create_app(connect: Callable[[], Awaitable[Services]]) -> FastAPI:
    """`connect` makes the services when the server starts, on the server's own loop."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.services = await connect()
        yield

    app = FastAPI(
        lifespan=lifespan,
        title="Rollcall",
        version="0.1.0",
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        responses={422: {"model": ProblemBody}},  # api.openapi describes all of them
    )
    app.add_middleware(CarefulReading)
    app.middleware("http")(_guarded)
    app.middleware("http")(measured)
    for error, handler in (
        (Problem, on_problem),
        (RequestValidationError, on_invalid),
        (Unreadable, on_unreadable),
        (HTTPException, on_http),
        (OperationalError, on_outage),
        (InterfaceError, on_outage),
        (NoConnectionFree, on_outage),
        (Exception, on_fault),
    ):
        app.add_exception_handler(error, handler)
    for room in (health, referrals, cases, actions, receipts, letters, documents, dates, rules):
        app.include_router(room.router)
    join(app)
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]
    return app


async def _guarded(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Security headers on every answer; a body that is too large is refused before it is read."""
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length) > MOST_BYTES:
        response: Response = too_large(MOST_BYTES).response()
    else:
        response = await call_next(request)
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if not request.url.path.startswith("/assets/"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response
