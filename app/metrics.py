"""What Prometheus is told: counts and times of requests, runs, events and models (`docs/operations.md` lists them).

Labels are names that this program or its settings give (a route, a kind of run, a model), never anything of a person,
so that their number is bounded and nobody can be found in them. It is served at an address of its own, which is meant
for the machine or the network of whoever looks after it: nobody is asked for a key there.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import TYPE_CHECKING

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import InvalidInput
from app.llm import TaskReport
from app.streaming import RunState, Standing

if TYPE_CHECKING:
    from prometheus_client import Metric

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_SHORT = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_LONG = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 900.0)
_LAGS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0)


class Metrics:
    """The counters of one process. `look` and `viewers` tell what is so now, at each scrape, to another thread."""

    def __init__(self, look: Callable[[], Standing], viewers: Callable[[], int] = int) -> None:
        from prometheus_client import (
            CollectorRegistry,
            Counter,
            GCCollector,
            Histogram,
            PlatformCollector,
            ProcessCollector,
        )

        self.registry = registry = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=registry)
        self.look = look
        registry.register(_Now(lambda: self.look(), viewers))
        self._requests = Histogram(
            "foreword_http_request_seconds",
            "From a request to the head of its answer.",
            ("method", "route", "status"),
            registry=registry,
            buckets=_SHORT,
        )
        self._lag = Histogram(
            "foreword_event_lag_seconds",
            "From an event's being said to its being committed and shown, of the oldest in its group.",
            registry=registry,
            buckets=_LAGS,
        )
        self._events = Counter("foreword_events", "Events committed.", registry=registry)
        self._runs = Histogram(
            "foreword_run_seconds",
            "From a run's being asked for to its end.",
            ("kind", "state"),
            registry=registry,
            buckets=_LONG,
        )
        self._first_token = Histogram(
            "foreword_model_first_token_seconds",
            "From asking a model to its first word.",
            ("task", "model"),
            registry=registry,
            buckets=_LONG,
        )
        self._tasks = Histogram(
            "foreword_model_task_seconds",
            "From asking a model to the end of its answer. outcome: done, or the kind of fault.",
            ("task", "model", "outcome"),
            registry=registry,
            buckets=_LONG,
        )
        self._tokens = Counter(
            "foreword_model_tokens",
            "Tokens that models took and gave.",
            ("task", "model", "direction"),
            registry=registry,
        )
        self._cost = Counter(
            "foreword_model_cost_dollars", "US dollars, where a price is known.", ("task", "model"), registry=registry
        )

    def reported(self, report: TaskReport) -> None:
        """A task of a model is over."""
        if report.first_token is not None:
            self._first_token.labels(report.task, report.model).observe(report.first_token)
        self._tasks.labels(report.task, report.model, report.fault or "done").observe(report.seconds)
        if report.usage is None:
            return
        self._tokens.labels(report.task, report.model, "in").inc(report.usage.input_tokens)
        self._tokens.labels(report.task, report.model, "out").inc(report.usage.output_tokens)
        if report.usage.cost is not None:
            self._cost.labels(report.task, report.model).inc(report.usage.cost)

    def committed(self, events: int, seconds: float) -> None:
        """See the engine's Observer."""
        self._events.inc(events)
        self._lag.observe(seconds)

    def ended(self, kind: str, state: RunState, seconds: float) -> None:
        """See the engine's Observer."""
        self._runs.labels(kind, state.value).observe(seconds)

    def requested(self, method: str, route: str, status: int, seconds: float) -> None:
        """A request has its answer's head. `route` is the pattern that it met, empty for none."""
        name = method if method in _METHODS else "other"
        self._requests.labels(name, route or "none", str(status)).observe(seconds)

    @asynccontextmanager
    async def served(self, address: tuple[str, int]) -> AsyncIterator[None]:
        """Listen for Prometheus at this host and port, in a thread of its own, as long as the context lasts.

        Raises:
            InvalidInput: nothing can listen there.
        """
        from prometheus_client import start_http_server

        host, port = address
        try:
            server, thread = start_http_server(port, host, self.registry)
        except OSError as error:
            raise InvalidInput(
                f"Metrics cannot be served at {host}, port {port}. Choose another address with FOREWORD_METRICS."
            ) from error
        try:
            yield
        finally:
            await asyncio.to_thread(server.shutdown)
            server.server_close()
            thread.join()

    def around(self, app: ASGIApp) -> "MeasuredApp":
        """The middleware that measures requests."""
        return MeasuredApp(app, self.requested)


def served(metrics: Metrics | None, address: tuple[str, int] | None) -> AbstractAsyncContextManager[None]:
    """Metrics where they are asked for, and nothing where they are not."""
    return nullcontext() if metrics is None or address is None else metrics.served(address)


class MeasuredApp:
    """Plain ASGI, so that nothing buffers a stream: a stream is measured by when it begins."""

    def __init__(self, app: ASGIApp, tell: Callable[[str, str, int, float], None]) -> None:
        self.app = app
        self._tell = tell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()

        async def send_measured(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = str(scope.get("path_template") or "")
                self._tell(scope["method"], route, message["status"], time.perf_counter() - began)
            await send(message)

        await self.app(scope, receive, send_measured)


class _Now:
    """What is so at the moment of a scrape."""

    def __init__(self, look: Callable[[], Standing], viewers: Callable[[], int]) -> None:
        self._look = look
        self._viewers = viewers

    def collect(self) -> Iterator["Metric"]:
        """Prometheus's collector."""
        from prometheus_client.metrics_core import GaugeMetricFamily

        now = self._look()
        runs = GaugeMetricFamily("foreword_runs", "Runs that have not ended.", labels=("kind", "state"))
        for state, counts in (("running", now.running), ("queued", now.queued)):
            for kind, count in sorted(counts.items()):
                runs.add_metric((kind, state), count)
        yield runs
        age = 0.0 if now.waits_since is None else max(0.0, time.time() - now.waits_since)
        yield GaugeMetricFamily("foreword_queue_age_seconds", "How long the run that waits longest has waited.", age)
        yield GaugeMetricFamily("foreword_viewers", "Live connections that are open.", self._viewers())
