"""Keys for programs: shown once, stored as a digest, good for the API."""

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import httpx

from tests.running import Server


def create_key(data_dir: Path, name: str = "laptop") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "FOREWORD_DATA_DIR": str(data_dir)}
    command = [sys.executable, "-c", "from app.cli import main; main()", "keys", "create", "--name", name]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_command_prints_the_key_and_nothing_else(data_dir: Path) -> None:
    done = create_key(data_dir)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"ck_live_[0-9A-Za-z_-]{43}\n", done.stdout)


def test_the_key_itself_is_nowhere_in_the_data_folder(data_dir: Path) -> None:
    key = create_key(data_dir).stdout.strip()
    for path in data_dir.rglob("*"):
        if path.is_file():
            assert key.encode() not in path.read_bytes(), path


def test_a_key_without_a_name_is_refused(data_dir: Path) -> None:
    done = create_key(data_dir, name=" ")
    assert done.returncode == 1
    assert "A key needs a name" in done.stderr


def test_a_valid_key_opens_the_api_and_a_wrong_or_revoked_one_does_not(data_dir: Path) -> None:
    key = create_key(data_dir).stdout.strip()
    with Server(data_dir) as server:

        def status(headers: dict[str, str]) -> int:
            return httpx.post(f"{server.url}/api/tailor", headers=headers, files={"jd_text": (None, "x")}).status_code

        assert status({"x-api-key": key}) == 422
        assert status({"Authorization": f"Bearer {key}"}) == 422
        assert status({"x-api-key": key[:-1] + ("A" if key[-1] != "A" else "B")}) == 401
        assert status({"x-api-key": "nonsense"}) == 401
        with sqlite3.connect(data_dir / "foreword.sqlite3") as connection:
            connection.execute("UPDATE api_keys SET revoked_at = 1")
        assert status({"x-api-key": key}) == 401


def test_using_a_key_is_noted(data_dir: Path) -> None:
    key = create_key(data_dir).stdout.strip()
    with Server(data_dir) as server:
        httpx.post(f"{server.url}/api/tailor", headers={"x-api-key": key}, files={"jd_text": (None, "x")})
        with sqlite3.connect(data_dir / "foreword.sqlite3") as connection:
            ((used,),) = connection.execute("SELECT last_used_at FROM api_keys").fetchall()
    assert used is not None
