"""The commands where the rows are in PostgreSQL."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.doctor import examine
from app.settings import Settings


@pytest.fixture
def shell(migrated_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """The environment of a server, its password in a file."""
    secret = tmp_path / "url"
    secret.write_text(f"{migrated_database}&password=canary\n", encoding="utf-8")
    monkeypatch.setenv("FOREWORD_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("FOREWORD_DATABASE_URL_FILE", str(secret))
    return CliRunner()


def run(shell: CliRunner, *words: str) -> Result:
    done = shell.invoke(main, words)
    assert "canary" not in done.output
    return done


def test_keys_are_made_listed_and_revoked(shell: CliRunner, tmp_path: Path) -> None:
    assert run(shell, "keys", "create", "--name", "laptop").exit_code == 0
    listed = run(shell, "keys", "list").output
    assert "laptop" in listed
    key_id = next(word for word in listed.split() if word.startswith("key_"))
    assert run(shell, "keys", "revoke", key_id).exit_code == 0
    assert "revoked" in run(shell, "keys", "list").output
    assert not (tmp_path / "data" / "foreword.sqlite3").exists()


@pytest.mark.parametrize(("words", "tool"), [(("backup",), "pg_dump"), (("restore", "--force"), "pg_restore")])
def test_backups_are_left_to_postgresql(shell: CliRunner, tmp_path: Path, words: tuple[str, ...], tool: str) -> None:
    done = run(shell, *words, str(tmp_path / "all.zip"))
    assert done.exit_code == 1
    assert tool in done.output
    assert "docs/postgresql.md" in done.output
    assert not (tmp_path / "all.zip").exists()


async def test_the_doctor_names_the_database_and_no_password(migrated_database: str, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, database_url=f"{migrated_database}&password=canary", tex="off")
    database = (await examine(settings))[0]
    assert (database.name, database.ok, database.needed) == ("database", True, True)
    assert database.detail.startswith("PostgreSQL, test_")
    assert "canary" not in repr(database)


async def test_the_doctor_says_what_to_do_about_a_server_that_does_not_answer(tmp_path: Path) -> None:
    url = f"postgresql+asyncpg://foreword:canary@/rows?host={tmp_path}"
    database = (await examine(Settings(data_dir=tmp_path, database_url=url, tex="off")))[0]
    assert not database.ok
    assert "does not answer" in database.detail
    assert "FOREWORD_DATABASE_URL" in database.advice
    assert "canary" not in repr(database)
