"""Servers that share a Redis count together; alone, each goes on by itself."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from app.streaming.distributed import hits as module
from app.streaming.distributed.hits import Hits
from app.streaming.distributed.redis_link import Names
from app.web import rate_limit
from app.web.rate_limit import Standing, Window
from tests.protocols.scripted_replies import ScriptedServer, quiet
from tests.services.redis import RedisServer

LIMIT = 20
Server = Callable[..., Window]


@pytest_asyncio.fixture
async def server(redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Server]:
    """One server's window by the server's name; all of them are on one Redis, which may take its time here."""
    monkeypatch.setattr(module, "ANSWER_SECONDS", 30)
    url = redis_server.empty()
    async with AsyncExitStack() as closing:

        def made(process: str, name: str = "test", limit: int = LIMIT) -> Window:
            hits = Hits(url, Names(), process)
            closing.push_async_callback(hits.close)
            return Window(limit, name, hits)

        yield made


async def test_of_many_at_the_same_moment_on_several_servers_no_one_too_many_is_let_through(server: Server) -> None:
    servers = [server(f"server{number}") for number in range(3)]
    asked = [servers[number % 3].hit("192.0.2.7") for number in range(600)]
    standings = await asyncio.gather(*asked)
    let_through = [standing for standing in standings if not standing.is_over]
    assert sorted(standing.remaining for standing in let_through) == list(range(LIMIT))
    assert all(standing.remaining == 0 and 0 < standing.reset <= 60 for standing in standings if standing.is_over)
    assert (await servers[0].look("192.0.2.7")).is_over


async def test_looking_does_not_count_and_everybody_and_every_limit_is_counted_alone(server: Server) -> None:
    one, other = server("one", limit=1), server("other", limit=1)
    assert [(await one.look("a")).is_over for _ in range(3)] == [False] * 3
    assert not (await one.hit("a")).is_over
    assert (await other.look("a")).is_over
    assert not (await other.hit("b")).is_over
    assert not (await server("one", "another limit", 1).hit("a")).is_over


async def test_whoever_waits_is_let_in_again_and_what_was_refused_did_not_count(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate_limit, "WINDOW_SECONDS", 0.3)
    one, other = server("one", limit=1), server("other", limit=1)
    assert not (await one.hit("a")).is_over
    async with asyncio.timeout(60):
        while (standing := await other.hit("a")).is_over:
            assert standing.reset <= 0.3
            await asyncio.sleep(0)


async def test_while_redis_is_away_each_counts_by_itself_and_then_together_again(
    server: Server, redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "AGAIN_SECONDS", 0)
    one, other = server("one", limit=2), server("other", limit=2)
    await one.hit("a")
    redis_server.stop()
    try:
        assert [(await one.hit("a")).remaining for _ in range(2)] == [1, 0]
        assert (await one.hit("a")).is_over
        assert (await other.look("a")) == Standing(2, 2, 60.0)
    finally:
        redis_server.start()
    assert (await one.hit("a")).remaining == 1
    assert (await other.look("a")).remaining == 1


def test_a_minutes_requests_are_those_to_all_servers(
    tmp_path: Path, migrated_database: str, redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet(monkeypatch)
    monkeypatch.setattr(module, "ANSWER_SECONDS", 30)
    settings = {"database_url": migrated_database, "redis_url": redis_server.empty(), "requests_per_minute": 3}
    with ScriptedServer(tmp_path / "one", **settings) as one, ScriptedServer(tmp_path / "other", **settings) as other:
        asked = [httpx.get(f"{server.url}/api/v1/usage", timeout=60) for server in (one, other, one, other, one)]
    assert [answer.status_code for answer in asked] == [200, 200, 200, 429, 429]
    assert [answer.headers["ratelimit-remaining"] for answer in asked] == ["2", "1", "0", "0", "0"]
