"""Keys for programs: shown once, stored as a digest, good for the API."""

import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result

from app.cli import main
from tests.databases import new_database, open_database
from tests.running import Server


def create_key(data_dir: Path, name: str = "laptop") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "FOREWORD_DATA_DIR": str(data_dir)}
    command = [sys.executable, "-c", "from app.cli import main; main()", "keys", "create", "--name", name]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def keys(data_dir: Path, *arguments: str, **settings: str) -> Result:
    """The same command without a process of its own."""
    return CliRunner().invoke(main, ["keys", *arguments], env={"FOREWORD_DATA_DIR": str(data_dir), **settings})


def add_person(data_dir: Path, user_id: str, **columns: str) -> None:
    """Somebody who may sign in, as another command or the sign-up page would write them."""
    new_database(data_dir / "foreword.sqlite3")
    row = {"id": user_id, "email": None, "proxy_name": None, **columns}
    with open_database(data_dir / "foreword.sqlite3") as connection:
        connection.execute(
            "INSERT INTO users (id, name, created_at, email, proxy_name) VALUES (:id, :id, 1, :email, :proxy_name)", row
        )


def test_the_command_prints_the_key_and_nothing_else(data_dir: Path) -> None:
    done = create_key(data_dir)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"ck_live_[0-9A-Za-z]{46}\n", done.stdout)


def test_the_key_itself_is_nowhere_in_the_data_folder(data_dir: Path) -> None:
    key = create_key(data_dir).stdout.strip()
    for path in data_dir.rglob("*"):
        if path.is_file():
            assert key.encode() not in path.read_bytes(), path


def test_a_key_without_a_name_is_refused(data_dir: Path) -> None:
    done = create_key(data_dir, name=" ")
    assert done.returncode == 1
    assert "A key needs a name" in done.stderr


def test_what_was_made_is_listed_used_and_revoked(data_dir: Path) -> None:
    everything = keys(data_dir, "create", "--name", "laptop").stdout.strip()
    wishes = ["--scope", "chat", "--scope", "resumes", "--days", "7"]
    narrow = keys(data_dir, "create", "--name", "phone", *wishes).stdout.strip()
    newest, oldest = keys(data_dir, "list").stdout.splitlines()
    assert narrow not in newest
    assert everything not in oldest
    key_id, hint, until, *rest = re.split(r"  +", newest)
    assert (hint, rest) == (f"ck_live_…{narrow[-4:]}", ["never used", "resumes,chat", "phone"])
    assert re.split(r"  +", oldest)[2:] == ["for ever", "never used", "resumes,tailor,letters,chat,usage", "laptop"]
    with open_database(data_dir / "foreword.sqlite3") as connection:
        ((made, ends),) = connection.execute("SELECT created_at, expires_at FROM api_keys WHERE id = ?", [key_id])
    assert abs(ends - made - 7 * 86_400) < 60
    assert until == f"until {datetime.fromtimestamp(ends, UTC).date()}"
    assert keys(data_dir, "revoke", key_id).stdout == f"{key_id} is revoked.\n"
    assert re.match(rf"{key_id}  ck_live_….{{4}}  revoked \d{{4}}-\d\d-\d\d  ", keys(data_dir, "list").stdout)
    absent = keys(data_dir, "revoke", "key_absent")
    assert (absent.exit_code, absent.stderr) == (1, "Error: There is no such key.\n")


@pytest.mark.parametrize("wrong", [["--scope", "admin"], ["--days", "0"], ["--days", "-1"], ["--days", "1e3"]])
def test_a_wrong_scope_or_life_is_refused(data_dir: Path, wrong: list[str]) -> None:
    done = keys(data_dir, "create", "--name", "laptop", *wrong)
    assert (done.exit_code, done.stdout) == (2, "")
    assert keys(data_dir, "list").stdout == ""


def test_where_people_sign_in_a_key_belongs_to_one_of_them(data_dir: Path) -> None:
    add_person(data_dir, "usr_ada", email="ada@example.org")
    add_person(data_dir, "usr_eve", proxy_name="eve")
    accounts = {"FOREWORD_AUTH": "accounts"}
    unsaid = keys(data_dir, "create", "--name", "x", **accounts)
    assert (unsaid.exit_code, unsaid.stdout) == (1, "")
    assert "--user" in unsaid.stderr
    unknown = keys(data_dir, "create", "--name", "x", "--user", "bob@example.org", **accounts)
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert "nobody called 'bob@example.org'" in unknown.stderr
    for user in ("ADA@example.org", "eve", "usr_eve"):
        made = keys(data_dir, "create", "--name", f"of {user}", "--user", user, **accounts)
        assert re.fullmatch(r"ck_live_\w{46}\n", made.stdout), made.stderr
    with open_database(data_dir / "foreword.sqlite3") as connection:
        rows = connection.execute("SELECT owner, name, id FROM api_keys ORDER BY created_at").fetchall()
    assert [row[:2] for row in rows] == [
        ("usr_ada", "of ADA@example.org"),
        ("usr_eve", "of eve"),
        ("usr_eve", "of usr_eve"),
    ]
    assert len(keys(data_dir, "list", "--user", "eve", **accounts).stdout.splitlines()) == 2
    foreign = keys(data_dir, "revoke", rows[0][2], "--user", "eve", **accounts)
    assert (foreign.exit_code, foreign.stderr) == (1, "Error: There is no such key.\n")


def test_a_valid_key_opens_the_api_and_a_wrong_or_revoked_one_does_not(data_dir: Path) -> None:
    key = create_key(data_dir).stdout.strip()
    with Server(data_dir) as server:

        def status(headers: dict[str, str]) -> int:
            return httpx.post(f"{server.url}/api/tailor", headers=headers, files={"jd_text": (None, "x")}).status_code

        assert status({"x-api-key": key}) == 422
        assert status({"Authorization": f"Bearer {key}"}) == 422
        assert status({"x-api-key": key[:-1] + ("A" if key[-1] != "A" else "B")}) == 401
        assert status({"x-api-key": "nonsense"}) == 401
        with open_database(data_dir / "foreword.sqlite3") as connection:
            connection.execute("UPDATE api_keys SET revoked_at = 1")
        assert status({"x-api-key": key}) == 401


def test_using_a_key_is_noted(data_dir: Path) -> None:
    key = create_key(data_dir).stdout.strip()
    with Server(data_dir) as server:
        httpx.post(f"{server.url}/api/tailor", headers={"x-api-key": key}, files={"jd_text": (None, "x")})
        with open_database(data_dir / "foreword.sqlite3") as connection:
            ((used,),) = connection.execute("SELECT last_used_at FROM api_keys").fetchall()
    assert used is not None
