"""Traces of real processes, as a collector gets them: one for a request and all that came of it, and nobody in it."""

import functools
import json
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from app.errors import InvalidInput
from app.settings import SettingsError, load_settings
from app.streaming import Run, RunState
from app.tracing import Traces, exported
from tests.provider import KEY, Provider
from tests.provider.asking import model_variables
from tests.provider.behaviours import failing
from tests.running import SAMPLES, Server, Visitor
from tests.services.collector import Collector, Span
from tests.services.postgres import PostgresCluster
from tests.services.processes import WorkerProgram
from tests.services.redis import RedisServer

CANARY = "canary-4711-night-shifts"
BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
SERVER, CONSUMER = 2, 5
TRACE, ABOVE = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"


class Traced:
    """A server, a worker that makes its runs, a provider of models, and the collector that all of it is told to."""

    def __init__(self, server: Server, provider: Provider, collector: Collector) -> None:
        self.server, self.provider, self.collector = server, provider, collector

    def tailor(self, **headers: str) -> str:
        """Begin a tailoring, and read it to its end."""
        with Visitor(self.server) as visitor:
            fields = {"resume_id": "new", "posting_id": "new", "text": f"{BACKEND}\n{CANARY}"}
            token = visitor.token
            visitor.headers.update(headers)
            file = ("resume_file", (f"{CANARY}.tex", (SAMPLES / "jake_resume.tex").read_bytes()))
            data = {"_csrf_token": token, **fields}
            answer = visitor.post(f"/tailorings?name={CANARY}", data=data, files=[file])
            assert answer.status_code == 303, answer.text
            path: str = answer.headers["location"]
            with visitor.stream("GET", f"{path}/events") as events:
                for _ in events.iter_lines():
                    pass
            return path

    def run(self, kind: str, trace: str) -> Span:
        """The making of a run of that trace, once it is over."""
        return self.collector.waited(lambda span: span.name == f"run {kind}" and span.trace == trace)


def begins(name: str, span: Span) -> bool:
    """Whether that span is the first of its trace."""
    return span.name == name and not span.parent


@pytest.fixture(scope="module")
def traced(
    tmp_path_factory: pytest.TempPathFactory, postgres: PostgresCluster, redis_server: RedisServer
) -> Iterator[Traced]:
    folder = tmp_path_factory.mktemp("traced")
    url = postgres.migrated()
    with Collector() as collector, Provider() as provider, pytest.MonkeyPatch.context() as patch:
        patch.setenv(ENDPOINT, collector.url)
        patch.setenv("OTEL_BSP_SCHEDULE_DELAY", "50")
        settings = {"database_url": url, "redis_url": redis_server.empty(), **model_variables(provider, "openai")}
        with (
            Server(folder / "data", **settings) as server,
            WorkerProgram(folder / "worker", **settings) as worker,
        ):
            yield Traced(server, provider, collector)
            assert worker.stop() == 0
    postgres.drop(url)


def test_a_request_its_run_its_steps_and_what_models_are_asked_are_one_trace_over_processes(traced: Traced) -> None:
    traced.tailor(traceparent=f"00-{TRACE}-{ABOVE}-01")
    run = traced.run("tailoring", TRACE)
    spans = {span.id: span for span in traced.collector.of(TRACE)}
    request = spans[run.parent]
    assert (request.service, request.name, request.kind) == ("foreword", "POST /tailorings", SERVER)
    assert request.parent == ABOVE
    assert request.attributes == {
        "http.request.method": "POST",
        "http.route": "/tailorings",
        "http.response.status_code": 303,
        "url.scheme": "http",
    }
    assert (run.service, run.kind) == ("foreword-worker", CONSUMER)
    assert run.attributes == {
        "foreword.run.kind": "tailoring",
        "foreword.run.attempt": 1,
        "foreword.run.state": "done",
    }
    steps = [span for span in spans.values() if span.parent == run.id and span.name.startswith("step ")]
    assert {span.name for span in steps} >= {f"step step-{number}" for number in range(1, 6)}
    calls = [span for span in spans.values() if span.name == "chat openai/loopback-1"]
    assert calls
    assert {call.parent for call in calls} <= {span.id for span in spans.values() if span.service == "foreword-worker"}
    assert {call.parent for call in calls} & {step.id for step in steps}


def test_each_request_without_a_trace_begins_one(traced: Traced) -> None:
    doubled = [("traceparent", f"00-{TRACE}-{ABOVE}-01"), ("traceparent", f"00-{TRACE}-{ABOVE}-01")]
    broken = [("traceparent", f"00-{CANARY}")]
    for name, headers in (("/letters", []), ("/postings", doubled), ("/usage", broken)):
        httpx.get(traced.server.url + name, headers=headers, params={"q": CANARY})
        assert traced.collector.waited(functools.partial(begins, f"GET {name}")).trace != TRACE


def test_no_word_no_address_and_no_id_of_anybody_is_told(traced: Traced) -> None:
    path = traced.tailor(
        traceparent=f"00-{'a' * 32}-{ABOVE}-01", tracestate=f"foreword={CANARY}", baggage=f"a={CANARY}"
    )
    traced.provider.plan(*[failing(400)] * 3)
    traced.tailor(traceparent=f"00-{'b' * 32}-{ABOVE}-01")
    httpx.get(f"{traced.server.url}/resumes/res_canary?name={CANARY}")
    httpx.get(f"{traced.server.url}/{CANARY}", headers={"user-agent": CANARY})
    httpx.request("PROPFIND", f"{traced.server.url}/{CANARY}")
    for trace in ("a" * 32, "b" * 32):
        traced.run("tailoring", trace)
    traced.collector.waited(lambda span: span.name == "HTTP")
    traced.collector.waited(lambda span: span.name == "GET /resumes/{resume_id}")
    said = traced.collector.said.decode("utf-8", "replace").lower()
    assert "error.type" in said
    ids = (path.rpartition("/")[2], "run_0", "tai_", "res_", "pos_", "usr_")
    for secret in (CANARY, "4711", KEY, "127.0.0.1", "python-httpx", "jake", traced.provider.url, *ids):
        assert secret.lower() not in said, secret
    assert traced.collector.paths == {"/v1/traces"}


def test_providers_of_models_are_told_of_no_trace(traced: Traced) -> None:
    traced.tailor()
    assert traced.provider.requests
    for exchange in traced.provider.requests:
        assert not {"traceparent", "tracestate", "baggage"} & exchange.asked.headers.keys()


def test_what_was_told_last_is_sent_before_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "3600000")
    with Collector() as collector, Server(tmp_path / "data") as server:
        server.stop()
        monkeypatch.setenv(ENDPOINT, collector.url)
        server.start()
        assert httpx.get(f"{server.url}/letters").status_code == 200
        assert collector.spans == []
        server.stop()
        assert [span.name for span in collector.spans] == ["GET /letters"]


def test_a_collector_that_does_not_answer_keeps_no_server_from_ending(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv(ENDPOINT, f"http://127.0.0.1:{silent.getsockname()[1]}")
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_TIMEOUT", "3600")
        with Server(tmp_path / "data") as server:
            assert httpx.get(f"{server.url}/letters").status_code == 200
            server.stop()
            with silent.accept()[0] as asked:
                assert asked.recv(64).startswith(b"POST /v1/traces")


def test_a_step_is_told_by_its_first_word_and_an_error_by_its_class() -> None:
    kept = InMemorySpanExporter()
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(kept))
    traces = Traces(provider)
    run = Run(id=f"run_{CANARY}", kind="letter", owner=CANARY, attempts=1)
    with traces.run(run) as left:
        left(RunState.FAILED)
        with pytest.raises(ZeroDivisionError, match=CANARY), traces.step(f"part /work/{CANARY}"):
            raise ZeroDivisionError(CANARY)
    told = [json.loads(span.to_json()) for span in kept.get_finished_spans()]
    assert [span["name"] for span in told] == ["step part", "run letter"]
    assert told[0]["attributes"] == {"error.type": "ZeroDivisionError"}
    assert told[1]["attributes"]["foreword.run.attempt"] == 2
    assert [span["status"]["status_code"] for span in told] == ["ERROR", "ERROR"]
    assert CANARY not in json.dumps(told)


async def test_without_the_packages_the_start_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    with pytest.raises(InvalidInput, match=r"pip install 'foreword\[traces\]'"):
        await exported(True, "foreword").__aenter__()


@pytest.mark.parametrize(
    ("variables", "wanted"),
    [
        ({}, False),
        ({ENDPOINT: ""}, False),
        ({ENDPOINT: "http://localhost:4318"}, True),
        ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://localhost:4318/v1/traces"}, True),
        ({ENDPOINT: "http://localhost:4318", "OTEL_SDK_DISABLED": "TRUE"}, False),
        ({ENDPOINT: "http://localhost:4318", "OTEL_TRACES_EXPORTER": "none"}, False),
        ({ENDPOINT: "http://localhost:4318", "OTEL_TRACES_EXPORTER": "otlp"}, True),
        ({ENDPOINT: "http://localhost:4318", "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf"}, True),
    ],
)
def test_traces_are_told_where_a_collector_is_named(variables: dict[str, str], wanted: bool) -> None:
    assert load_settings(variables).traces is wanted


def test_another_protocol_is_refused() -> None:
    with pytest.raises(SettingsError, match="http/protobuf only"):
        load_settings({ENDPOINT: "http://localhost:4317", "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"})
