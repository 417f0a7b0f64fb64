"""A use is reserved before the provider is asked, and what the provider did decides whether it stays used."""

from collections.abc import Callable, Iterator

import httpx
import pytest

from tests.databases import open_database
from tests.protocols.career import GENERATE, TAILOR, body, upload
from tests.provider import Asked, Provider
from tests.provider.asking import model_variables
from tests.provider.behaviours import failing, failing_midway, held, ok
from tests.provider.building import Behaviour
from tests.provider.letters import letter_script, part_of
from tests.provider.steps import Reply
from tests.provider.wires import Said, Wire
from tests.running import Server

REFUSING = failing(401)
"""A failure that is not tried again."""


pytestmark = pytest.mark.usefixtures("enough_of_today")


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider(letter_script()) as running:
        yield running


@pytest.fixture(scope="module")
def server(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One of each a day, all by the provider."""
    one_each = {f"quota_{name}": "1" for name in ("letters", "tailorings", "ai_text_messages")}
    variables = model_variables(provider, "openai", rate_limit_per_minute="10000", **one_each)
    with Server(tmp_path_factory.mktemp("settling") / "data", **variables) as running:
        yield running


@pytest.fixture(autouse=True)
def a_new_day(server: Server, provider: Provider) -> None:
    with open_database(server.data_dir / "foreword.sqlite3") as connection:
        connection.execute("DELETE FROM usage_days")
    provider.usually = ok


def used(server: Server, feature: str) -> int:
    told = httpx.get(f"{server.url}/api/v1/usage", timeout=60).json()["usage"]
    return next(int(one["used"]) for one in told if one["feature"] == feature)


def letter(server: Server) -> httpx.Response:
    return httpx.post(server.url + GENERATE, json=body(upload(server)), timeout=120)


def tailoring(server: Server) -> httpx.Response:
    return httpx.post(server.url + TAILOR, json=body(upload(server)), timeout=120)


def message(server: Server) -> httpx.Response:
    return httpx.post(f"{server.url}/api/v1/chat", json={"message": "What is a gerund?"}, timeout=120)


@pytest.mark.parametrize(
    ("ask", "feature"), [(letter, "letters"), (tailoring, "tailorings"), (message, "ai_text_messages")]
)
def test_a_provider_that_fails_at_once_costs_nothing_and_one_that_answers_does(
    server: Server, provider: Provider, ask: Callable[[Server], httpx.Response], feature: str
) -> None:
    provider.usually = REFUSING
    for _ in range(2):
        failed = ask(server)
        assert failed.status_code != 429
        assert failed.status_code >= 400 or "error" in failed.text
        assert used(server, feature) == 0
    provider.usually = ok
    assert ask(server).status_code == 200
    assert used(server, feature) == 1
    refused = ask(server)
    assert (refused.status_code, used(server, feature)) == (429, 1)
    assert int(refused.headers["retry-after"]) > 0


def test_a_letter_of_which_a_paragraph_was_written_has_been_used(server: Server, provider: Provider) -> None:
    def behave(wire: Wire, asked: Asked, said: Said) -> Reply:
        behaviour: Behaviour = failing_midway(401, after=3) if part_of(asked) == "opening" else ok
        return behaviour(wire, asked, said)

    provider.usually = behave
    assert letter(server).status_code >= 400
    assert used(server, "letters") == 1
    assert letter(server).status_code == 429


def test_the_use_counts_while_the_provider_has_not_answered(server: Server, provider: Provider) -> None:
    gate = provider.gate()
    provider.usually = held(gate, after=0)
    with httpx.stream(
        "POST", f"{server.url}/api/v1/chat", json={"message": "What is a gerund?"}, timeout=120
    ) as answer:
        assert answer.status_code == 200
        assert used(server, "ai_text_messages") == 1
        assert message(server).status_code == 429
        gate.open()
        answer.read()
    assert used(server, "ai_text_messages") == 1
