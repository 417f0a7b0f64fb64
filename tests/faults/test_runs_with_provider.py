"""Tailorings and analyses by a model, over both wires: they end, what was invented is left out, the bill is there."""

import re
from collections.abc import Iterator

import httpx
import pytest

from tests.provider import Provider
from tests.provider.asking import model_variables
from tests.provider.sharing import left_as_found
from tests.running import SAMPLES, Server, Visitor

BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider() as running:
        yield running


@pytest.fixture(scope="module", params=["openai", "anthropic"])
def server(
    request: pytest.FixtureRequest, provider: Provider, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    prices = f"{request.param}/loopback-1=100/200"
    data_dir = tmp_path_factory.mktemp("running") / "data"
    with Server(data_dir, **model_variables(provider, request.param, model_prices=prices)) as running:
        yield running


@pytest.fixture(autouse=True)
def as_found(provider: Provider, server: Server) -> Iterator[None]:
    with left_as_found(server, provider):
        yield


def ended(url: str) -> str:
    """The whole stream of a page, which ends when its run does."""
    with httpx.stream("GET", url, timeout=120) as stream:
        text = "".join(stream.iter_text())
    assert "event: app:end" in text
    return text


def bill_on(page: str) -> tuple[int, int]:
    found = re.search(r"loopback-1 took ([\d,]+) tokens in, ([\d,]+) out: \$[\d.,]+", page)
    assert found is not None
    return int(found[1].replace(",", "")), int(found[2].replace(",", ""))


def test_a_tailoring(server: Server, provider: Provider) -> None:
    with Visitor(server) as visitor:
        fields = {"resume_id": "new", "posting_id": "new", "text": BACKEND, "key": "k"}
        begun = visitor.submit("/tailorings", fields, SAMPLES / "jake_resume.tex")
        assert begun.status_code == 303, begun.text
        path = begun.headers["location"]
        ended(f"{server.url}{path}/events")
        page = visitor.get(path).text
        assert "What they ask for" in page
        assert bill_on(page) == (
            sum(exchange.said.input_tokens for exchange in provider.requests),
            sum(exchange.said.output_tokens for exchange in provider.requests),
        )
        tasks = {exchange.asked.model for exchange in provider.requests}
        assert tasks == {"loopback-1"}
        assert visitor.get(f"{path}/resume.pdf").content.startswith(b"%PDF")


def test_an_analysis(server: Server, provider: Provider) -> None:
    with Visitor(server) as visitor:
        begun = visitor.submit("/postings", {"text": BACKEND, "title": "", "company": "", "url": ""})
        assert begun.status_code == 303, begun.text
        path = begun.headers["location"]
        ended(f"{server.url}{path}/events")
        page = visitor.get(path).text
        assert "Must-haves" in page
        assert len(provider.requests) >= 6
        settings = visitor.get("/settings").text
        assert "loopback-1" in settings
        assert "answers you" in settings
