"""Every route that the application has, however it was joined."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI


def every_route(app: FastAPI) -> set[tuple[str, str]]:
    """Method and path of each; a folder of files counts as one to GET."""
    return set(_walk(app.routes))


def _walk(routes: Any) -> Iterator[tuple[str, str]]:
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from _walk(inner.routes)
        else:
            for method in (getattr(route, "methods", None) or {"GET"}) - {"HEAD"}:
                yield method, route.path
