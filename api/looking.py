"""Who looked: written for every reading before the answer leaves. What cannot be written is not shown."""

import re
from collections.abc import Mapping

from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from api.identity import Signed
from api.problems import Problem
from api.services import Services
from records import looked
from records.database import transaction
from records.keys import SERVICE
from records.looked import What

_REF = re.compile(r"RC-\d{4}-\d{6}")
_NAMING = ("ref", "other", "letter")  # the parts of an address that name a case
_ITEMS = ("letter", "document", "proceeding", "name", "seq", "other")  # what of it
# By a part of the route, the most telling first. What names a case and none of these is the case itself.
_KINDS = (
    ("referrer", What.REFERRER),
    ("protected-details", What.PROTECTED),
    ("identities", What.IDENTITIES),
    ("bundle", What.BUNDLE),
    ("pack", What.BUNDLE),
    ("export", What.EXPORT),
    (".csv", What.EXPORT),
    ("post-room/batch", What.EXPORT),
    ("engine", What.ENGINE),
    ("looked", What.LOOKED),
    ("letter", What.LETTER),
    ("document", What.DOCUMENT),
    ("history", What.HISTORY),
    ("timeline", What.HISTORY),
)
# These are read by sending something first: the reason why.
_SENT = frozenset({What.REFERRER, What.PROTECTED, What.IDENTITIES, What.BUNDLE, What.EXPORT})
# Forms whose answer shows what is hidden, by the action's name.
_SHOWING = {
    "open-referrer": What.REFERRER,
    "show-protected-details": What.PROTECTED,
    "show-identities": What.IDENTITIES,
}
_NOT_READ = re.compile(r"/receipts/|/check/|^/assets|^/sign-in")
_SEARCHES = frozenset({"/cases", "/api/cases"})


async def note_reading(request: Request, status: int) -> None:
    """Write down what this request read or was refused. Raises what the database raises."""
    signed: Signed | None = getattr(request.state, "who", None)
    route = str(getattr(request.scope.get("route"), "path", ""))
    if signed is None or not route or status >= 500:
        return
    services: Services = request.app.state.services
    words = request.query_params.get("text", "").strip() if route in _SEARCHES else ""
    refs = _refs(request)
    what = What.SEARCH if words else _kind(request, route, refs)
    if what is None:
        return
    item = _item(request.path_params)
    await run_in_threadpool(_write, services, signed, refs, what, item, status < 400, words[:100])


def _refs(request: Request) -> list[str]:
    """The cases that the address names. One that was hidden from the route is written down as it was asked for."""
    said = {**request.path_params, **getattr(request.state, "hidden", {})}
    found = [match[0] for name in _NAMING if (match := _REF.match(str(said.get(name, ""))))]
    return list(dict.fromkeys(found))


def _kind(request: Request, route: str, refs: list[str]) -> What | None:
    if _NOT_READ.search(route):
        return None
    if request.method == "POST":
        action = str(request.path_params.get("action") or request.path_params.get("name") or "")
        sent = _SHOWING.get(action) or _named(route)
        return sent if sent in _SENT and (refs or sent is What.EXPORT) else None
    if request.method != "GET":
        return None
    named = _named(route)
    return named or What.CASE if refs else named if named in (What.EXPORT, What.LOOKED) else None


def _named(route: str) -> What | None:
    return next((what for part, what in _KINDS if part in route), None)


def _item(path: Mapping[str, object]) -> str:
    """Which letter, document, entry or form: an id, never a word of what it says."""
    for name in _ITEMS:
        said = str(path.get(name, ""))
        if said:
            return _REF.sub("", said).strip("-")[:60] or said[:60]
    return ""


def _write(
    services: Services, signed: Signed, refs: list[str], what: What, item: str, allowed: bool, words: str
) -> None:
    sealed = services.keys.seal(SERVICE, words.encode()) if words else None
    staff = signed.staff
    with transaction(services.engine) as session:
        looked.write(
            session,
            who=staff.id,
            team=staff.team,
            refs=refs,
            what=what,
            item=item,
            allowed=allowed,
            now=services.now(),
            words=sealed,
        )


def not_written() -> Problem:
    return Problem(503, "OUT_OF_ORDER", "This cannot be shown now: who looks at it could not be written down")
