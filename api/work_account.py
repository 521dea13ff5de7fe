"""Signing in with one's work account: to the authority's provider, and back with an answer that must hold."""

import json
import secrets
from dataclasses import dataclass
from typing import Annotated, Any

import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from api.browsers import browser_of
from api.identity import COOKIE, begin_session, end_session
from api.oidc import Asked, NotAdmitted, Person, Provider, ProviderAway
from api.pages import kept
from api.pages.gate import from_here, local
from api.pages.rendering import page
from api.problems import Problem
from api.services import Services, Use
from records import sign_ins
from records.database import transaction
from records.door_audit import how_often, note
from records.quarantine import source_of

router = APIRouter(prefix="/sign-in", include_in_schema=False)
_log = structlog.get_logger("rollcall.sign_in")
BROWSER = "rollcall_sign_in"  # the cookie that ties an attempt to the browser it was begun in
_PURPOSE = b"sign-in"
REFUSED = {
    "NO_ROLE": "Your work account has no role in Rollcall. Ask whoever runs it to give you one.",
    "LEFT": "Rollcall has you as somebody who has left. Ask an administrator to take you back.",
    "SECOND_FACTOR": "You signed in without a second factor, and Rollcall asks for one. Set it up, then try again.",
    "TOO_MANY": "Too many attempts to sign in came from here. Wait a quarter of an hour.",
    "ATTEMPT_OVER": "This attempt to sign in is over, or was begun in another browser. Start again.",
    "PROVIDER_REFUSED": "Your work account did not let you in.",
    "AWAY": "Your work account cannot be reached now. Try again in a minute.",
}
_NOT_PROVED = "The answer of your work account could not be proved, so nobody was signed in. Start again."
_STATUS = {"TOO_MANY": 429, "AWAY": 503, "ATTEMPT_OVER": 400}


@dataclass(frozen=True)
class _Attempt:
    """What is kept of an attempt until it comes back, sealed."""

    nonce: str
    verifier: str
    after: str
    form: str


@router.get("/begin")
async def begin(request: Request, services: Use, next: Annotated[str, Query(max_length=2_000)] = "/") -> Response:
    return await _begin(request, services, local(next), "")


@router.post("/begin")
async def begin_with_a_form(
    request: Request,
    services: Use,
    next: Annotated[str, Form(max_length=2_000)] = "/",
    sealed: Annotated[str, Form(alias=kept.FIELD, max_length=2 * kept.MOST_BYTES)] = "",
) -> Response:
    """What was typed is kept on this side meanwhile. The way on is a link: after a form no browser would follow us to
    another site (Content-Security-Policy, form-action).
    """
    if not from_here(request) or kept.give_back(services, sealed) is None:
        raise Problem(403, "ORIGIN", "Sign in from this site's own page")
    return await _begin(request, services, local(next), sealed)


async def _begin(request: Request, services: Services, after: str, form: str) -> Response:
    provider = _provider(services)
    state, browser = secrets.token_urlsafe(32), request.cookies.get(BROWSER) or secrets.token_urlsafe(32)
    asked = Asked(nonce=secrets.token_urlsafe(32), verifier=secrets.token_urlsafe(48))
    try:
        address = await provider.address_to_ask(state, asked)
    except ProviderAway:
        return await _refused(request, services, "AWAY", after)
    attempt = _sealed(services, _Attempt(asked.nonce, asked.verifier, after, form))

    def keep() -> bool:
        with transaction(services.engine) as session:
            source, now = _source(request, services), services.now()
            refused = how_often(session, source, "sign-in-refused", now - sign_ins.COUNTED)
            return refused < sign_ins.MOST_REFUSED and sign_ins.begin(
                session, state=state, browser=browser, source=source, sealed=attempt, now=now
            )

    if not await run_in_threadpool(keep):
        return await _refused(request, services, "TOO_MANY", after)
    if form:
        response = await page(services, None, "sign-in-waits.html", title="Sign in", address=address, form=None)
    else:
        response = RedirectResponse(address, 303)  # type: ignore[assignment]
    seconds = int(sign_ins.ATTEMPT.total_seconds())
    secure = services.public.secure_cookies
    response.set_cookie(
        BROWSER, browser, max_age=seconds, httponly=True, samesite="lax", secure=secure, path="/sign-in"
    )
    return response


@router.get("/done")
async def done(
    request: Request,
    services: Use,
    state: Annotated[str, Query(max_length=200)] = "",
    code: Annotated[str, Query(max_length=4_000)] = "",
    error: Annotated[str, Query(max_length=200)] = "",
    iss: Annotated[str, Query(max_length=2_000)] = "",
) -> Response:
    """Back from the provider. Whatever does not hold signs nobody in, and is noted."""
    provider = _provider(services)

    def take() -> tuple[bytes | None, bool]:
        with transaction(services.engine) as session:
            now, browser = services.now(), request.cookies.get(BROWSER, "")
            source = _source(request, services)
            many = how_often(session, source, "sign-in-refused", now - sign_ins.COUNTED) >= sign_ins.MOST_REFUSED
            return sign_ins.take(session, state=state, browser=browser, now=now), many

    attempt, many = await run_in_threadpool(take)
    if many:
        return await _refused(request, services, "TOO_MANY", "/")
    opened = _opened(services, attempt) if attempt is not None else None
    if opened is None:
        return await _refused(request, services, "ATTEMPT_OVER", "/")
    try:
        if error or not code:
            raise NotAdmitted("PROVIDER_REFUSED")
        if iss and iss != provider.terms.issuer:
            raise NotAdmitted("ISSUER")  # RFC 9207: the answer of another provider
        person = await provider.who(code, Asked(opened.nonce, opened.verifier), services.now())
        staff_id = await run_in_threadpool(_admit, services, provider, person)
    except ProviderAway:
        return await _refused(request, services, "AWAY", opened.after)
    except NotAdmitted as refused:
        return await _refused(request, services, refused.code, opened.after)
    return await _signed_in(request, services, staff_id, opened)


async def _signed_in(request: Request, services: Services, staff_id: str, attempt: _Attempt) -> Response:
    if old := request.cookies.get(COOKIE):
        await run_in_threadpool(end_session, services, old)
    cookie = await run_in_threadpool(
        begin_session, services, staff_id, browser_of(request.headers.get("user-agent", ""))
    )
    form = kept.give_back(services, attempt.form) if attempt.form else None
    if form is not None and form.person == staff_id:
        title = "You are signed in"
        again = {"path": form.path, "sealed": attempt.form}
        response: Response = await page(services, None, "sign-in-waits.html", title=title, address="", form=again)
    else:
        response = RedirectResponse(attempt.after, 303)
    secure = services.public.secure_cookies
    response.set_cookie(COOKIE, cookie, httponly=True, samesite="lax", secure=secure, path="/")
    response.delete_cookie(BROWSER, path="/sign-in", httponly=True, samesite="lax", secure=secure)
    return response


def _admit(services: Services, provider: Provider, person: Person) -> str:
    """Their id. Raises NotAdmitted."""
    comer = sign_ins.Comer(
        issuer=provider.terms.issuer,
        subject=person.subject,
        name=person.name,
        roles=person.roles,
        team=person.team,
        job_title=person.job_title,
        telephone=person.telephone,
    )
    with transaction(services.engine) as session:
        staff_id, why = sign_ins.admit(session, comer, services.now())
        note(session, staff_id or "nobody", "sign-in-not-admitted" if why else "signed-in", why, services.now())
    if why:
        raise NotAdmitted(why)
    return staff_id


async def _refused(request: Request, services: Services, code: str, after: str) -> Response:
    """A page that says why. An outage of the provider counts against nobody."""

    def write() -> None:
        with transaction(services.engine) as session:
            note(session, _source(request, services), "sign-in-refused", code, services.now())

    if code not in ("AWAY", "TOO_MANY"):
        await run_in_threadpool(write)
    _log.warning("sign_in_refused", code=code)
    says = REFUSED.get(code, _NOT_PROVED)
    values: dict[str, Any] = {"people": [], "after": after, "sealed": "", "says": says, "leave": ""}
    return await page(services, None, "sign-in.html", status=_STATUS.get(code, 403), title="Not signed in", **values)


def _provider(services: Services) -> Provider:
    if services.provider is None:
        raise Problem(404, "NOT_FOUND", "Signing in is not set up here")
    return services.provider


def _source(request: Request, services: Services) -> str:
    """Where an attempt came from: a name that says nothing of it, and another one tomorrow."""
    return source_of(services.cookie_key, request.client.host if request.client else "", services.now())


def _sealed(services: Services, attempt: _Attempt) -> bytes:
    nonce = secrets.token_bytes(12)
    clear = json.dumps([attempt.nonce, attempt.verifier, attempt.after, attempt.form]).encode()
    return nonce + AESGCM(services.cookie_key).encrypt(nonce, clear, _PURPOSE)


def _opened(services: Services, sealed: bytes) -> _Attempt | None:
    try:
        said = json.loads(AESGCM(services.cookie_key).decrypt(sealed[:12], sealed[12:], _PURPOSE))
    except (InvalidTag, ValueError):
        return None
    return _Attempt(*said)
