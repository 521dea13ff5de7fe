"""The first gate, for pages: who asks, whether a form comes from a page of theirs, and where to go after signing in."""

import hmac
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request, UploadFile
from starlette.datastructures import UploadFile as Incoming

from api.identity import CASE_READERS, Signed, Whoever
from api.pages import kept
from api.problems import Problem
from api.services import Services, Use
from domain.vocabulary import Role

Typed = dict[str, list[str]]
_MOST_FIELDS = 2_000


@dataclass(frozen=True)
class Posted:
    """A form that came in: every answer by its name. `again` says that it was kept while somebody signed in, and is
    to be shown to them, not acted upon.
    """

    signed: Signed
    typed: Typed
    files: dict[str, UploadFile] = field(default_factory=dict)
    again: bool = False

    def one(self, name: str) -> str:
        return (self.typed.get(name) or [""])[0]


def wants_page(request: Request) -> bool:
    """Whether a browser asked for something to read."""
    return "text/html" in request.headers.get("accept", "")


def local(address: str) -> str:
    """An address to go to after signing in, if it is one of ours; else the start."""
    parts = urlsplit(address)
    ours = address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return address if ours and address.isprintable() and "\\" not in address and len(address) < 2_000 else "/"


def from_here(request: Request) -> bool:
    """Whether a page of ours sent this: browsers say so by themselves, and no page can make them say otherwise."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host", "")


def reading(*roles: Role) -> Callable[..., Awaitable[Signed]]:
    """Somebody who may look at this page. Raises Problem 401 or 403."""

    async def gate(request: Request, signed: Whoever) -> Signed:
        return _admitted(request, signed, roles)

    return gate


def posting(*roles: Role) -> Callable[..., Awaitable[Posted]]:
    """A form from somebody who may send it. Raises Problem 401 or 403."""

    async def gate(request: Request, services: Use, signed: Whoever) -> Posted:
        known = _admitted(request, signed, roles)
        form = await request.form(max_fields=_MOST_FIELDS)
        pairs = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
        files = {name: _file(value) for name, value in form.multi_items() if isinstance(value, Incoming)}
        sent = gathered(pairs)
        if sealed := sent.get(kept.FIELD):
            return Posted(known, gathered(_given_back(request, services, known, sealed[0])), again=True)
        token = (sent.get("csrf") or [""])[0]
        if known.csrf and not (from_here(request) and hmac.compare_digest(token.encode(), known.csrf.encode())):
            raise Problem(403, "CSRF", "This page is out of date: go back, reload it and try again")
        return Posted(known, sent, files)

    return gate


def gathered(pairs: Iterable[tuple[str, str]]) -> Typed:
    typed: Typed = {}
    for name, value in pairs:
        # A browser ends lines with two characters, the record with one; PostgreSQL stores no null character.
        typed.setdefault(name, []).append(value.replace("\r\n", "\n").replace("\x00", ""))
    return typed


def _file(sent: Incoming) -> UploadFile:
    return UploadFile(sent.file, size=sent.size, filename=sent.filename, headers=sent.headers)


def _given_back(request: Request, services: Services, signed: Signed, sealed: str) -> kept.Pairs:
    form = kept.give_back(services, sealed)
    if form is None or form.path != request.url.path or form.person != signed.staff.id:
        raise Problem(403, "NOT_YOURS", "What was typed before cannot be shown here")
    return form.pairs


def _admitted(request: Request, signed: Signed | None, roles: tuple[Role, ...]) -> Signed:
    if signed is None:
        raise Problem(401, "SIGN_IN", "Sign in first", headers={"WWW-Authenticate": "Bearer"})
    request.state.signed = signed
    if roles and not signed.staff.has(*roles):
        raise Problem(403, "ROLE", "Your role does not allow this")
    return signed


Reading = Annotated[Signed, Depends(reading(*CASE_READERS))]
ReadingAnyone = Annotated[Signed, Depends(reading())]
ReadingCasework = Annotated[Signed, Depends(reading(Role.OFFICER, Role.SUPERVISOR))]
Posting = Annotated[Posted, Depends(posting(*CASE_READERS))]
PostingAnyone = Annotated[Posted, Depends(posting())]
PostingCasework = Annotated[Posted, Depends(posting(Role.OFFICER, Role.SUPERVISOR))]
