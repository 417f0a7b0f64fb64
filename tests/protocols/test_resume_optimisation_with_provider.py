"""Résumé optimisation with a model behind it: a server that is killed midway, and a provider that never answers."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from httpx_sse import ServerSentEvent, connect_sse

from tests.protocols.test_resume_optimisation import another, stream, upload, url_of
from tests.provider import Provider
from tests.provider.asking import model_variables
from tests.provider.behaviours import failing, hanging, held, ok
from tests.provider.sharing import left_as_found
from tests.reviews.proposals import ONLY_SUGGESTIONS, by_entry, entries_asked, honest, proposing
from tests.running import Server

ENTRIES = ("/work/0", "/work/1", "/work/2", "/projects/0", "/projects/1", "/skills")
HELD = ("/work/2", "/skills")


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider(proposing(honest)) as running:
        yield running


@pytest.fixture(scope="module")
def server(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    variables = model_variables(provider, "openai", **ONLY_SUGGESTIONS, model_first_token_seconds="30")
    data_dir = tmp_path_factory.mktemp("reviewing") / "data"
    with Server(data_dir, rate_limit_per_minute="10000", **variables) as running:
        yield running


@pytest.fixture(autouse=True)
def as_found(provider: Provider, server: Server) -> Iterator[None]:
    with left_as_found(server, provider):
        provider.script = proposing(honest)
        yield


def pointers(events: list[ServerSentEvent]) -> list[str]:
    """The lines that were suggested to be reworded by the provider, in the order in which they came."""
    payloads = [json.loads(event.data) for event in events]
    return [
        payload["data"]["pointer"]
        for payload in payloads
        if payload["type"] == "suggestion" and payload["data"]["change"]["after"].startswith("Carefully ")
    ]


def test_a_killed_server_asks_the_provider_nothing_twice(server: Server, provider: Provider, tmp_path: Path) -> None:
    gate = provider.gate()
    provider.usually = by_entry(work_2=held(gate, after=0), skills=held(gate, after=0))
    url = url_of(server, upload(server, tmp_path, another(1)))
    seen: list[ServerSentEvent] = []
    with httpx.Client(timeout=60) as client, connect_sse(client, "GET", url) as source:
        for event in source.iter_sse():
            seen += [event] if event.data else []
            if len(pointers(seen)) == len(ENTRIES) - len(HELD):
                break
    provider.wait_for_requests(len(ENTRIES))
    server.kill()
    provider.usually = ok
    server.start()
    rest = stream(url, seen[-1].id)
    assert json.loads(rest[-1].data) == {"type": "complete"}
    assert Counter(entries_asked(provider)) == {entry: 2 if entry in HELD else 1 for entry in ENTRIES}
    lines = pointers([*seen, *rest])
    assert sorted(lines) == sorted(f"{entry}/highlights/0" for entry in ENTRIES[:-1])
    assert pointers(rest) == ["/work/2/highlights/0"]


def test_a_provider_that_hangs_is_a_timeout_on_the_wire(provider: Provider, data_dir: Path, tmp_path: Path) -> None:
    provider.usually = by_entry(work_1=hanging, skills=hanging)
    impatient = {"model_first_token_seconds": "1", "rate_limit_per_minute": "10000"}
    with Server(data_dir, **model_variables(provider, "openai", **ONLY_SUGGESTIONS), **impatient) as server:
        url = url_of(server, upload(server, tmp_path, another(2)))
        events = stream(url)
        assert json.loads(events[-1].data) == {"type": "error", "message": "LLM timeout"}
        assert "/work/0/highlights/0" in pointers(events)
        refused = httpx.get(url, headers={"Accept": "application/json"}, timeout=60)
        assert refused.status_code >= 500
        assert refused.json()["detail"] == "LLM timeout"


def test_a_provider_that_refuses_is_no_timeout(server: Server, provider: Provider, tmp_path: Path) -> None:
    provider.usually = failing(401)
    events = stream(url_of(server, upload(server, tmp_path, another(3))))
    payload = json.loads(events[-1].data)
    assert payload["type"] == "error"
    assert payload["message"] != "LLM timeout"
    assert provider.key not in payload["message"]
