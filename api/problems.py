"""Refusals as RFC 9457 problem details: one clear sentence, a code, and the fields it is about."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

PROBLEM = "application/problem+json"


class FieldFault(BaseModel):
    field: str
    message: str


def fault_of_reason(said: str) -> FieldFault | None:
    """What is wrong with a reason that somebody gives, if anything: it has three to 2,000 characters."""
    return None if 3 <= len(said) <= 2_000 else FieldFault(field="reason", message="Say why, in a few words")


class ProblemBody(BaseModel):
    """What every refusal looks like."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str
    errors: list[FieldFault] = []
    verdicts: list[dict[str, Any]] = []
    now: dict[str, Any] | None = None


class Problem(Exception):
    """Raised anywhere in the API or the pages; shown as JSON or as a page, as the caller asked."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        errors: Sequence[FieldFault] = (),
        verdicts: Sequence[dict[str, Any]] = (),
        now: dict[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.body = ProblemBody(
            title=_TITLES.get(status, "Not possible"),
            status=status,
            code=code,
            detail=detail,
            errors=list(errors),
            verdicts=list(verdicts),
            now=now,
        )
        self.headers = dict(headers or {})

    def response(self) -> JSONResponse:
        content = jsonable_encoder(self.body, exclude_none=True)
        return JSONResponse(content, self.body.status, headers=self.headers, media_type=PROBLEM)


_TITLES = {
    400: "Not understood",
    401: "Sign in first",
    403: "Not allowed",
    404: "Not found",
    405: "Not done like this here",
    409: "Not possible now",
    413: "Too large",
    415: "Not this kind of file",
    422: "Something needs correcting",
    429: "Too many requests",
    500: "Our fault",
    503: "Out of order",
}


def field_faults(errors: Sequence[Any]) -> list[FieldFault]:
    """Pydantic's errors as fields and sentences; the input itself is never repeated."""
    return [FieldFault(field=_path(error["loc"]), message=_sentence(error)) for error in errors]


def _path(location: Sequence[Any]) -> str:
    return ".".join(str(part) for part in location if part not in ("body", "query", "path", "header")) or "body"


# By the beginning of pydantic's own name for the fault.
_SENTENCES = {
    "missing": "This is needed",
    "date": "Enter a real date, like 2026-11-24",
    "time": "Enter a time, like 16:10",
    "bool": "Answer yes or no",
    "enum": "Choose one of the answers",
    "literal": "Choose one of the answers",
    "extra_forbidden": "There is no such field here",
    "string_type": "Enter text",
    "int": "Enter a whole number",
    "list_type": "Give a list",
    "dict_type": "Send one JSON object",
    "model": "Send one JSON object",
}
_PATTERNS = {
    r"^(|\d{3}/\d{4})$": "Enter authority and number, like 800/4001",
    r"^(|RC-\d{4}-\d{6})$": "Enter a reference, like RC-2026-000123",
    "^(|F|M)$": "Enter F or M, or leave it empty",
    "^[!-~]+$": "Use letters, digits and signs, without spaces",
    "^[0-9a-f]{64}$": "Enter the SHA-256 of a stored document",
}


def _sentence(error: Any) -> str:
    kind, context = str(error["type"]), error.get("ctx") or {}
    if kind in ("string_too_short", "too_short"):
        return "This is too short: say a little more" if context.get("min_length", 1) > 1 else "This is needed"
    if kind == "string_too_long":
        return f"This is longer than {context.get('max_length')} characters"
    if kind == "too_long":
        return f"Give at most {context.get('max_length')}"
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(str(context.get("pattern")), "This is not written as it is asked for")
    known = next((said for begins, said in _SENTENCES.items() if kind.startswith(begins)), None)
    return known or str(error["msg"]).removeprefix("Value error, ").replace("Input should", "This should")


def invalid(errors: Sequence[Any]) -> Problem:
    faults = field_faults(errors)
    return Problem(422, "INVALID", "Some answers need correcting", errors=faults)


async def on_problem(request: Request, problem: Exception) -> JSONResponse:
    assert isinstance(problem, Problem)  # noqa: S101 - registered for this class only
    return problem.response()


async def on_invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this class only
    return invalid(error.errors()).response()


async def on_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class only
    title = _TITLES.get(error.status_code, "Not possible")
    headers = error.headers
    return Problem(error.status_code, title.upper().replace(" ", "_"), title, headers=headers).response()


async def on_fault(request: Request, error: Exception) -> JSONResponse:
    """A bug: said as plainly as any refusal. The server logs where, never what was asked."""
    return Problem(500, "FAULT", "Something went wrong on our side. It has been noted; try again").response()


async def on_outage(request: Request, error: Exception) -> JSONResponse:
    """PostgreSQL does not answer. What the driver says may quote a row, so it goes nowhere."""
    detail = "This was not received: our database is out of reach. Nothing you typed is lost; try again"
    return Problem(503, "OUT_OF_ORDER", detail, headers={"Retry-After": "5"}).response()
