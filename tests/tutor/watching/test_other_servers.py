"""A conversation's page is told what happens to it on another server."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from app.tutor.watching import stream
from tests.protocols.scripted_replies import ScriptedServer, quiet
from tests.running import Visitor
from tests.services.redis import RedisServer

PATIENCE = 60.0


@pytest.fixture
def servers(
    tmp_path: Path, migrated_database: str, redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[ScriptedServer, ScriptedServer]]:
    """Two servers whose pages do not look by themselves: what comes was told."""
    quiet(monkeypatch)
    monkeypatch.setattr(stream, "PING_SECONDS", 3_600)
    shared = {"database_url": migrated_database, "redis_url": redis_server.empty()}
    with ScriptedServer(tmp_path / "one", **shared) as one, ScriptedServer(tmp_path / "other", **shared) as other:
        yield one, other


@contextmanager
def watched(server: ScriptedServer, path: str) -> Iterator[Iterator[str]]:
    """The lines of an open page's stream, from after it has said what is so now."""
    with Visitor(server) as visitor:  # type: ignore[arg-type] # it has an address, which is all that is asked
        page = visitor.get(path).text
        found = re.search(rf'"({path}/events[^"]*)"', page)
        assert found is not None, page
        with visitor.stream("GET", found[1].replace("&amp;", "&"), timeout=PATIENCE) as answer:
            assert answer.status_code == 200
            lines = answer.iter_lines()
            assert "chat-title" in next(line for line in lines if line.startswith("data: "))
            yield lines


def test_a_page_hears_of_what_is_done_on_another_server(servers: tuple[ScriptedServer, ScriptedServer]) -> None:
    one, other = servers
    with Visitor(other) as visitor:  # type: ignore[arg-type] # as above
        made = visitor.submit("/tutor", {"agent": "tutor"})
        path = made.headers["location"].partition("?")[0]
        with watched(one, path) as lines:
            assert visitor.submit(f"{path}/rename", {"title": "Articles, again"}).status_code == 303
            try:
                assert any("Articles, again" in line for line in lines)
            except httpx.ReadTimeout as error:
                raise AssertionError("the page is not told") from error
