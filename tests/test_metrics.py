"""Metrics of a server that serves: what happened is counted, what goes on is told, and nothing of anybody is in it."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.provider import KEY, Provider
from tests.provider.asking import model_variables
from tests.provider.behaviours import held
from tests.running import Server, free_port
from tests.tutor.replying.world import Script

NUMBER = "471108154711"
SAID = f"The canary sings of {NUMBER} night shifts."
CHAT = "/api/v1/chat"


class Measured:
    """A server whose model is the provider's, and the address of its metrics."""

    def __init__(self, server: Server, port: int, script: Script, provider: Provider) -> None:
        self.server, self.script, self.provider = server, script, provider
        self.url = f"http://127.0.0.1:{port}/metrics"

    def value(self, name: str, **labels: str) -> float:
        """The sum of all series of that name with these labels."""
        found = 0.0
        for line in httpx.get(self.url).text.splitlines():
            series = re.fullmatch(rf"{name}(?:\{{(.*)\}})? (\S+)", line)
            if series is not None and all(f'{label}="{one}"' in (series[1] or "") for label, one in labels.items()):
                found += float(series[2])
        return found

    def chat(self, message: str) -> str:
        with httpx.stream("POST", self.server.url + CHAT, json={"message": message}, timeout=60) as answer:
            assert answer.status_code == 200
            return "".join(answer.iter_text())


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Measured]:
    port = free_port()
    with Provider() as provider:
        script = Script(provider, lambda _asked: "One two three.")
        own = {"metrics": f"127.0.0.1:{port}", "model_prices": "openai/loopback-1=1/2"}
        variables = model_variables(provider, "openai", **own)
        with Server(tmp_path_factory.mktemp("measured") / "data", **variables) as server:
            yield Measured(server, port, script, provider)


def test_a_reply_is_counted_with_its_run_its_events_its_tokens_and_its_cost(measured: Measured) -> None:
    measured.chat(SAID)
    model = {"model": "openai/loopback-1"}
    assert measured.value("foreword_run_seconds_count", kind="reply", state="done") >= 1
    assert measured.value("foreword_events_total") >= 2
    assert measured.value("foreword_event_lag_seconds_count") >= 1
    assert measured.value("foreword_model_first_token_seconds_count", **model) >= 1
    assert measured.value("foreword_model_task_seconds_count", outcome="done", **model) >= 1
    assert measured.value("foreword_model_tokens_total", direction="in", **model) > 0
    assert measured.value("foreword_model_cost_dollars_total", **model) > 0
    assert measured.value("foreword_http_request_seconds_count", method="POST", route=CHAT, status="201") == 0
    assert measured.value("foreword_http_request_seconds_count", method="POST", route=CHAT, status="200") >= 1


def test_what_goes_on_is_told_while_it_does(measured: Measured) -> None:
    gate = measured.provider.gate()
    measured.script.turns = [held(gate, after=1)]
    with httpx.stream("POST", measured.server.url + CHAT, json={"message": "Go on."}, timeout=60) as answer:
        lines = answer.iter_lines()
        assert any("One" in line for line in lines)
        assert measured.value("foreword_runs", kind="reply", state="running") == 1
        assert measured.value("foreword_viewers") == 1
        gate.open()
        for _ in lines:
            pass
    measured.server.wait_until_idle()
    assert measured.value("foreword_runs", state="running") == 0


def test_no_word_no_name_and_no_id_of_anybody_is_in_it(measured: Measured) -> None:
    measured.chat(SAID)
    httpx.get(f"{measured.server.url}/resumes/res_canary?name=canary")
    httpx.get(f"{measured.server.url}/canary-path")
    httpx.request("PROPFIND", f"{measured.server.url}/canary-path")
    told = httpx.get(measured.url).text
    assert 'route="none"' in told
    assert 'method="other"' in told
    assert 'route="/resumes/{resume_id}"' in told
    for secret in ("canary", NUMBER, KEY, "usr_", "con_", "run_0", measured.provider.url):
        assert secret.lower() not in told.lower(), secret
    assert len(told.splitlines()) < 2_000


def test_they_are_served_at_their_own_address_alone(measured: Measured) -> None:
    assert httpx.get(f"{measured.server.url}/metrics").status_code == 404
    assert httpx.get(measured.url).headers["content-type"].startswith("text/plain")


def test_an_address_that_is_taken_stops_the_start_with_a_sentence(measured: Measured, tmp_path: Path) -> None:
    port = measured.url.split(":")[2].split("/")[0]
    with pytest.raises(AssertionError, match="Choose another address with FOREWORD_METRICS"):
        Server(tmp_path / "data", metrics=f"127.0.0.1:{port}").start()
