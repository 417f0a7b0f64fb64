"""A collector of OpenTelemetry's protocol on loopback: it takes spans as any other does, and shows them to tests."""

import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, NamedTuple, Self

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)

_PATIENCE = 120.0


class Span(NamedTuple):
    """What a collector is told of one piece of work. Ids in hexadecimal digits, `parent` empty for none."""

    service: str
    name: str
    trace: str
    id: str
    parent: str
    kind: int
    failed: bool
    attributes: dict[str, Any]


class Collector:
    """Listens until the block ends. `said` is every byte of it, to look for what must not be there."""

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self.paths: set[str] = set()
        self.said = b""
        self._changed = threading.Condition()
        collector = self

        class Taking(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                collector.take(self.path, self.rfile.read(int(self.headers["content-length"])))
                answer = ExportTraceServiceResponse().SerializeToString()
                self.send_response(200)
                self.send_header("content-type", "application/x-protobuf")
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Taking)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        """As `OTEL_EXPORTER_OTLP_ENDPOINT` takes it."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def take(self, path: str, body: bytes) -> None:
        """What has arrived."""
        request = ExportTraceServiceRequest.FromString(body)
        with self._changed:
            self.paths.add(path)
            self.said += body
            for resource in request.resource_spans:
                service = next(
                    one.value.string_value for one in resource.resource.attributes if one.key == "service.name"
                )
                self.spans += [_span(service, span) for scope in resource.scope_spans for span in scope.spans]
            self._changed.notify_all()

    def waited(self, found: Callable[[Span], bool]) -> Span:
        """The first span of that sort, as soon as it has come."""
        until = time.monotonic() + _PATIENCE
        with self._changed:
            while (span := next(filter(found, self.spans), None)) is None:
                assert self._changed.wait(until - time.monotonic()), [span.name for span in self.spans]
            return span

    def of(self, trace: str) -> list[Span]:
        """All spans of a trace that have come so far."""
        with self._changed:
            return [span for span in self.spans if span.trace == trace]


def _span(service: str, span: Any) -> Span:
    told = {one.key: getattr(one.value, one.value.WhichOneof("value")) for one in span.attributes}
    assert not span.events, "an event of a span would hold an error's message"
    return Span(
        service, span.name, span.trace_id.hex(), span.span_id.hex(), span.parent_span_id.hex(), span.kind,
        span.status.code == 2, told,
    )  # fmt: skip
