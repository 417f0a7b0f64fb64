"""Limits of a real server: the setting reaches the counters, the guards stand where they have to."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from app.accounts.models import User
from app.web.limits import ADDRESS_SHARE
from tests.accounts.keys import make_key_beside
from tests.running import Server, Visitor

USAGE = "/api/v1/usage"
MOST = 40


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Forty requests a minute."""
    with Server(tmp_path_factory.mktemp("strict") / "data", requests_per_minute=str(MOST)) as running:
        yield running


def test_a_hundred_at_the_same_time_never_pass_what_is_set_and_all_are_told(strict: Server) -> None:
    with httpx.Client(base_url=strict.url, timeout=60) as client, ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(lambda _: client.get(USAGE), range(100)))
        assert [answer.status_code for answer in answers].count(200) == MOST
        refused = [answer for answer in answers if answer.status_code == 429]
        assert len(refused) == 100 - MOST
        assert {answer.headers["ratelimit-limit"] for answer in answers} == {str(MOST)}
        assert {int(answer.headers["ratelimit-remaining"]) for answer in answers} == set(range(MOST))
        for answer in refused:
            assert 1 <= int(answer.headers["retry-after"]) <= 60
            assert answer.json()["error"]["code"] == "limit_reached"
            assert "x-request-id" in answer.headers
            assert "content-security-policy" in answer.headers
        assert client.get("/health/ready").status_code == 200
        page = client.get("/")
        assert (page.status_code, page.headers["retry-after"].isdigit()) == (429, True)
        assert client.get("/static/app.css").status_code == 200


def test_one_person_at_a_laptop_is_not_in_the_way_of_himself(server: Server) -> None:
    with Visitor(server) as visitor:
        answer = visitor.get(USAGE)
    assert int(answer.headers["ratelimit-limit"]) == 6_000


def key_of(server: Server, owner: str) -> dict[str, str]:
    """The headers of a program that speaks for somebody."""
    return {"x-api-key": make_key_beside(server.data_dir, User(owner, owner))}


def test_where_there_are_accounts_each_has_what_is_set_and_an_address_ten_times_as_much(data_dir: Path) -> None:
    with Server(data_dir, auth="accounts", requests_per_minute="5") as server:
        ada, hers_too, eve = (key_of(server, owner) for owner in ("usr_ada", "usr_ada", "usr_eve"))
        with httpx.Client(base_url=server.url, timeout=60) as client:
            for remaining in (4, 3, 2, 1, 0):
                answer = client.get(USAGE, headers=ada)
                assert (answer.status_code, answer.headers["ratelimit-remaining"]) == (200, str(remaining))
            for headers in (ada, hers_too):
                refused = client.get(USAGE, headers=headers)
                assert refused.status_code == 429
                assert refused.json()["error"]["message"] == "Too many requests for your account. Please wait a moment."
                assert 1 <= int(refused.headers["retry-after"]) <= 60
            assert client.get(USAGE, headers=eve).status_code == 200
            nobody = client.get(USAGE)
            assert (nobody.status_code, nobody.headers["ratelimit-limit"]) == (401, str(5 * ADDRESS_SHARE))
            statuses = [client.get("/sign-in").status_code for _ in range(5 * ADDRESS_SHARE)]
            assert (statuses[0], statuses[-1]) == (200, 429)
