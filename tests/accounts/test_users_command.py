"""`foreword users`: what it does beside the server, what it prints, and with which status it ends."""

import asyncio
import fcntl
import os
import pty
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.accounts.models import LOCAL_USER
from app.accounts.passwords import Passwords
from app.commands.users import tell_first_link, users
from app.errors import NotSignedIn
from tests.accounts.keys import make_key_beside
from tests.accounts.world import CHEAP, HERE, OTHER_PASSWORD, PASSWORD, World, token_of
from tests.databases import open_database

ADA, EVE = "ada@example.org", "eve@example.org"


class Shell:
    """A shell on the machine that has the data folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.auth = "accounts"

    @property
    def environment(self) -> dict[str, str]:
        """The settings."""
        return {"FOREWORD_DATA_DIR": str(self.folder), "FOREWORD_AUTH": self.auth}

    def run(self, *arguments: str, typed: str = "") -> Result:
        """One command and how it ended."""
        return CliRunner().invoke(users, arguments, input=typed, env=self.environment, catch_exceptions=False)

    def create(self, email: str, *options: str) -> Result:
        """Make somebody with the usual password."""
        return self.run("create", email, *options, typed=f"{PASSWORD}\n")

    def can_sign_in(self, email: str, password: str = PASSWORD) -> bool:
        """Whether a server on the folder lets them in."""

        async def attempt() -> bool:
            world = World(self.folder)
            world.people._passwords = Passwords()
            try:
                await world.people.sign_in(email, password, HERE)
            except NotSignedIn:
                return False
            finally:
                await world.close()
            return True

        return asyncio.run(attempt())


@pytest.fixture
def shell(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setattr("app.accounts.passwords.Cost", lambda: CHEAP)
    return Shell(data_dir)


def test_an_administrator_is_made_with_a_password_from_standard_input(shell: Shell) -> None:
    done = shell.create(ADA, "--name", "Ada", "--admin")
    assert (done.exit_code, done.output) == (0, f"{ADA} can sign in.\n")
    assert shell.can_sign_in(ADA)
    assert not shell.can_sign_in(ADA, OTHER_PASSWORD)
    assert PASSWORD.encode() not in b"".join(path.read_bytes() for path in shell.folder.iterdir())
    listed = shell.run("list").output
    assert "never here" in listed
    assert "admin" in listed
    assert listed.endswith(f"{ADA}  Ada\n")


def test_an_account_can_wait_for_its_owner_to_choose_a_password(shell: Shell) -> None:
    done = shell.run("create", ADA, "--link")
    assert done.exit_code == 0
    assert done.output.startswith("http://127.0.0.1:8000/reset/")
    assert len(token_of(done.output.strip())) == 43


@pytest.mark.parametrize(
    ("email", "typed", "told"),
    [
        ("nonsense", f"{PASSWORD}\n", "This is not an email address"),
        (ADA, "short\n", "at least 10 characters"),
        (ADA, "", "at least 10 characters"),
        (ADA, "password1234\n", "tried first"),
    ],
)
def test_what_is_wrong_is_one_sentence(shell: Shell, email: str, typed: str, told: str) -> None:
    done = shell.run("create", email, typed=typed)
    assert done.exit_code == 1
    assert told in done.output
    assert done.output.count("\n") == 1
    assert shell.run("list").output == "Nobody is there yet.\n"


def test_an_address_that_is_taken_is_refused(shell: Shell) -> None:
    shell.create(ADA)
    done = shell.create("ADA@example.org")
    assert done.exit_code == 1
    assert "Somebody has an account" in done.output


def test_a_reset_prints_a_link_for_the_owner(shell: Shell) -> None:
    shell.create(ADA)
    link = shell.run("reset", ADA).output.strip()

    async def follow() -> None:
        world = World(shell.folder)
        # the command lives by the real clock
        import time

        world.clock.now = time.time()
        await world.people.reset(token_of(link), OTHER_PASSWORD)
        await world.close()

    asyncio.run(follow())
    assert shell.can_sign_in(ADA, OTHER_PASSWORD)
    assert not shell.can_sign_in(ADA)


def test_an_invitation_prints_a_link(shell: Shell) -> None:
    done = shell.run("invite", EVE)
    assert done.output.startswith("http://127.0.0.1:8000/invitation/")
    assert shell.run("list").output == "Nobody is there yet.\n"


def test_somebody_is_locked_out_and_let_in_again(shell: Shell) -> None:
    shell.create(ADA, "--admin")
    shell.create(EVE)
    assert shell.run("disable", EVE).output == f"{EVE} is locked out.\n"
    assert "disabled" in shell.run("list").output
    assert shell.run("enable", EVE).output == f"{EVE} is let in again.\n"
    assert "disabled" not in shell.run("list").output
    assert shell.run("disable", ADA).exit_code == 1


def test_an_administrator_is_made_and_unmade(shell: Shell) -> None:
    shell.create(ADA, "--admin")
    shell.create(EVE)
    assert shell.run("admin", EVE).output == f"{EVE} is an administrator.\n"
    assert shell.run("admin", ADA, "--off").output == f"{ADA} is no longer an administrator.\n"
    last = shell.run("admin", EVE, "--off")
    assert last.exit_code == 1
    assert "only administrator" in last.output


def test_an_export_is_written_and_overwrites_nothing(shell: Shell, tmp_path: Path) -> None:
    shell.create(ADA)
    target = tmp_path / "ada.zip"
    assert shell.run("export", ADA, str(target)).exit_code == 0
    assert target.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(target) as archive:
        assert ADA in archive.read("rows/users.json").decode()
    again = shell.run("export", ADA, str(target))
    assert (again.exit_code, "exists already" in again.output) == (1, True)
    assert shell.run("export", ADA, str(tmp_path / "absent" / "ada.zip")).exit_code == 1


def test_somebody_is_deleted_after_a_question(shell: Shell) -> None:
    shell.create(ADA)
    assert shell.run("delete", ADA, typed="n\n").exit_code == 1
    assert ADA in shell.run("list").output
    done = shell.run("delete", ADA, "--yes")
    assert (done.exit_code, done.output) == (0, f"{ADA} is gone.\n")
    assert ADA.encode() not in b"".join(path.read_bytes() for path in shell.folder.iterdir())


@pytest.mark.parametrize("command", ["reset", "disable", "enable", "admin", "delete", "export", "adopt"])
def test_somebody_unknown_is_told_as_such(shell: Shell, command: str) -> None:
    rest = {"delete": ["--yes"], "export": [str(shell.folder.parent / "nobody.zip")]}.get(command, [])
    done = shell.run(command, "nobody\udcff@example.org", *rest)
    assert done.exit_code == 1
    assert "no such person" in done.output


@pytest.mark.parametrize("is_served", [True, False])
def test_what_a_server_runs_is_not_taken_away_from_it(shell: Shell, is_served: bool) -> None:
    shell.create(ADA)
    with open_database(shell.folder / "foreword.sqlite3") as connection:
        connection.execute(
            "INSERT INTO runs (id, kind, owner, state, input, last_seq, created_at, attempts)"
            " SELECT 'run_1', 'letter', id, 'running', x'7b7d', 0, 1, 1 FROM users WHERE email IS NOT NULL"
        )
    connection.close()
    assert "1 running" in shell.run("list").output
    with (shell.folder / "serving.lock").open("w") as lock:
        if is_served:
            fcntl.flock(lock, fcntl.LOCK_EX)
        done = shell.run("delete", ADA, "--yes")
    if is_served:
        assert done.exit_code == 1
        assert "could not be stopped" in done.output
        assert ADA in shell.run("list").output
    else:
        assert done.output == f"{ADA} is gone.\n"


def test_scrubbing_when_nothing_was_deleted_is_fine(shell: Shell) -> None:
    assert shell.run("scrub").output == "Nothing is left of what was deleted.\n"


def test_the_first_link_is_told_beside_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    tell_first_link(None)
    assert capsys.readouterr() == ("", "")
    tell_first_link("http://localhost/invitation/abc")
    told = capsys.readouterr()
    assert told.out == ""
    assert "\n  http://localhost/invitation/abc\n" in told.err
    assert "take over" not in told.err
    tell_first_link("http://localhost/invitation/abc", "2 letters")
    assert "They can take over 2 letters, made here before there were accounts." in capsys.readouterr().err


def fill(shell: Shell) -> None:
    """Let the person of this machine have a key."""
    shell.run("list")
    make_key_beside(shell.folder, LOCAL_USER)


def test_what_was_made_before_is_told_of_when_the_first_administrator_comes(shell: Shell) -> None:
    fill(shell)
    told = shell.create(ADA, "--admin")
    assert "This Foreword holds 1 key, made before there were accounts." in told.stderr
    assert f"foreword users adopt {ADA}" in told.stderr
    assert told.stdout == f"{ADA} can sign in.\n"
    assert shell.create(EVE, "--admin").stderr == "", "only the first one is told"
    done = shell.run("adopt", ADA, typed="y\n")
    assert (done.exit_code, done.stdout) == (0, f"{ADA} has taken over 1 key.\n")
    assert "This Foreword holds 1 key" in done.stderr
    again = shell.run("adopt", EVE, "--yes")
    assert (again.exit_code, again.stdout) == (0, "")
    assert "taken over already" in again.stderr


@pytest.mark.parametrize(("option", "is_taken"), [("--adopt", True), ("--no-adopt", False)])
def test_what_was_made_before_is_taken_over_or_left_with_the_account(shell: Shell, option: str, is_taken: bool) -> None:
    fill(shell)
    made = shell.create(ADA, "--admin", option)
    assert (made.exit_code, made.output) == (0, f"{ADA} can sign in.\n")
    assert ("taken over already" in shell.run("adopt", ADA, "--yes").output) is is_taken


def test_somebody_who_is_asked_may_say_no(shell: Shell) -> None:
    fill(shell)
    shell.create(ADA, "--admin", "--no-adopt")
    assert shell.run("adopt", ADA, typed="n\n").exit_code == 1
    assert shell.run("adopt", ADA, "--yes").stdout == f"{ADA} has taken over 1 key.\n"


def test_what_is_still_used_without_an_account_is_not_taken_away(shell: Shell) -> None:
    fill(shell)
    shell.auth = "local"
    told = shell.create(ADA, "--admin")
    assert f"once FOREWORD_AUTH is set with: foreword users adopt {ADA}" in told.stderr
    for refused in (shell.run("adopt", ADA, "--yes"), shell.create(EVE, "--admin", "--adopt")):
        assert refused.exit_code == 1
        assert "FOREWORD_AUTH is local" in refused.output
    shell.auth = "accounts"
    assert shell.run("adopt", ADA, "--yes").stdout == f"{ADA} has taken over 1 key.\n"


def test_at_a_terminal_the_first_administrator_is_asked(data_dir: Path) -> None:
    """A real one: nobody is asked where nobody could answer."""
    shell = Shell(data_dir)
    fill(shell)
    ours, theirs = pty.openpty()
    os.write(ours, b"y\n")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("FOREWORD_")}
    done = subprocess.run(
        [sys.executable, "-c", "from app.cli import main; main()", "users", "create", ADA, "--admin", "--link"],
        env=inherited | shell.environment,
        stdin=theirs,
        capture_output=True,
        text=True,
        check=False,
    )
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 0, done.stderr
    assert "This Foreword holds 1 key" in done.stderr
    assert done.stdout.startswith("http://127.0.0.1:8000/reset/")
    assert "taken over already" in shell.run("adopt", ADA, "--yes").stderr
