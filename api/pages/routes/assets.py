"""The style sheet, scripts, fonts and pictures. Each is named after its content, so a browser keeps it for good."""

import re
from mimetypes import guess_type

from fastapi import APIRouter, Response
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.pages.rendering import ASSETS
from api.problems import Problem

router = APIRouter(include_in_schema=False)
FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}


class Assets(StaticFiles):
    def __init__(self) -> None:
        super().__init__(directory=ASSETS, check_dir=False)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Compressed, to whoever takes it so, where the build made a compressed copy."""
        packed = f"{path}.gz"
        wanted = "gzip" in Headers(scope=scope).get("accept-encoding", "")
        if not wanted or (await run_in_threadpool(self.lookup_path, packed))[1] is None:
            response = await super().get_response(path, scope)
        else:
            response = await super().get_response(packed, scope)
            response.headers["Content-Type"] = guess_type(path)[0] or "application/octet-stream"
            response.headers["Content-Encoding"] = "gzip"
        response.headers.update({**FOR_GOOD, "Vary": "Accept-Encoding"})
        return response


@router.get("/brand-{colour}.css")
async def brand(colour: str) -> Response:
    """The authority's own colour: a file of its own, since no page may carry style."""
    if not re.fullmatch("[0-9a-fA-F]{6}", colour):
        raise Problem(404, "NOT_FOUND", "There is no such colour")
    css = f":root{{--rc-brand:#{colour};--govuk-brand-colour:#{colour}}}\n"
    return Response(css, media_type="text/css", headers=FOR_GOOD)
