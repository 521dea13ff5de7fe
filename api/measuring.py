"""How much and how fast, by route and status. A route's template stands for its cases, so no reference is counted."""

import time
from collections.abc import Awaitable, Callable

import structlog
from fastapi import Request, Response
from prometheus_client import Counter, Histogram

_log = structlog.get_logger("rollcall.api")
_REQUESTS = Counter("rollcall_requests_total", "Requests answered", ["method", "route", "status"])
_SECONDS = Histogram("rollcall_request_seconds", "Seconds to an answer", ["method", "route"])


async def measured(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    began = time.perf_counter()
    response = await call_next(request)
    route = getattr(request.scope.get("route"), "path", "none")
    seconds = time.perf_counter() - began
    _REQUESTS.labels(request.method, route, response.status_code).inc()
    _SECONDS.labels(request.method, route).observe(seconds)
    _log.info(
        "request", method=request.method, route=route, status=response.status_code, milliseconds=round(seconds * 1000)
    )
    return response
