"""The application: the JSON API and the pages over the same services."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response
from sqlalchemy.exc import SQLAlchemyError

from api.access import KNOWN
from api.headers import guarded
from api.looking import not_written, note_reading
from api.measuring import measured
from api.openapi import describe
from api.pages.joining import join
from api.pages.problem_pages import refusal
from api.problems import ProblemBody
from api.reading import CarefulReading, most_of, too_large
from api.routes import (
    access_review,
    actions,
    authorisations,
    bundle_profiles,
    bundles,
    cases,
    census,
    codec,
    dates,
    documents,
    door,
    engine,
    erasing,
    finding,
    glass,
    health,
    identities,
    inbox,
    kept_apart,
    legal,
    letters,
    looked,
    matches,
    papers,
    proof,
    receipts,
    referrals,
    rules,
    school_keys,
    school_parts,
    school_referrals,
    statements,
    transfers,
)
from api.services import Services

DESCRIPTION = """Runs a local authority's Children Missing Education Service.

Sign in with a bearer token. Every write to a case takes an `Idempotency-Key`: the same key again is the same act.
Refusals are RFC 9457 problem details with a code, a sentence and, where a rule refuses, its source.
"""


def create_app(connect: Callable[[], Awaitable[Services]], *, training: bool = False) -> FastAPI:
    """`connect` makes the services when the server starts, on the server's own loop. Only in `training` are there the
    lessons and a way to move the clock.
    """

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
    app.add_middleware(CarefulReading, refuse=refusal)
    app.middleware("http")(_guarded)
    app.middleware("http")(measured)
    cases_and_acts = (
        referrals,
        cases,
        actions,
        receipts,
        finding,
        matches,
        kept_apart,
        identities,
        statements,
        bundles,
        bundle_profiles,
    )
    the_door = (school_referrals, school_parts, school_keys, inbox, transfers, door)
    answering_for = (looked, proof, engine, glass, erasing, access_review, codec, legal, authorisations, census)
    for room in (health, *cases_and_acts, *answering_for, *the_door, letters, documents, papers, dates, rules):
        app.include_router(room.router, dependencies=[KNOWN])
    join(app, in_training=training)
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]
    return app


async def _guarded(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Security headers on every answer; a body that is too large is refused before it is read."""
    length = request.headers.get("content-length", "0")
    most = most_of(request.url.path)
    if not length.isdigit() or int(length) > most:
        response = await refusal(request, too_large(most))
    else:
        response = await call_next(request)
        try:
            await note_reading(request, response.status_code)
        except SQLAlchemyError:
            # What cannot be written down is not shown. The database's own words go nowhere.
            response = await refusal(request, not_written())
    return guarded(request, response)
