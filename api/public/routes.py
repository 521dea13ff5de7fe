"""The pages of the public form. Each works without scripts, and none says in its title or address what was answered."""

from collections.abc import Awaitable, Callable
from functools import partial, wraps
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from starlette.background import BackgroundTask

from activities.recording import OUTAGES
from api.opening import start
from api.pages.forms.field import Typed
from api.pages.gate import from_here, gathered
from api.problems import FieldFault, Problem
from api.public import holding as cookies
from api.public.answering import faults_of, kept_of
from api.public.leaflet import LEAVES
from api.public.questions import NAMES, WHO, before, first_open, question_named
from api.public.showing import check_page, outage_page, plain_page, question_page
from api.public.submitting import DANGER, DONE, TRAP, Ended, NotAll, answers_of, submit
from api.services import Services, Use
from domain.policy import STANDARDS
from domain.policy_changes import in_force
from records.almanac import almanac
from records.database import transaction

router = APIRouter(prefix=cookies.PATH, include_in_schema=False)
before_now = APIRouter(prefix="/report", include_in_schema=False)
BAIT = "website"  # a field that nobody sees
COPY = "copy"
_MOST_FIELDS = 200


def _to(page: str = "") -> Response:
    return RedirectResponse(f"{cookies.PATH}/{page}".rstrip("/"), 303)


def _said_plainly(page: Callable[..., Awaitable[Response]]) -> Callable[..., Awaitable[Response]]:
    """Where the database is out of reach, the page says that nothing was received; and whatever is refused is said on a
    page that can be left like the others.
    """

    @wraps(page)
    async def answered(*args: Any, **asked: Any) -> Response:
        try:
            return await page(*args, **asked)
        except OUTAGES:
            return await outage_page(asked["services"])
        except Problem as refused:
            body = refused.body
            return await plain_page(asked["services"], "public-refused.html", status=body.status, says=body.detail)

    return answered


@before_now.get("")
@before_now.get("/{rest:path}")
async def moved() -> Response:
    """Where the form was once: leaflets and bookmarks go on to where it begins."""
    return RedirectResponse(cookies.PATH, 301)


@router.get("")
async def begin(request: Request, services: Use) -> Response:
    """Whoever left the form within the hour, on this device, can go on where they were."""
    try:
        kept = await _kept(services, request)
    except OUTAGES:
        kept = None
    going = kept is not None and DONE not in kept
    following = first_open(answers_of(kept)) if kept is not None and going else None
    after = following.name if following else "check"
    return await plain_page(services, "public-start.html", going=going, after=after, leaves=LEAVES)


@router.get("/exit")
async def leave(request: Request, services: Use) -> Response:
    """Away at once: the browser forgets the cookie, and the answers are destroyed while it leaves."""
    response = RedirectResponse(services.public.exit_website, 303, background=_destroying(services, request))
    cookies.forget(services, response)
    return response


@router.post("/clear")
@_said_plainly
async def clear(request: Request, services: Use) -> Response:
    _from_here(request)
    response = await plain_page(services, "public-cleared.html")
    response.background = _destroying(services, request)
    cookies.forget(services, response)
    return response


def _destroying(services: Services, request: Request) -> BackgroundTask | None:
    holding = cookies.holding_of(services, request)
    return BackgroundTask(_destroy, services, holding) if holding else None


async def _destroy(services: Services, holding: Any) -> None:
    """With the database out of reach they wait for the sweep, and without their cookie nobody can open them."""
    try:
        await run_in_threadpool(cookies.clear, services, holding)
    except OUTAGES:
        return


@router.get("/ended")
async def ended(services: Use) -> Response:
    return await plain_page(services, "public-ended.html", status=410)


@router.get("/call")
@_said_plainly
async def call(request: Request, services: Use) -> Response:
    kept = await _kept(services, request)
    if kept is None:
        return _to("ended")
    following = first_open(answers_of(kept))
    return await plain_page(services, "public-call.html", after=following.name if following else "check")


@router.get("/check")
@_said_plainly
async def check(request: Request, services: Use) -> Response:
    holding = cookies.holding_of(services, request)
    kept = await _kept(services, request)
    if holding is None or kept is None:
        return _to("ended")
    if DONE in kept:
        return _to("sent")
    if (following := first_open(answers_of(kept))) is not None:
        return _to(following.name)
    return await check_page(services, answers_of(kept), cookies.copy_of(services, holding, kept))


@router.post("/check")
@_said_plainly
async def send(request: Request, services: Use) -> Response:
    typed = await _typed(request)
    holding = cookies.holding_of(services, request)
    if holding is None:
        return _to("ended")
    copy = cookies.from_copy(services, holding, _one(typed, COPY))
    address = request.client.host if request.client else ""
    try:
        trapped = bool(_one(typed, BAIT))
        sent = await run_in_threadpool(submit, services, holding, copy, address, trapped=trapped)
    except Ended:
        return _to("ended")
    except NotAll:
        return _to("check")
    except Problem as refused:
        faults = [*refused.body.errors] or [FieldFault(field="", message=refused.body.detail)]
        answers = answers_of(copy or {})
        fresh = cookies.copy_of(services, holding, copy or {})
        return await check_page(services, answers, fresh, faults=faults, status=409)
    except OUTAGES:
        if copy is None:
            return await outage_page(services)
        fresh = cookies.copy_of(services, holding, copy)
        return await check_page(services, answers_of(copy), fresh, status=503)
    if sent.case:
        await start(services, sent.ref)
    return _to("sent")


@router.get("/sent")
@_said_plainly
async def sent(request: Request, services: Use) -> Response:
    kept = await _kept(services, request)
    if kept is None or DONE not in kept:
        return _to("ended")
    told = {
        "reference": kept[DONE],
        "danger": kept[DANGER],
        "days": await run_in_threadpool(_days_to_read_it, services),
    }
    return await plain_page(services, "public-sent.html", **told)


def _days_to_read_it(services: Services) -> int:
    """Working days, by the standard in force today."""
    with transaction(services.engine) as session:
        return in_force(STANDARDS["triage"], services.today, almanac(session).standards)[0].value


@router.get("/about/{name}")
async def read(name: str, services: Use) -> Response:
    """One page of what the leaflet tells."""
    leaf = next((each for each in LEAVES if each.name == name), None)
    if leaf is None:
        return await plain_page(services, "public-refused.html", status=404, says="There is no such page")
    rest = [each for each in LEAVES if each is not leaf]
    return await plain_page(services, "leaflet.html", title=leaf.title, leaf=leaf, rest=rest)


@router.get("/{name}")
@_said_plainly
async def ask(name: str, request: Request, services: Use) -> Response:
    kept = await _kept(services, request)
    if kept is None and name != WHO.name:
        _known_somewhere(name)
        return _to("ended")
    if kept is not None and DONE in kept:
        if name != WHO.name:
            return _to("sent")
        kept = None  # the first question begins another report
    answers = answers_of(kept or {})
    question = question_named(answers, name)
    if question is None:
        _known_somewhere(name)
        following = first_open(answers)
        return _to(following.name if following else "check")
    holding = cookies.holding_of(services, request)
    copy = cookies.copy_of(services, holding, kept) if holding and kept else ""
    typed = dict(answers.get(name, {}))
    return await question_page(services, question, typed, back=before(answers, name), copy=copy)


@router.post("/{name}")
@_said_plainly
async def answer(name: str, request: Request, services: Use) -> Response:
    typed = await _typed(request)
    holding, outage = cookies.holding_of(services, request), False
    copy = cookies.from_copy(services, holding, _one(typed, COPY))
    try:
        kept = await run_in_threadpool(cookies.look, services, holding)
    except OUTAGES:
        kept, outage = copy, True
    # Where its hour ended while this page was open, the page itself has what was answered before.
    kept = None if kept is not None and DONE in kept else kept
    known = (kept if kept is not None else copy) or {}
    question = question_named(answers_of(known), name)
    if question is None:
        _known_somewhere(name)
        return await outage_page(services, typed=typed) if outage else _to("ended")
    said = kept_of(question, typed)
    again = partial(
        question_page, services, question, said, back=before(answers_of(known), name), copy=_one(typed, COPY)
    )
    if outage:
        return await again(status=503)
    if faults := faults_of(question, said, services.today):
        return await again(faults=faults, status=422)
    if holding is None or not known:  # a cookie under which nothing is held is nobody's, whoever set it
        holding = cookies.new_holding(services)
    more = {**({} if kept else known), name: said, **({TRAP: True} if _one(typed, BAIT) else {})}
    try:
        kept = await run_in_threadpool(cookies.add, services, holding, **more)
    except ValueError:
        long = [FieldFault(field=question.fields[0].path, message="This is more than we can keep: shorten it")]
        return await again(faults=long, status=422)
    except OUTAGES:
        return await again(status=503)
    response = _to(_after(name, said, kept))
    cookies.remember(services, response, holding)
    return response


def _after(name: str, said: Typed, kept: dict[str, Any]) -> str:
    if name == "danger" and said.get("danger") == ["yes"]:
        return "call"
    following = first_open(answers_of(kept))
    return following.name if following else "check"


async def _kept(services: Services, request: Request) -> dict[str, Any] | None:
    return await run_in_threadpool(cookies.look, services, cookies.holding_of(services, request))


async def _typed(request: Request) -> Typed:
    _from_here(request)
    form = await request.form(max_fields=_MOST_FIELDS)
    return gathered([(name, value) for name, value in form.multi_items() if isinstance(value, str)])


def _from_here(request: Request) -> None:
    """Older browsers say "null" of a page that sends no referrer: they are not turned away. Their cookie does not come
    along from another site.
    """
    silent = "sec-fetch-site" not in request.headers and request.headers.get("origin") == "null"
    if not silent and not from_here(request):
        raise Problem(403, "ORIGIN", "Use this form from its own page")


def _one(typed: Typed, name: str) -> str:
    return (typed.get(name) or [""])[0]


def _known_somewhere(name: str) -> None:
    """Raises Problem 404 where nobody is asked such a question."""
    if name not in NAMES:
        raise Problem(404, "NOT_FOUND", "There is no such page")
