"""What comes in, before any route sees it: not too large, and JSON that means one thing only.

Two readers of one body must not read two things: a name given twice, a number that no computer agrees on, a character
that PostgreSQL cannot store or nesting without end is refused here, with the field it stands in.
"""

import json
import re
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, Final
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import FieldFault, Problem

MOST_BYTES: Final = 25_000_000  # of any request: one document and its form
_MOST_OF_AN_UPLOAD: Final = 100_000_000  # what a page reads of a file that is too large, to show its form again
_UPLOAD_FORM: Final = re.compile(r"/cases/[^/]+/do/file-document|/inbox")
MOST_JSON: Final = 1_000_000  # bytes
_DEEPEST: Final = 20
_LARGEST: Final = 2**53  # beyond it JavaScript reads another number
_NO_TEXT: Final = re.compile("[\x00\ud800-\udfff]")
_FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")


class CarefulReading:
    """ASGI middleware. Refuses what is too large while it comes in, whatever its length was said to be."""

    def __init__(self, app: ASGIApp, refuse: Callable[[Request, Problem], Awaitable[Response]]) -> None:
        self.app, self.refuse = app, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            _address(scope)
            kind = _content_type(scope)
            if kind == "application/json":
                receive = await _read_json(receive)
            elif kind == _FORMS[0]:
                receive = await _read_form(receive)
            else:
                receive = _counted(receive, most_of(scope["path"]), refuse=_other_kind(scope, kind))
            await self.app(scope, receive, send)
        except Unreadable as refused:
            answer = await self.refuse(Request(scope), refused.problem)
            await answer(scope, receive, send)


class Unreadable(HTTPException):
    """Nothing of the request is read any further. An HTTPException, since FastAPI lets no other out of a body."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.body.status, problem.body.code)
        self.problem = problem


async def on_unreadable(request: Request, error: Exception) -> Response:
    assert isinstance(error, Unreadable)  # noqa: S101 - registered for this class only
    return error.problem.response()


def too_large(most: int) -> Problem:
    return Problem(413, "TOO_LARGE", f"This is too large: a request may have at most {most // 1_000_000} MB")


def most_of(path: str) -> int:
    """How many bytes a request to this address may have. Nothing of a document over its own limit is kept."""
    return _MOST_OF_AN_UPLOAD if _UPLOAD_FORM.fullmatch(path) else MOST_BYTES


def _address(scope: Scope) -> None:
    for name, value in (("address", scope["path"]), *_asked(scope)):
        if _NO_TEXT.search(name) or _NO_TEXT.search(value):
            raise Unreadable(_not_text(_NO_TEXT.sub("", name) or "address"))


def _asked(scope: Scope) -> list[tuple[str, str]]:
    query = scope.get("query_string", b"")
    return parse_qsl(query.decode("latin-1"), keep_blank_values=True) if b"%00" in query or b"\0" in query else []


def _content_type(scope: Scope) -> str:
    said = next((value for name, value in scope["headers"] if name == b"content-type"), b"")
    return str(said.decode("latin-1").partition(";")[0].strip().casefold())


def _other_kind(scope: Scope, kind: str) -> Problem | None:
    """What the API says to a body that is neither JSON nor a form."""
    if kind in _FORMS or not scope["path"].startswith("/api/"):
        return None
    said = "Send JSON, with the header Content-Type: application/json"
    return Problem(415, "CONTENT_TYPE", said, errors=[FieldFault(field="Content-Type", message=said)])


async def _whole(receive: Receive, most: int) -> bytes:
    parts, size, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        part = message.get("body", b"")
        size += len(part)
        if size > most:
            raise Unreadable(too_large(most))
        parts.append(part)
        more = message.get("more_body", False)
    return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """What has been read, to be read by the route."""
    told = False

    async def replay() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


def _counted(receive: Receive, most: int, *, refuse: Problem | None) -> Receive:
    """The body as it comes, until it has been too much; `refuse` where there may be none at all."""
    size = 0

    async def counting() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size and refuse is not None:
            raise Unreadable(refuse)
        if size > most:
            raise Unreadable(too_large(most))
        return message

    return counting


async def _read_json(receive: Receive) -> Receive:
    body = await _whole(receive, MOST_JSON)
    if body:
        read_json(body)
    return _again(body, receive)


async def _read_form(receive: Receive) -> Receive:
    body = await _whole(receive, MOST_JSON)
    if b"%00" in body or b"\0" in body:
        for name, value in parse_qsl(body.decode("latin-1"), keep_blank_values=True):
            if "\0" in name + value:
                raise Unreadable(_not_text(name.replace("\0", "")))
    return _again(body, receive)


def read_json(body: bytes) -> Any:
    """The value that a body says. Raises what answers 400 or 422, naming the field where one is to blame."""
    try:
        value = json.loads(
            body.decode("utf-8"), object_pairs_hook=_object, parse_int=_integer, parse_float=_number, parse_constant=_No
        )
    except UnicodeDecodeError:
        raise Unreadable(_unreadable("This is not text in UTF-8")) from None
    except RecursionError:
        raise Unreadable(_unreadable("This is nested too deeply")) from None
    except json.JSONDecodeError as wrong:
        raise Unreadable(_unreadable(f"This is not JSON: see line {wrong.lineno}, column {wrong.colno}")) from None
    faults = list(_faults(value, ""))
    if faults:
        raise Unreadable(Problem(422, "INVALID", "Some answers need correcting", errors=faults[:20]))
    return value


class _No:
    """Stands for what may not be there; `said` is what is wrong with it."""

    def __init__(self, said: str) -> None:
        self.said = said if " " in said else "Enter a number"


def _integer(digits: str) -> int | _No:
    return _No("This number is too large") if len(digits) > 17 or abs(int(digits)) > _LARGEST else int(digits)


def _number(digits: str) -> float | _No:
    value = float(digits)
    return value if abs(value) <= _LARGEST else _No("This number is too large")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read: dict[str, Any] = {}
    for name, value in pairs:
        read[name] = _No("This is given twice") if name in read else value
    return read


def _faults(value: Any, path: str, depth: int = 0) -> Iterator[FieldFault]:
    if isinstance(value, _No):
        yield FieldFault(field=path or "body", message=value.said)
    elif depth > _DEEPEST:
        yield FieldFault(field=path, message="This is nested too deeply")
    elif isinstance(value, str):
        if _NO_TEXT.search(value):
            yield FieldFault(field=path or "body", message=NOT_TEXT)
    elif isinstance(value, dict):
        for name, each in value.items():
            clean = _NO_TEXT.sub("", name)
            if clean != name:
                yield FieldFault(field=_under(path, clean), message=NOT_TEXT)
            yield from _faults(each, _under(path, clean), depth + 1)
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _faults(each, _under(path, str(number)), depth + 1)


def _under(path: str, name: str) -> str:
    return f"{path}.{name[:80]}" if path else name[:80]


def unstorable(value: Any) -> list[FieldFault]:
    """The fields of a filled-in form that hold characters which are no text."""
    return list(_faults(value, ""))


NOT_TEXT: Final = "This holds a character that is not text: remove it"


def _not_text(field: str) -> Problem:
    return Problem(400, "NOT_TEXT", NOT_TEXT, errors=[FieldFault(field=field[:80], message=NOT_TEXT)])


def _unreadable(said: str) -> Problem:
    return Problem(400, "NOT_JSON", said, errors=[FieldFault(field="body", message=said)])
