"""What a browser is shown when something cannot be done: a page in plain words, and nothing typed is lost."""

from typing import Any
from urllib.parse import quote

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from api.headers import guarded
from api.identity import Signed
from api.pages import kept
from api.pages.gate import from_here, gathered, wants_page
from api.pages.rendering import in_training, page, render
from api.problems import Problem, invalid, on_fault, on_http, on_invalid, on_outage, on_problem
from api.reading import Unreadable, on_unreadable
from api.services import Services
from api.sign_in import sign_in_page

_log = structlog.get_logger("rollcall.pages")
_OUTAGES: tuple[type[Exception], ...] = (OperationalError, InterfaceError, NoConnection)
_WHAT_NOW = {
    403: "If you think you should be able to do this, ask your supervisor.",
    404: "Check the address, or search for the case.",
    409: "Go back to the case and look at what has changed.",
    413: "Choose a smaller file: a document may be at most 20 MB.",
}


def register(app: FastAPI) -> None:
    """Every refusal and fault, for browsers as a page and for everybody else as problem details."""
    for error, as_json in (
        (Problem, on_problem),
        (RequestValidationError, on_invalid),
        (Unreadable, on_unreadable),
        (HTTPException, on_http),
        *((outage, on_outage) for outage in _OUTAGES),
    ):
        app.add_exception_handler(error, _answering(as_json))
    app.add_exception_handler(Exception, fault_page)


def _answering(as_json: Any) -> Any:
    async def answer(request: Request, error: Exception) -> Response:
        if not wants_page(request):
            response: Response = await as_json(request, error)
            return response
        try:
            return await _page_for(request, error)
        except _OUTAGES:
            return await _out_of_order(request)

    return answer


async def _page_for(request: Request, error: Exception) -> Response:
    match error:
        case Problem(body=body) if body.status == 401:
            return await _sign_in_first(request)
        case Problem(body=body) if body.code == "CSRF":
            return await _from_an_older_session(request, error)
        case Problem():
            return await problem_page(request, error)
        case RequestValidationError():
            return await problem_page(request, invalid(error.errors()))
        case Unreadable(problem=problem):
            return await problem_page(request, problem)
        case HTTPException(status_code=status):
            title = "There is no such page" if status == 404 else "This cannot be done"
            return await problem_page(request, Problem(status, "HTTP", title, headers=error.headers))
    return await _out_of_order(request)


async def refusal(request: Request, problem: Problem) -> Response:
    """What is refused before any route has seen it."""
    return await problem_page(request, problem) if wants_page(request) else problem.response()


async def problem_page(request: Request, problem: Problem, **more: Any) -> Response:
    body = problem.body
    return await page(
        request.app.state.services,
        signed_in(request),
        "problem.html",
        status=body.status,
        headers=problem.headers,
        title=body.title,
        says=body.detail,
        faults=[f"{fault.field}: {fault.message}" if fault.field else fault.message for fault in body.errors],
        what_now=_WHAT_NOW.get(body.status, ""),
        **{"again": None, "typed": [], **more},
    )


def signed_in(request: Request) -> Signed | None:
    signed = getattr(request.state, "signed", None)
    return signed if isinstance(signed, Signed) else None


async def _typed(request: Request) -> tuple[kept.Pairs, bool]:
    """The answers of the form that was sent, and whether a file was among them."""
    if request.method != "POST" or "form" not in request.headers.get("content-type", ""):
        return [], False
    items = (await request.form()).multi_items()
    pairs = [(name, value) for name, value in items if isinstance(value, str)]
    return pairs, any(isinstance(value, UploadFile) and value.filename for _, value in items)


async def _sealed(request: Request) -> str:
    pairs, _ = await _typed(request)
    own = (gathered(pairs).get(kept.WHOSE) or [""])[0]
    services: Services = request.app.state.services
    return (kept.keep(services, request.url.path, own, pairs) if own and from_here(request) else None) or ""


async def _sign_in_first(request: Request) -> Response:
    services: Services = request.app.state.services
    if request.method == "GET":
        after = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return Response(status_code=303, headers={"Location": f"/sign-in?next={quote(after, safe='/')}"})
    return await sign_in_page(services, request.url.path, await _sealed(request), 401)


async def _from_an_older_session(request: Request, problem: Problem) -> Response:
    """They signed in afresh elsewhere meanwhile: the form is shown to the same person again, to look at and send."""
    sealed = await _sealed(request)
    form = kept.give_back(request.app.state.services, sealed) if sealed else None
    signed = signed_in(request)
    if form is None or signed is None or form.person != signed.staff.id:
        return await problem_page(request, problem)
    return await problem_page(request, problem, again=(form.path, [(kept.FIELD, sealed)], "Show what I typed"))


async def _out_of_order(request: Request) -> Response:
    """PostgreSQL does not answer, so this page asks it nothing. The form goes with it and can be sent again as it is:
    its key makes it once.
    """
    services: Services = request.app.state.services
    pairs, had_file = await _typed(request)
    fields = pairs if from_here(request) else []
    html = render(
        services.public,
        "problem.html",
        {
            **in_training(services, {}),
            "title": "Out of order",
            "says": "This was not received: our database is out of reach."
            + (" Nothing you typed is lost." if fields else ""),
            "faults": [],
            "what_now": "Try again in a minute."
            + (" Choose the file again when the form is back." if had_file else "")
            + (f" In urgent cases call {services.public.duty_telephone}." if services.public.duty_telephone else ""),
            "again": (request.url.path, fields, "Try again") if fields else None,
            "typed": [value for name, value in fields if len(value) > 60],
        },
    )
    return Response(html, 503, {"Retry-After": "5"}, media_type="text/html")


async def fault_page(request: Request, error: Exception) -> Response:
    """A bug. It is logged by kind alone: its text may hold somebody's name. No middleware sees this answer."""
    _log.error("fault", kind=type(error).__name__, route=getattr(request.scope.get("route"), "path", "none"))
    if not wants_page(request):
        return guarded(request, await on_fault(request, error))
    services: Services = request.app.state.services
    nothing: dict[str, Any] = {"faults": [], "what_now": "", "again": None, "typed": []}
    says = "Something went wrong on our side. It has been noted; try again"
    html = render(
        services.public, "problem.html", {"title": "Our fault", "says": says, **nothing, **in_training(services, {})}
    )
    return guarded(request, Response(html, 500, media_type="text/html"))
