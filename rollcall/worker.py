"""The worker: runs the processes and their activities until told to stop, and keeps what was promised meanwhile."""

import asyncio
import contextlib
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import structlog
from temporalio.client import Client, Schedule, ScheduleActionStartWorkflow, ScheduleAlreadyRunningError, ScheduleSpec
from temporalio.service import RPCError
from temporalio.worker import Worker
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions
from temporalio.workflow import SandboxImportNotificationPolicy

from activities.agency_mail import AgencyMail
from activities.bundling import Bundling
from activities.recording import Recording
from activities.sending import Sending
from activities.sweeping import Sweeping
from activities.transfer_door import TransferDoor
from rollcall.case_sandbox import CaseSandbox
from rollcall.door import minding_the_door
from rollcall.garbage import collect_less_often
from rollcall.outstanding import keeping_promises
from rollcall.replaying import replayed
from rollcall.settings import Settings
from rollcall.verifying import against_anchors
from rollcall.wiring import House
from workflows.agency_mailing import AgencyMailing
from workflows.bundle_build import BundleBuild
from workflows.delivering import Delivering
from workflows.dispatch import Dispatch
from workflows.journey import Journey
from workflows.kinds import PROCESSES as PROCEEDINGS
from workflows.starting import TASK_QUEUE
from workflows.sweep import SCHEDULE_ID, NightlySweep
from workflows.tracing_night import SCHEDULE_ID as TRACING_ID
from workflows.tracing_night import NightlyTracing

_log = structlog.get_logger("rollcall.worker")
_THREADS = 20
# Shared between the sandboxes are our own pure rooms and what the domain is written with. Anything else that a process
# file imports is an error at once, not 16 MB and 300 ms more for each running case.
_SANDBOX = replace(
    SandboxRestrictions.default.with_passthrough_modules("domain", "workflows", "activities", "pydantic"),
    import_notification_policy=SandboxImportNotificationPolicy.RAISE_ON_UNINTENTIONAL_PASSTHROUGH,
)
PROCESSES = [
    Journey,
    BundleBuild,
    Dispatch,
    Delivering,
    AgencyMailing,
    NightlySweep,
    NightlyTracing,
    *PROCEEDINGS.values(),
]


def sandbox() -> SandboxedWorkflowRunner:
    """What every process runs in, here and where an older one's history is replayed."""
    return CaseSandbox(restrictions=_SANDBOX)


def worker_of(house: House, client: Client, threads: ThreadPoolExecutor, *, task_queue: str = TASK_QUEUE) -> Worker:
    """A worker for every process and activity of Rollcall."""
    recording = Recording(house.engine, house.letters)
    sending = Sending(house.engine, house.notify, training=house.settings.training, now=house.now)
    bundling = Bundling(house.engine, house.bundles, house.now)
    settings = house.settings
    mail = AgencyMail(
        house.engine,
        house.duty_mail,
        settings.secure_mailboxes,
        settings.authority_email,
        own_words=house.letters.sender,
        training=settings.training,
    )
    door = TransferDoor(house.engine, house.delivery, training=house.settings.training, now=house.now)
    sweeping = Sweeping(
        house.engine,
        client,
        replays=lambda processes: replayed(client, processes),
        anchors=lambda: against_anchors(house),
        now=house.now,
    )
    return Worker(
        client,
        task_queue=task_queue,
        workflows=PROCESSES,
        activities=[
            recording.record,
            recording.recall,
            recording.place,
            recording.publish,
            sending.send_letter,
            sending.letter_status,
            bundling.build,
            bundling.end_build,
            sweeping.sweep,
            door.deliver,
            mail.send,
            house.night(client).night,
        ],
        activity_executor=threads,
        workflow_runner=sandbox(),
        graceful_shutdown_timeout=timedelta(seconds=8),
        # Only with a heartbeat does a building learn that it is to stop: held back for a minute, it would be told when
        # it was done.
        max_heartbeat_throttle_interval=timedelta(seconds=1),
    )


def main(settings: Settings) -> None:
    """Run until TERM or INT."""
    collect_less_often()
    asyncio.run(_run(House(settings)))


async def _run(house: House) -> None:
    house.make_service_key()
    async with minding_the_door(house):  # before Temporal is asked for: danger does not wait for it
        client = await house.client()
        with ThreadPoolExecutor(_THREADS, thread_name_prefix="activity") as threads:
            async with worker_of(house, client, threads), keeping_promises(house, client):
                await schedule_sweep(client)
                await schedule_tracing(client)
                await _told_to_stop()


async def _told_to_stop() -> None:
    told, loop = asyncio.Event(), asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, told.set)
    await told.wait()


async def schedule_sweep(client: Client) -> None:
    """Every night at half past two in London, once, whoever starts first."""
    await _every_night(client, NightlySweep.run, SCHEDULE_ID, "30 2 * * *")


async def schedule_tracing(client: Client) -> None:
    """An hour before the sweep, which then sees every case at rest."""
    await _every_night(client, NightlyTracing.run, TRACING_ID, "30 1 * * *")


async def _every_night(client: Client, process: Callable[..., Any], name: str, cron: str) -> None:
    schedule = Schedule(
        action=ScheduleActionStartWorkflow(process, id=name, task_queue=TASK_QUEUE),
        spec=ScheduleSpec(cron_expressions=[cron], time_zone_name="Europe/London"),
    )
    with contextlib.suppress(ScheduleAlreadyRunningError):
        try:
            await client.create_schedule(name, schedule)
        except RPCError as fault:
            _log.warning("night_not_scheduled", kind=type(fault).__name__, schedule=name)
