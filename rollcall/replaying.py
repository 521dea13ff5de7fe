"""`rollcall replay`: does what runs go on under this code? Each history is played again in the worker's own sandbox."""

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from temporalio.client import Client, WorkflowHistory
from temporalio.exceptions import TemporalError
from temporalio.service import RPCError, RPCStatusCode
from temporalio.worker import Replayer

from activities.three_ways import ThreeWays
from rollcall.settings import Settings
from rollcall.wiring import House

# What the library says of a history that goes another way, and which event it came to.
_EVENT = re.compile(r"[Ee]vent[^0-9']{0,40}(\d+)")
_NAMES = re.compile(r"'([a-z_-]{1,40})' does not match [a-z ]{1,60}'([a-z_-]{1,40})'")
_KINDS = (
    ("does not handle this event", "this code does not wait for what happened there"),
    ("no matching", "this code does something else there"),
    ("nondeterminism", "this code does something else there"),
    ("NotSealed", "it cannot be opened with the keys there are"),
    ("KeyGone", "its key is gone"),
)


@dataclass
class ReplayReport:
    """`broken` are process ids with why and where; `gone` those that ended or moved on while it looked."""

    played: int = 0
    broken: dict[str, str] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        said = [f"{process}: {why}" for process, why in sorted(self.broken.items())]
        said += [f"{process}: ended while we looked" for process in self.gone]
        verdict = "all go on" if not self.broken else f"{len(self.broken)} would break"
        return [*said, f"{self.played} histories played: {verdict}"]


async def replay(settings: Settings, refs: Sequence[str] = ()) -> ReplayReport:
    """Play the history of every open case again, and of its proceedings; or of those named."""
    house = House(settings)
    client, report = await house.client(), ReplayReport()
    cases = ThreeWays(house.engine, client).cases()
    asked = [
        each for case in cases if (case.ref in refs if refs else case.stage != "closed") for each in case.processes
    ]
    async for process, why in replayed(client, asked, gone=report.gone):
        report.played += 1
        if why:
            report.broken[process] = why
    return report


async def replayed(
    client: Client, processes: Sequence[str], *, gone: list[str] | None = None
) -> AsyncIterator[tuple[str, str]]:
    """Each process with why its history would break under this code, in words, or an empty text."""
    from rollcall.worker import PROCESSES, sandbox

    replayer = Replayer(workflows=PROCESSES, data_converter=client.data_converter, workflow_runner=sandbox())
    async with replayer.workflow_replay_iterator(_histories(client, processes, gone)) as results:
        async for result in results:
            fault = result.replay_failure
            yield result.history.workflow_id, in_words(fault) if fault is not None else ""


async def _histories(
    client: Client, processes: Sequence[str], gone: list[str] | None
) -> AsyncIterator[WorkflowHistory]:
    for process in processes:
        try:
            yield await client.get_workflow_handle(process).fetch_history()
        except RPCError as fault:
            if fault.status is not RPCStatusCode.NOT_FOUND:
                raise
            if gone is not None:
                gone.append(process)


def in_words(fault: BaseException) -> str:
    """Why and where, without anything that a case says: of the library's own words only names of ours and numbers."""
    name = type(fault).__name__
    said = f"{name} {fault}" if isinstance(fault, TemporalError | RuntimeError) else name
    why = next((words for sign, words in _KINDS if sign.casefold() in said.casefold()), f"it stopped ({name})")
    if (names := _NAMES.search(said)) is not None:
        why += f": '{names[1]}' was done there, '{names[2]}' would be now"
    where = _EVENT.search(said)
    return why + (f", at event {where[1]}" if where else "")
