"""A collector of traces on a loopback port: OTLP over HTTP with protobuf, as the specification has it."""

import gzip
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)


@dataclass(frozen=True)
class Taken:
    """One span, as it came."""

    trace: bytes
    id: bytes
    parent: bytes
    name: str
    said: dict[str, str | int]
    error: bool


class _Answer(BaseHTTPRequestHandler):
    server: "_Server"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append((self.path, str(self.headers), body))
        clear = gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body
        asked = ExportTraceServiceRequest.FromString(clear)
        self.server.bytes_taken.append(clear)
        self.server.spans += [
            Taken(
                trace=each.trace_id,
                id=each.span_id,
                parent=each.parent_span_id,
                name=each.name,
                said={one.key: one.value.string_value or one.value.int_value for one in each.attributes},
                error=each.status.code == 2,
            )
            for resource in asked.resource_spans
            for scope in resource.scope_spans
            for each in scope.spans
        ]
        said = ExportTraceServiceResponse().SerializeToString()
        self.send_response(200)
        self.send_header("Content-Type", "application/x-protobuf")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *words: Any) -> None:
        """Nothing on the test's own output."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    requests: list[tuple[str, str, bytes]]
    bytes_taken: list[bytes]
    spans: list[Taken]


@dataclass
class FakeCollector:
    """`spans` are those that came; `requests` path, headers and body as sent; `everything` all of it together."""

    server: _Server = field(init=False)

    def __enter__(self) -> Self:
        self.server = _Server(("127.0.0.1", 0), _Answer)
        self.server.requests, self.server.bytes_taken, self.server.spans = [], [], []
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}/v1/traces"

    @property
    def spans(self) -> list[Taken]:
        return list(self.server.spans)

    @property
    def requests(self) -> list[tuple[str, str, bytes]]:
        return list(self.server.requests)

    @property
    def everything(self) -> bytes:
        heads = [f"{path}\n{headers}".encode() for path, headers, _ in self.server.requests]
        return b"\n".join([*heads, *self.server.bytes_taken])
