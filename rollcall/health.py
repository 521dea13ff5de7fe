"""Whether a process of this machine does its work, asked from outside it: `rollcall healthy api|worker`."""

import asyncio
import datetime as dt
import http.client
import socket

from rollcall.settings import Settings

_POLLED_WITHIN = dt.timedelta(seconds=90)  # a worker asks for work at least once a minute


def api_answers(settings: Settings, path: str = "/readyz", timeout: float = 4) -> bool:
    """Whether the API of this machine answers `path` with 200, within `timeout` seconds."""
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host  # noqa: S104  compared, not bound
    connection = http.client.HTTPConnection(host, settings.port, timeout=timeout)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def worker_polls(settings: Settings, task_queue: str) -> bool:
    """Whether a worker of this machine asked Temporal for work lately."""
    return asyncio.run(_polls(settings, task_queue))


async def _polls(settings: Settings, task_queue: str) -> bool:
    # Here, since the supervisor asks after the API only and need not carry all this.
    from temporalio.api.taskqueue.v1 import TaskQueue
    from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
    from temporalio.client import Client

    client = await Client.connect(settings.required_temporal_address, namespace=settings.temporal_namespace)
    queue = TaskQueue(name=task_queue)
    request = DescribeTaskQueueRequest(namespace=settings.temporal_namespace, task_queue=queue)
    answer = await client.workflow_service.describe_task_queue(request)
    here, since = f"@{socket.gethostname()}", dt.datetime.now(dt.UTC) - _POLLED_WITHIN
    # The SDK names a worker by its process and machine unless told otherwise.
    return any(
        poller.identity.endswith(here) and poller.last_access_time.ToDatetime(dt.UTC) > since
        for poller in answer.pollers
    )
