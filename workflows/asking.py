"""Asking a process to do an act, and what its answer means. The same act may be asked again: it is done once."""

import asyncio
from typing import Any

from temporalio.client import Client, WorkflowUpdateFailedError, WorkflowUpdateRPCTimeoutOrCancelledError
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError

from domain.act import Act, Receipt

_MOVING = 0.02  # seconds before asking a process that is moving to a fresh run


class NotAnswered(Exception):
    """The engine is out of reach or slow: whether the act was taken is not known yet."""


class Refusal(Exception):
    """The process does not do it: a code, and the verdicts or the steps that are open instead."""

    def __init__(self, code: str, verdicts: list[dict[str, Any]] | None = None, open: list[str] | None = None) -> None:
        super().__init__(code)
        self.code, self.verdicts, self.open = code, verdicts or [], open or []

    def as_stored(self) -> dict[str, Any]:
        return {"code": self.code, "verdicts": self.verdicts, "open": self.open}


async def ask(client: Client, process: str, act: Act) -> Receipt:
    """Ask, and ask again by itself while the process moves to a fresh run. Raises Refusal, NotAnswered."""
    handle = client.get_workflow_handle(process)
    while True:
        try:
            receipt: Receipt = await handle.execute_update("act", act, id=act.key, result_type=Receipt)
        except WorkflowUpdateFailedError as failed:
            cause = failed.cause
            if not isinstance(cause, ApplicationError):
                raise Refusal("FAULT") from None
            if cause.type != "TRY_AGAIN":
                raise _refusal(cause) from None
            await asyncio.sleep(_MOVING)
        except (WorkflowUpdateRPCTimeoutOrCancelledError, RPCError):
            raise NotAnswered from None
        else:
            return receipt


def _refusal(cause: ApplicationError) -> Refusal:
    said = list(cause.details[0]) if cause.details else []
    match cause.type:
        case "REFUSED":
            return Refusal("REFUSED", verdicts=said)
        case "NOT_A_STEP":
            return Refusal("NOT_A_STEP", open=said)
    return Refusal(cause.type or "FAULT")
