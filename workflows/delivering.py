"""Handing one transfer file over: tried until it is taken or refused, and told to its tracing either way."""

from temporalio import workflow

from activities.names import DELIVER, DeliveryRequest
from domain.actions.tracing_file import TransferFileDelivered, TransferFileNotDelivered
from workflows.handing import NotTaken, handed_over
from workflows.telling import report


@workflow.defn(name="Delivering")
class Delivering:
    """Reports to the tracing by signal: it never writes the journal itself."""

    @workflow.run
    async def run(self, request: DeliveryRequest) -> str:
        tracing = f"{request.case}/{request.tracing}"
        try:
            via: str = await handed_over(DELIVER, request, str)
        except NotTaken as failed:
            code = str(failed)
            await report(tracing, TransferFileNotDelivered.name, {"file": request.file, "code": code})
            return code
        await report(tracing, TransferFileDelivered.name, {"file": request.file, "via": via})
        return via
