"""What people write, and every secret, stays out of logs, errors and names, whatever goes wrong, also at DEBUG."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.accounts.signing_in import make_account
from tests.hostile.living import MAIL, PASSWORD, Life, answering, names_below
from tests.hostile.secrets import canaries_in, canary
from tests.provider import KEY, Provider
from tests.provider.asking import model_variables
from tests.running import Server, free_port


class Lived:
    """A life that is over, and what is left of it."""

    def __init__(self, server: Server, life: Life, collected: Path) -> None:
        self.log = server.log
        self.key = life.key
        self.answers = life.answers
        self.spans = (collected / "spans").read_text(encoding="utf-8")
        self.made = (collected / "names").read_text(encoding="utf-8", errors="surrogateescape")
        with zipfile.ZipFile(collected / "all.zip") as archive:
            inside = "\n".join(archive.namelist())
        self.names = names_below(server.data_dir, collected) + self.made + inside


def back_up(server: Server, collected: Path) -> None:
    """`foreword backup`, watched like the server."""
    command = ["-c", "from app.cli import main; main()", "backup", str(collected / "all.zip")]
    watched = [sys.executable, "-m", "tests.hostile.traced", str(collected), sys.executable, *command]
    environment = os.environ | {"FOREWORD_DATA_DIR": str(server.data_dir)}
    subprocess.run(watched, env=environment, check=True, capture_output=True)


@pytest.fixture(scope="module", params=["text", "json"])
def lived(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    """One of everything on a server that logs all it can, with a mail server that is not there."""
    folder = tmp_path_factory.mktemp("lived")
    temporary = folder / "tmp"
    temporary.mkdir()
    with Provider(answering) as provider, pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(temporary))
        settings = {
            **model_variables(provider, "openai"),
            "auth": "accounts",
            "public_url": "http://127.0.0.1",
            "smtp_url": f"smtp://me:{canary('mailpassword')}@127.0.0.1:{free_port()}",
            "mail_from": "foreword@example.org",
            "search_url": f"http://127.0.0.1:{free_port()}",
            "log_level": "debug",
            "log_format": request.param,
            "rate_limit_per_minute": "10000",
            "streams_per_account": "100",
        }
        # Spans go to the file that `traced` has opened: a tracer that is set up already is left as it is.
        patch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
        make_account(folder / "data", MAIL, canary("name"), PASSWORD, admin=True)
        server = Server(folder / "data", **settings)
        server.before = (sys.executable, "-m", "tests.hostile.traced", str(temporary))
        with server, Life(server, provider) as life:
            life.sign_in()
            made = life.live()
            life.meet_bad_providers(made, all_of_them=request.param == "text")
            life.send_nonsense()
            back_up(server, temporary)
            life.break_the_rows(made)
        yield Lived(server, life, temporary)


def test_nothing_of_it_is_in_the_log(lived: Lived) -> None:
    assert canaries_in(lived.log, lived.key, MAIL, PASSWORD) == set()


def test_the_log_does_say_what_happened(lived: Lived) -> None:
    """Without this the test above would pass for a log that says nothing."""
    assert lived.log.count("Traceback (most recent call last)") >= 4
    assert "IntegrityError" in lived.log
    assert "request failed" in lived.log
    assert lived.log.count("request") > 60


def test_everything_did_go_wrong(lived: Lived) -> None:
    statuses = [answer.status_code for answer in lived.answers]
    assert {400, 401, 404, 422, 500} - {401, 404} <= set(statuses)
    assert statuses.count(500) >= 4


def test_no_answer_tells_a_secret_and_no_fault_repeats_what_was_written(lived: Lived) -> None:
    for answer in lived.answers:
        secrets = canaries_in(answer.text) & {KEY, *map(canary, ("password", "wrongpassword", "mailpassword"))}
        assert secrets == set(), answer.request.url
        if answer.status_code >= 500:
            assert canaries_in(answer.text) <= {canary("name")}, answer.request.url


def test_no_file_is_named_after_anything_of_it(lived: Lived) -> None:
    assert canaries_in(lived.names) == set()


def test_temporary_files_and_backups_are_among_those_names(lived: Lived) -> None:
    """Without this the test above would pass for names that nobody has noted."""
    assert lived.made.count("foreword-tex-") >= 1
    assert ".backup-" in lived.made
    assert "all.zip" in lived.names
    assert "manifest.json" in lived.names


def test_no_span_tells_anything_of_it(lived: Lived) -> None:
    assert canaries_in(lived.spans, lived.key, MAIL, PASSWORD) == set()


def test_the_spans_do_tell_which_tasks_there_were_and_how_they_ended(lived: Lived) -> None:
    assert lived.spans.count('"foreword.task"') > 10
    assert lived.spans.count('"http.route"') > 60
    assert lived.spans.count('"foreword.run.state"') > 10
    assert '"name": "step ' in lived.spans
    assert '"gen_ai.usage.output_tokens"' in lived.spans
    assert '"error.type"' in lived.spans
    assert '"status_code": "ERROR"' in lived.spans
