"""`foreword backup` and `foreword restore`: one file that holds everything, and nothing that is half or wrong."""

import hashlib
import json
import os
import re
import sqlite3
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from app.commands.archives import DATABASE, MANIFEST, Manifest, check_archive, restore_archive, write_archive
from app.errors import InvalidInput
from tests.databases import new_database, open_database
from tests.running import SAMPLES, Server, Visitor
from tests.test_cli import foreword

TEXT = "We need a Python developer who knows PostgreSQL and likes to write tests."
NEWER = "9999"


def command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return foreword(*arguments, FOREWORD_DATA_DIR=str(folder))


def add_posting(server: Server, title: str) -> str:
    with Visitor(server) as visitor:
        path = visitor.submit("/postings", {"text": TEXT, "title": title}).headers["location"]
        visitor.get(f"{path}/events")
    return str(path)


def postings_in(database: Path) -> int:
    with open_database(database) as connection:
        (number,) = connection.execute("SELECT count(*) FROM postings").fetchone()
    connection.close()
    return int(number)


@pytest.fixture
def database(data_dir: Path) -> Path:
    """A database with one key that is its own."""
    path = data_dir / DATABASE
    new_database(path)
    with open_database(path) as connection:
        connection.execute("INSERT INTO users (id, name, created_at) VALUES ('usr_ada', 'Ada', 1.0)")
    connection.close()
    return path


@pytest.fixture
def archive(database: Path, tmp_path: Path) -> Path:
    path = tmp_path / "ada.zip"
    write_archive(database, path)
    return path


def names_in(database: Path) -> list[str]:
    connection = sqlite3.connect(database)
    try:
        return [name for (name,) in connection.execute("SELECT name FROM users ORDER BY id")]
    finally:
        connection.close()


def changed(archive: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The same archive with something else in it."""
    with zipfile.ZipFile(archive) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return archive


def restated(parts: dict[str, bytes], **fields: object) -> None:
    parts[MANIFEST] = json.dumps(json.loads(parts[MANIFEST]) | fields).encode()


def test_what_a_running_server_holds_comes_back_to_another_folder(data_dir: Path, tmp_path: Path) -> None:
    archive, elsewhere = tmp_path / "all.zip", tmp_path / "elsewhere"
    with Server(data_dir) as server:
        path = add_posting(server, "Before the backup")
        done = command(data_dir, "backup", str(archive))
        assert done.returncode == 0, done.stderr
        later = add_posting(server, "After the backup")
    assert archive.stat().st_mode & 0o077 == 0
    assert command(elsewhere, "restore", str(archive)).returncode == 0
    assert (elsewhere / DATABASE).stat().st_mode & 0o077 == 0
    with Server(elsewhere) as server, httpx.Client(base_url=server.url) as client:
        assert "Before the backup" in client.get(path).text
        assert client.get(later).status_code == 404
    assert sorted(entry.name for entry in tmp_path.iterdir() if entry.name.startswith(".")) == []


def test_a_backup_under_load_is_whole_and_keeps_nobody_waiting(data_dir: Path, tmp_path: Path) -> None:
    written = threading.Event()
    made: list[str] = []
    with Server(data_dir) as server:

        def write_on() -> None:
            while not written.is_set() or len(made) < 4:
                made.append(add_posting(server, f"Number {len(made)}"))

        writing = threading.Thread(target=write_on)
        writing.start()
        backups = [command(data_dir, "backup", str(tmp_path / f"{number}.zip")) for number in range(3)]
        written.set()
        writing.join()
    assert [done.returncode for done in backups] == [0, 0, 0]
    counts = []
    for number in range(3):
        restore_archive(tmp_path / f"{number}.zip", tmp_path / f"{number}.sqlite3")
        counts.append(postings_in(tmp_path / f"{number}.sqlite3"))
    assert counts == sorted(counts)
    assert counts[-1] <= len(made)


def test_the_archive_holds_the_database_and_what_it_has_to_be_and_no_secret(archive: Path, database: Path) -> None:
    (database.parent / "csrf.key").write_text("a secret of this folder")
    with zipfile.ZipFile(archive) as package:
        assert sorted(package.namelist()) == [DATABASE, MANIFEST]
        stated = json.loads(package.read(MANIFEST))
    assert set(stated) == set(Manifest.__struct_fields__)
    assert re.fullmatch(r"[0-9a-f]{64}", stated["sha256"])


def test_an_existing_file_is_not_overwritten(database: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.zip"
    kept.write_text("something else")
    done = command(database.parent, "backup", str(kept))
    assert (done.returncode, kept.read_text()) == (1, "something else")
    assert "exists already" in done.stderr


def test_existing_data_are_not_overwritten_unless_that_is_said(archive: Path, database: Path) -> None:
    with open_database(database) as connection:
        connection.execute("UPDATE users SET name = 'Eve'")
    connection.close()
    refused = command(database.parent, "restore", str(archive))
    assert refused.returncode == 1
    assert "--force" in refused.stderr
    assert names_in(database) == ["Eve"]
    done = command(database.parent, "restore", "--force", str(archive))
    assert done.returncode == 0, done.stderr
    assert names_in(database) == ["Ada"]


def test_the_journal_of_what_was_there_is_not_played_into_what_comes_back(archive: Path, database: Path) -> None:
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("UPDATE users SET name = 'Eve'")
    journal = database.with_name(f"{database.name}-wal")
    left = journal.read_bytes()
    connection.close()
    journal.write_bytes(left)
    restore_archive(archive, database)
    assert not journal.exists()
    assert names_in(database) == ["Ada"]


def test_nothing_is_restored_under_a_running_server(archive: Path, data_dir: Path) -> None:
    with Server(data_dir) as server:
        path = add_posting(server, "Still here")
        done = command(data_dir, "restore", "--force", str(archive))
        assert done.returncode == 1
        assert "Stop it" in done.stderr
        assert "Still here" in httpx.get(f"{server.url}{path}").text


def page_of(database: Path, table: str) -> int:
    """Where a table begins in the file, in bytes."""
    connection = sqlite3.connect(database)
    try:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    finally:
        connection.close()
    return int((page - 1) * size)


@pytest.mark.parametrize("table", ["users", "run_events", None])
def test_a_database_that_is_damaged_is_not_backed_up(database: Path, tmp_path: Path, table: str | None) -> None:
    place = 100 if table is None else page_of(database, table)
    with database.open("r+b") as file:
        file.seek(place)
        file.write(b"\xff" * 2_000)
    done = command(database.parent, "backup", str(tmp_path / "damaged.zip"))
    assert done.returncode == 1
    assert "damaged" in done.stderr
    assert not (tmp_path / "damaged.zip").exists()


def cut(archive: Path) -> Path:
    archive.write_bytes(archive.read_bytes()[:-30])
    return archive


def another_bit(archive: Path) -> Path:
    return changed(archive, lambda parts: parts.update({DATABASE: parts[DATABASE][:-1] + b"\x01"}))


def longer_than_said(archive: Path) -> Path:
    return changed(archive, lambda parts: parts.update({DATABASE: parts[DATABASE] + b"\0" * 5_000_000}))


def no_database(archive: Path) -> Path:
    def change(parts: dict[str, bytes]) -> None:
        parts[DATABASE] = b"This is no database. " * 400
        digest = hashlib.sha256(parts[DATABASE]).hexdigest()
        restated(parts, size=len(parts[DATABASE]), sha256=digest)

    return changed(archive, change)


def with_a_way_out(archive: Path) -> Path:
    return changed(archive, lambda parts: parts.update({"../outside": b"x"}))


def of_a_newer_format(archive: Path) -> Path:
    return changed(archive, lambda parts: restated(parts, format=99))


def of_a_newer_foreword(archive: Path) -> Path:
    return changed(archive, lambda parts: restated(parts, revision=NEWER))


def something_else(archive: Path) -> Path:
    archive.write_bytes((SAMPLES / "jake_resume.tex").read_bytes())
    return archive


BROKEN = [
    cut, another_bit, longer_than_said, no_database, with_a_way_out, of_a_newer_format, of_a_newer_foreword,
    something_else,
]  # fmt: skip


@pytest.mark.parametrize("damage", BROKEN, ids=lambda damage: damage.__name__)
def test_an_archive_that_is_not_what_it_says_changes_nothing(
    archive: Path, database: Path, damage: Callable[[Path], Path]
) -> None:
    before = database.read_bytes()
    with pytest.raises(InvalidInput):
        restore_archive(damage(archive), database)
    assert database.read_bytes() == before
    assert sorted(entry.name for entry in database.parent.iterdir()) == [DATABASE]


def test_whether_an_archive_is_whole_can_be_asked(archive: Path, tmp_path: Path) -> None:
    done = command(tmp_path / "nowhere", "restore", "--check", str(archive))
    assert (done.returncode, "is whole" in done.stdout) == (0, True)
    assert not (tmp_path / "nowhere").exists()
    assert check_archive(archive).format == 1
    refused = command(tmp_path / "nowhere", "restore", "--check", str(another_bit(archive)))
    assert refused.returncode == 1
    assert "damaged" in refused.stderr


@pytest.mark.parametrize("arguments", [["backup", "{folder}/new.zip"], ["restore", "--force", "{folder}/ada.zip"]])
def test_without_room_nothing_changes_and_nothing_is_left(
    archive: Path, database: Path, tmp_path: Path, arguments: list[str]
) -> None:
    before = {path: path.read_bytes() for path in [*database.parent.iterdir(), archive]}
    limited = ["sh", "-c", 'ulimit -f 32; exec "$@"', "sh", sys.executable, "-c", "from app.cli import main; main()"]
    done = subprocess.run(
        [*limited, *(argument.format(folder=tmp_path) for argument in arguments)],
        env=os.environ | {"FOREWORD_DATA_DIR": str(database.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "not enough room" in done.stderr
    assert {path: path.read_bytes() for path in before} == before
    new = {path.name for folder in (database.parent, tmp_path) for path in folder.iterdir()} - {
        path.name for path in [*before, database.parent]
    }
    # SQLite closes with an empty journal where it has no room to put it away.
    assert new <= {"serving.lock", f"{DATABASE}-wal", f"{DATABASE}-shm"}


def test_a_folder_without_data_has_nothing_to_back_up(tmp_path: Path) -> None:
    done = command(tmp_path, "backup", str(tmp_path / "x.zip"))
    assert done.returncode == 1
    assert "no data" in done.stderr
