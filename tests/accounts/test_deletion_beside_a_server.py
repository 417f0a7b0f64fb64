"""Somebody is deleted by a command while the server runs: no row, no byte and no line of the log is left of them."""

from pathlib import Path

import httpx

from tests.accounts.studio import POSTING, RESUME, files_with
from tests.running import Server
from tests.test_cli import foreword

ADAS, EVES = "quibblewick7391", "zephyrmallow5128"


def command(data_dir: Path, *arguments: str) -> str:
    """What `foreword` prints for this folder."""
    done = foreword(*arguments, FOREWORD_DATA_DIR=str(data_dir), FOREWORD_AUTH="accounts")
    assert done.returncode == 0, done.stderr
    return done.stdout


def make(data_dir: Path, word: str) -> str:
    """An account whose owner works by a key."""
    email = f"{word}@example.org"
    command(data_dir, "users", "create", email, "--name", word, "--link")
    return command(data_dir, "keys", "create", "--name", word, "--user", email).strip()


def work(server: Server, key: str, word: str) -> str:
    """Upload a résumé and have it tailored; the résumé's id."""
    headers = {"x-api-key": key}
    source = RESUME.replace("Likes boring", f"Likes {word} boring").encode()
    with httpx.Client(base_url=server.url, headers=headers, timeout=60) as client:
        made = client.post("/v1/resumes", files={"file": (f"{word}.md", source)})
        assert made.status_code in {200, 201}, made.text
        resume_id: str = made.json()["resumeId"]
        wanted = {"resumeId": resume_id, "jobDescription": f"{POSTING}\n\nWe value {word}."}
        with client.stream("POST", "/v1/tailor", json=wanted, headers={"Accept": "text/event-stream"}) as answer:
            assert '"done"' in answer.read().decode()
    return resume_id


def test_nothing_is_left_of_them_and_everything_of_the_others(data_dir: Path) -> None:
    adas, eves = make(data_dir, ADAS), make(data_dir, EVES)
    with Server(data_dir, auth="accounts") as server:
        ada_resume, eve_resume = work(server, adas, ADAS), work(server, eves, EVES)
        assert files_with(data_dir, ADAS)
        assert command(data_dir, "users", "delete", f"{ADAS}@example.org", "--yes").endswith("is gone.\n")
        assert files_with(data_dir, ADAS) == []

        def read(key: str, resume_id: str) -> int:
            return httpx.get(f"{server.url}/v1/resumes/{resume_id}", headers={"x-api-key": key}).status_code

        assert read(adas, ada_resume) == 401
        assert read(eves, ada_resume) == 404
        assert read(eves, eve_resume) == 200
        work(server, eves, f"{EVES} again")
        assert ADAS not in server.log
        assert EVES not in server.log
    assert files_with(data_dir, ADAS) == []
    assert files_with(data_dir, EVES)
