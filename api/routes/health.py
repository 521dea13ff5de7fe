"""Whether this process lives, whether it can do its work, and how much it does. No personal data."""

import asyncio
from datetime import timedelta

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from temporalio.service import RPCError

from api.gauges import gauges
from api.services import Services, Use
from records.database import answers

router = APIRouter(tags=["Health"])


@router.get("/healthz")
async def alive() -> dict[str, str]:
    """Whether this process answers."""
    return {"status": "ok"}


@router.get("/readyz")
async def ready(services: Use) -> Response:
    """Whether it can do its work. PostgreSQL and Temporal answer too; 503 names the one that does not."""
    database, engine = await asyncio.gather(run_in_threadpool(answers, services.engine), _engine_answers(services))
    said = {"database": database, "engine": engine}
    return JSONResponse(said, 200 if all(said.values()) else 503)


async def _engine_answers(services: Services) -> bool:
    try:
        return await services.client.service_client.check_health(timeout=timedelta(seconds=2))
    except (RPCError, RuntimeError):
        return False


@router.get("/metrics", response_class=PlainTextResponse)
async def metrics(request: Request, services: Use) -> Response:
    """Measurements for Prometheus. Counts and durations by route and status, and of the service as a whole; never by
    case or person.
    """
    said = generate_latest() + await gauges(request.app, services)
    return Response(said, media_type=CONTENT_TYPE_LATEST)
