"""What is committed moves from the write-ahead log into the file beside the writer; the log does not grow for ever."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.streaming import sqlite_checkpoints
from app.streaming.sqlite_checkpoints import COMMITS_BETWEEN, Checkpoints
from app.streaming.sqlite_writer import connect
from tests.databases import open_database

WAIT_SECONDS = 60.0
ROW = "x" * 3_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log.sqlite3"


@pytest.fixture
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """The writer's connection, to a table that is in the file already."""
    with closing(connect(path, 5_000)) as connection:
        connection.execute("CREATE TABLE rows (text TEXT)")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        yield connection


@pytest.fixture
def checkpoints(writing: sqlite3.Connection) -> Iterator[Checkpoints]:
    _, _, path = writing.execute("PRAGMA database_list").fetchone()
    running = Checkpoints(connect(Path(path), 5_000))
    yield running
    running.close()


def write(writing: sqlite3.Connection, checkpoints: Checkpoints, commits: int) -> None:
    for _ in range(commits):
        writing.execute("INSERT INTO rows VALUES (?)", (ROW,))
        checkpoints.committed(writing)


def test_after_some_commits_the_file_holds_them_without_the_writers_work(
    path: Path, writing: sqlite3.Connection, checkpoints: Checkpoints
) -> None:
    before = path.stat().st_size
    write(writing, checkpoints, COMMITS_BETWEEN - 1)
    assert path.stat().st_size == before
    write(writing, checkpoints, 1)
    until = time.monotonic() + WAIT_SECONDS
    while path.stat().st_size < before + COMMITS_BETWEEN * len(ROW):
        assert time.monotonic() < until
        time.sleep(0.01)


def test_the_last_of_a_long_log_is_left_to_the_writer_and_the_log_begins_anew(
    path: Path, writing: sqlite3.Connection, checkpoints: Checkpoints, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_checkpoints, "LONG_PAGES", 200)
    commits = 0
    while not checkpoints.is_long and commits < 100 * COMMITS_BETWEEN:
        write(writing, checkpoints, 1)
        commits += 1
    assert commits < 100 * COMMITS_BETWEEN
    while checkpoints.is_long:
        write(writing, checkpoints, 1)
    log = path.with_name(f"{path.name}-wal")
    size = log.stat().st_size
    write(writing, checkpoints, COMMITS_BETWEEN // 2)
    assert log.stat().st_size == size


def test_nothing_is_lost_by_it(path: Path, writing: sqlite3.Connection, checkpoints: Checkpoints) -> None:
    write(writing, checkpoints, 5 * COMMITS_BETWEEN)
    with open_database(path) as reading:
        assert reading.execute("SELECT count(*), min(text) = max(text) FROM rows").fetchone() == (
            5 * COMMITS_BETWEEN,
            1,
        )


def test_a_file_that_refuses_it_hinders_no_commit(
    path: Path, writing: sqlite3.Connection, checkpoints: Checkpoints, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(connect(path, 5_000)) as reading:
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM rows").fetchone()
        write(writing, checkpoints, 3 * COMMITS_BETWEEN)
    write(writing, checkpoints, COMMITS_BETWEEN)
    assert writing.execute("SELECT count(*) FROM rows").fetchone() == (4 * COMMITS_BETWEEN,)
    assert caplog.text == ""
