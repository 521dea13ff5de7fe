"""Traces from page to journal, sent by OTLP over HTTP where ROLLCALL_TRACES_URL names a collector; else nothing is
measured, sent or carried.

The library's own interceptor is not used. It writes what exceptions say into spans, and it ends an act's trace at the
process's mailbox: there the act is taken by another coroutine than the one that was asked. This one carries the
context of each act with its key, so that its recording stands under the page that asked for it.

What a process does is told by headers alone: its commands, and so its history, are the same with traces and without.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from temporalio import activity, client, worker, workflow
from temporalio.api.common.v1 import Payload

from domain.act import Act
from records.spans import span, switch_on

HEADER = "traceparent"
_W3C = TraceContextTextMapPropagator()
_SEND_WITHIN = 3.0  # seconds; a collector that is away must not hold up the end of a process
_MOST_KEPT = 200  # acts of one process whose context waits on the desk


def begin(url: str, process: str) -> TracerProvider:
    """Measure from here on, and send to the collector at `url` (its whole address, as in .../v1/traces)."""
    # Not Resource.create: that reads command lines and the environment.
    provider = TracerProvider(resource=Resource({"service.name": "rollcall", "rollcall.process": process}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=url, timeout=_SEND_WITHIN)))
    switch_on(provider.get_tracer("rollcall"))
    return provider


def _carried() -> dict[str, Payload]:
    """The span that is open here, as a header."""
    carrier: dict[str, str] = {}
    _W3C.inject(carrier)
    said = carrier.get(HEADER)
    # Random numbers and nothing of a case, so it goes unsealed; the library decodes no header.
    return {HEADER: Payload(metadata={"encoding": b"text/plain"}, data=said.encode())} if said else {}


def _context_of(headers: Mapping[str, Payload]) -> Context | None:
    payload = headers.get(HEADER)
    return _W3C.extract({HEADER: payload.data.decode("ascii", "replace")}) if payload is not None else None


class Linked(client.Interceptor, worker.Interceptor):
    """For the client; a worker made with that client takes it over."""

    def intercept_client(self, next: client.OutboundInterceptor) -> client.OutboundInterceptor:
        return _Asking(next)

    def intercept_activity(self, next: worker.ActivityInboundInterceptor) -> worker.ActivityInboundInterceptor:
        return _Doing(next)

    def workflow_interceptor_class(
        self, input: worker.WorkflowInterceptorClassInput
    ) -> type[worker.WorkflowInboundInterceptor]:
        return _AtTheDesk


class _Asking(client.OutboundInterceptor):
    async def start_workflow(self, input: client.StartWorkflowInput) -> client.WorkflowHandle[Any, Any]:
        with span("start process", SpanKind.CLIENT, process=input.id):
            input.headers = {**input.headers, **_carried()}
            return await super().start_workflow(input)

    async def signal_workflow(self, input: client.SignalWorkflowInput) -> None:
        with span("tell process", SpanKind.CLIENT, process=input.id, action=_action(input.args)):
            input.headers = {**input.headers, **_carried()}
            await super().signal_workflow(input)

    async def start_workflow_update(self, input: client.StartWorkflowUpdateInput) -> client.WorkflowUpdateHandle[Any]:
        with span("ask process", SpanKind.CLIENT, process=input.id, action=_action(input.args)):
            input.headers = {**input.headers, **_carried()}
            return await super().start_workflow_update(input)


def _action(args: Iterable[Any]) -> str:
    return next((each.action for each in args if isinstance(each, Act)), "")


class _Doing(worker.ActivityInboundInterceptor):
    async def execute_activity(self, input: worker.ExecuteActivityInput) -> Any:
        known = activity.info()
        # Without a header it begins a trace of its own: a clock that rang was asked for by nobody.
        under = _context_of(input.headers) or Context()
        name, process = f"activity {known.activity_type}", known.workflow_id or ""
        with span(name, SpanKind.SERVER, under, process=process, attempt=known.attempt):
            return await super().execute_activity(input)


class _AtTheDesk(worker.WorkflowInboundInterceptor):
    """Runs within the process: it measures nothing there, and hands on the header of the act that is being done."""

    def init(self, outbound: worker.WorkflowOutboundInterceptor) -> None:
        self.waiting: dict[str, Payload] = {}
        self.now: Payload | None = None
        super().init(_FromTheDesk(outbound, self))

    async def execute_workflow(self, input: worker.ExecuteWorkflowInput) -> Any:
        self.now = input.headers.get(HEADER)  # until the first act, what the start leads to
        return await super().execute_workflow(input)

    async def handle_update_handler(self, input: worker.HandleUpdateInput) -> Any:
        self._keep(input.args, input.headers)
        return await super().handle_update_handler(input)

    async def handle_signal(self, input: worker.HandleSignalInput) -> None:
        self._keep(input.args, input.headers)
        await super().handle_signal(input)

    def _keep(self, args: Iterable[Any], headers: Mapping[str, Payload]) -> None:
        if HEADER not in headers:
            return
        self.waiting |= {each.key: headers[HEADER] for each in args if isinstance(each, Act)}
        while len(self.waiting) > _MOST_KEPT:
            del self.waiting[next(iter(self.waiting))]

    def headers_for(self, args: Iterable[Any], headers: Mapping[str, Payload]) -> dict[str, Payload]:
        """One act is done at a time: what is done without naming one belongs to the last."""
        for each in args:
            if isinstance(each, Act):
                self.now = self.waiting.pop(each.key, None)
        return {**headers, **({HEADER: self.now} if self.now is not None else {})}


class _FromTheDesk(worker.WorkflowOutboundInterceptor):
    def __init__(self, next: worker.WorkflowOutboundInterceptor, desk: _AtTheDesk) -> None:
        super().__init__(next)
        self._desk = desk

    def start_activity(self, input: worker.StartActivityInput) -> workflow.ActivityHandle[Any]:
        input.headers = self._desk.headers_for(input.args, input.headers)
        return super().start_activity(input)

    def start_local_activity(self, input: worker.StartLocalActivityInput) -> workflow.ActivityHandle[Any]:
        input.headers = self._desk.headers_for(input.args, input.headers)
        return super().start_local_activity(input)

    async def start_child_workflow(
        self, input: worker.StartChildWorkflowInput
    ) -> workflow.ChildWorkflowHandle[Any, Any]:
        input.headers = self._desk.headers_for((), input.headers)
        return await super().start_child_workflow(input)

    async def signal_external_workflow(self, input: worker.SignalExternalWorkflowInput) -> None:
        input.headers = self._desk.headers_for((), input.headers)
        await super().signal_external_workflow(input)

    def continue_as_new(self, input: worker.ContinueAsNewInput) -> NoReturn:
        """A fresh run owes its first act to nobody."""
        super().continue_as_new(input)
