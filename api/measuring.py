"""How much and how fast, by route and status. A route's template stands for its cases, so no reference is counted."""

import time
from collections.abc import Awaitable, Callable

import structlog
from fastapi import Request, Response
from opentelemetry.context import Context
from opentelemetry.trace import SpanKind
from prometheus_client import Counter, Histogram

from records.spans import span

_log = structlog.get_logger("rollcall.api")
_REQUESTS = Counter("rollcall_requests_total", "Requests answered", ["method", "route", "status"])
_SECONDS = Histogram("rollcall_request_seconds", "Seconds to an answer", ["method", "route"])
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
_OWN = Context()  # a trace begins here: what a browser sends as one is anybody's words


async def measured(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    began = time.perf_counter()
    method = request.method if request.method in _METHODS else "other"
    with span("request", SpanKind.SERVER, _OWN, method=method) as measure:
        response = await call_next(request)
        route = getattr(request.scope.get("route"), "path", "none")
        measure.rename(f"{method} {route}")
        measure.say(route=route, status=response.status_code)
        if response.status_code >= 500:
            measure.failed(str(response.status_code))
    seconds = time.perf_counter() - began
    _REQUESTS.labels(method, route, response.status_code).inc()
    _SECONDS.labels(method, route).observe(seconds)
    _log.info("request", method=method, route=route, status=response.status_code, milliseconds=round(seconds * 1000))
    return response
