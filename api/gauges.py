"""What alerts watch (operations/alerts.yml), measured when Prometheus asks: at most every few seconds, however many
ask.
"""

import asyncio
import time
from dataclasses import fields
from datetime import UTC, timedelta

import structlog
from fastapi import FastAPI
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from sqlalchemy.exc import SQLAlchemyError
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.service import RPCError

from api.services import Services
from records.database import transaction
from records.operating import Operating, operating
from workflows.starting import TASK_QUEUE

_log = structlog.get_logger("rollcall.gauges")
_KEPT_FOR = 5.0  # seconds
_ANSWERS_WITHIN = timedelta(seconds=2)
_POLLED_WITHIN = timedelta(seconds=90)  # a worker asks for work at least once a minute
# Duty alerts go by e-mail only where a server for mail is set up; elsewhere they stand on the page alone.
WORDS = {
    "danger_waiting": "Reports of danger that nobody has acknowledged",
    "danger_seconds": "Seconds that the oldest of them has waited",
    "danger_untold": "Reports of danger of which the duty address was not told within five minutes",
    "urgent_tasks": "Urgent safeguarding tasks that are open",
    "urgent_seconds": "Seconds that the oldest urgent task has been open",
    "check_seconds": "Seconds since the last nightly check",
    "check_findings": "Differences that the last nightly check found",
    "anchor_seconds": "Seconds since the last anchor was written",
    "backup_seconds": "Seconds since the last backup",
    "letters_stuck": "Letters that were tried three times and have not left",
    "clocks_late": "Clocks that should have rung a quarter of an hour ago",
    "inbox_late": "Uploads and lines of the inbox past their day",
    "acts_unanswered": "Acts that no process has answered for two minutes",
    "cases_unstarted": "Open cases whose process has not started",
    "worker_pollers": "Workers that asked for work within the last minute and a half",
    "engine_up": "Whether Temporal answers",
    "database_up": "Whether PostgreSQL answers",
}


async def gauges(app: FastAPI, services: Services) -> bytes:
    """In the text format of Prometheus. What could not be measured now is left out."""
    if not hasattr(app.state, "gauges"):
        app.state.gauges = (asyncio.Lock(), -_KEPT_FOR, b"")
    lock, _, _ = app.state.gauges
    async with lock:
        _, measured_at, said = app.state.gauges
        if time.monotonic() - measured_at >= _KEPT_FOR:
            said = as_text(await measure(services))
            app.state.gauges = (lock, time.monotonic(), said)
        return bytes(said)


async def measure(services: Services) -> dict[str, float]:
    """By name without its beginning."""
    pollers, counted = await asyncio.gather(_pollers(services), asyncio.to_thread(_counted, services))
    found = {"engine_up": float(pollers is not None), "database_up": float(counted is not None)}
    if pollers is not None:
        found["worker_pollers"] = float(pollers)
    if counted is not None:
        found |= {each.name: float(getattr(counted, each.name)) for each in fields(counted)}
        if not services.public.duty_told_by_email:
            found["danger_untold"] = 0.0
    return found


def as_text(found: dict[str, float]) -> bytes:
    registry = CollectorRegistry()
    for name, value in found.items():
        Gauge(f"rollcall_{name}", WORDS[name], registry=registry).set(value)
    return generate_latest(registry)


def _counted(services: Services) -> Operating | None:
    try:
        with transaction(services.engine) as session:
            return operating(session, services.now())
    except SQLAlchemyError as fault:
        _log.warning("not_measured", kind=type(fault).__name__)
        return None


async def _pollers(services: Services) -> int | None:
    request = DescribeTaskQueueRequest(namespace=services.client.namespace, task_queue=TaskQueue(name=TASK_QUEUE))
    try:
        answer = await services.client.workflow_service.describe_task_queue(request, timeout=_ANSWERS_WITHIN)
    except (RPCError, RuntimeError):
        return None
    since = services.now() - _POLLED_WITHIN
    return sum(poller.last_access_time.ToDatetime(UTC) > since for poller in answer.pollers)
