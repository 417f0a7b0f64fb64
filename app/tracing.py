"""One trace from a request to the model that answers it, told by OpenTelemetry's protocol (`docs/operations.md`).

A request is a span named after its route. A run keeps the place where it was begun, so the span of its making, whenever
and in whichever process, lies below it; below that its steps, and what models are asked (`app/llm/tracing.py`). Names
and attributes are this program's own words: no address, no id, no text, no message of an error. Nothing is imported
until the settings name a collector.
"""

import asyncio
import re
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import InvalidInput
from app.streaming import Run, RunState, Tracing, Untraced
from app.streaming.tracing import Left

if TYPE_CHECKING:
    from opentelemetry.context import Context
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.trace import Span

FLUSH_SECONDS = 2.0
"""How long an end waits for a collector that does not answer."""
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_QUIET = re.compile(r"^/(health|static)/")
_FAILED = frozenset({RunState.FAILED, RunState.INTERRUPTED})
_HEADER = "traceparent"


def tracing_of(wanted: bool) -> Tracing:
    """What follows the work of this process."""
    return Traces() if wanted else Untraced()


@asynccontextmanager
async def exported(wanted: bool, service: str) -> AsyncIterator[None]:
    """Send spans as long as the block lasts, to where the variables of OpenTelemetry's specification say.

    `service` is the process's name unless they give one. A tracer that is set up already is left as it is.

    Raises:
        InvalidInput: what sends them is not installed.
    """
    provider = _provider(service) if wanted else None
    try:
        yield
    finally:
        if provider is not None:
            # A collector that is away must not keep a process that was told to end: its threads are daemons.
            ending = threading.Thread(target=provider.shutdown, name="sending the last spans", daemon=True)
            ending.start()
            await asyncio.to_thread(ending.join, FLUSH_SECONDS)


def _provider(service: str) -> "TracerProvider | None":
    from opentelemetry import trace

    if not isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider):
        return None
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import OTELResourceDetector, Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise InvalidInput(
            "OTEL_EXPORTER_OTLP_ENDPOINT asks for traces, and what sends them is not installed. "
            "Run pip install 'foreword[traces]', or set OTEL_SDK_DISABLED=true."
        ) from error
    own = {"service.name": service, "service.version": version("foreword")}
    resource = Resource.create({**own, **OTELResourceDetector().detect().attributes})
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    return provider


class Traces:
    """The spans of requests, runs and steps, told to `provider`, or to the one of the whole process."""

    def __init__(self, provider: "TracerProvider | None" = None) -> None:
        from opentelemetry import trace
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        self._trace = trace
        self._tracer = trace.get_tracer("foreword", tracer_provider=provider)
        self._propagator = TraceContextTextMapPropagator()

    def here(self) -> str | None:
        """See Tracing."""
        carrier: dict[str, str] = {}
        self._propagator.inject(carrier)
        return carrier.get(_HEADER)

    @contextmanager
    def run(self, run: Run) -> Iterator[Left]:
        """See Tracing. A run that was begun while nobody traced is a trace of its own."""
        told: dict[str, str | int] = {"foreword.run.kind": run.kind, "foreword.run.attempt": run.attempts + 1}
        span = self._tracer.start_span(
            f"run {run.kind}", self.below(run.traceparent), self._trace.SpanKind.CONSUMER, told
        )

        def left(state: RunState) -> None:
            span.set_attribute("foreword.run.state", state.value)
            if state in _FAILED:
                span.set_status(self._trace.StatusCode.ERROR)

        with self.inside(span):
            yield left

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """See Tracing. What follows a name's first word says of which part of a résumé, and is left out."""
        with self.inside(self._tracer.start_span(f"step {name.partition(' ')[0]}")):
            yield

    def below(self, traceparent: str | None) -> "Context":
        """The place that was kept; the beginning of a trace where there is none, or what stands there is none."""
        from opentelemetry.context import Context

        return self._propagator.extract({_HEADER: traceparent} if traceparent else {}, Context())

    @contextmanager
    def inside(self, span: "Span") -> Iterator[None]:
        """Until the block ends the span is where things happen. Of an error its class is told, never what it says."""
        with self._trace.use_span(span, end_on_exit=True, record_exception=False, set_status_on_exception=False):
            try:
                yield
            except Exception as error:
                span.set_attribute("error.type", type(error).__name__)
                span.set_status(self._trace.StatusCode.ERROR)
                raise

    def request(self, scope: Scope, traceparent: str | None) -> "Span":
        """The span of a request, not named after its route yet: nobody knows it before it was met."""
        method = _method_of(scope)
        told = {"http.request.method": method or "_OTHER", "url.scheme": str(scope["scheme"])}
        kind = self._trace.SpanKind.SERVER
        return self._tracer.start_span(method or "HTTP", self.below(traceparent), kind, told)


class TracedApp:
    """A span for each request, to the end of its answer. Plain ASGI, so that nothing buffers a stream.

    Of the trace that a browser or a proxy says it is in, the place is taken (W3C Trace Context, `traceparent`), and not
    its `tracestate`, which is text of whoever sent it.
    """

    def __init__(self, app: ASGIApp, traces: Traces) -> None:
        self.app = app
        self._traces = traces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or _QUIET.match(scope["path"]):
            await self.app(scope, receive, send)
            return
        span = self._traces.request(scope, _sent(scope))

        async def send_traced(message: Message) -> None:
            if message["type"] == "http.response.start":
                _name(span, scope, message["status"])
            await send(message)

        with self._traces.inside(span):
            await self.app(scope, receive, send_traced)


def around(app: ASGIApp, tracing: Tracing) -> ASGIApp:
    """The app with its requests traced where somebody traces."""
    return TracedApp(app, tracing) if isinstance(tracing, Traces) else app


def _name(span: "Span", scope: Scope, status: int) -> None:
    route = str(scope.get("path_template") or "")
    span.set_attribute("http.response.status_code", status)
    if route:
        span.update_name(f"{_method_of(scope) or 'HTTP'} {route}")
        span.set_attribute("http.route", route)
    if status >= 500:
        from opentelemetry.trace import StatusCode

        span.set_attribute("error.type", str(status))
        span.set_status(StatusCode.ERROR)


def _method_of(scope: Scope) -> str:
    """The method as one of the known names; empty for any other."""
    method = str(scope.get("method", ""))
    return method if method in _METHODS else ""


def _sent(scope: Scope) -> str | None:
    """The one `traceparent` of a request; two contradict each other, so neither is believed."""
    found = [value for name, value in scope["headers"] if name == _HEADER.encode()]
    return found[0].decode("latin-1") if len(found) == 1 else None
