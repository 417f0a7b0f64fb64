"""Another process holds the database's lock: writers wait their turn, readers do not, and nobody waits for ever."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from app.db import sqlite
from tests.faults.locking import WRITERS, locked, writers, written
from tests.protocols.chat import CHATS
from tests.protocols.scripted_replies import ScriptedServer, quiet


@contextmanager
def serving(data_dir: Path, patience_ms: int) -> Iterator[ScriptedServer]:
    with pytest.MonkeyPatch.context() as patch:
        quiet(patch)
        patch.setattr(sqlite, "BUSY_TIMEOUT_MS", patience_ms)
        with ScriptedServer(data_dir, rate_limit_per_minute=10_000) as server:
            yield server


def test_three_seconds_are_within_what_a_writer_waits() -> None:
    assert sqlite.BUSY_TIMEOUT_MS > 3_000


def test_fifty_writers_get_their_turn_and_readers_do_not_wait(data_dir: Path) -> None:
    with serving(data_dir, 120_000) as server, httpx.Client(base_url=server.url, timeout=60) as reader:
        assert reader.get("/tutor").status_code == 200
        with writers(server.url) as answers, locked(server.data_dir / "foreword.sqlite3"):
            while len(asyncio.all_tasks(server.loop)) < WRITERS:
                assert reader.get("/health/live").status_code == 200
            pages = [reader.get(path).status_code for path in ("/tutor", "/resumes", CHATS) for _ in range(5)]
        assert pages == [200] * 15
        assert [answer.status_code for answer in answers] == [201] * WRITERS
        numbers = {answer.json()["id"] for answer in answers}
        assert len(numbers) == WRITERS
        assert written(server.url) == WRITERS


def test_a_lock_that_lasts_is_told_with_when_to_come_back(data_dir: Path) -> None:
    with serving(data_dir, 300) as server, httpx.Client(base_url=server.url, timeout=60) as client:
        assert client.get("/tutor").status_code == 200
        with locked(server.data_dir / "foreword.sqlite3"), writers(server.url) as answers:
            assert client.get("/resumes").status_code == 200
        assert {answer.status_code for answer in answers} == {503}
        assert {answer.headers["retry-after"] for answer in answers} == {"5"}
        assert written(server.url) == 0
        assert client.post(CHATS, json={}).status_code == 201
