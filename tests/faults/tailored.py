"""What is known of a tailoring from its stream, the database and the log."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx

from tests.databases import open_database
from tests.running import SAMPLES

BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")


def event_ids(answer: httpx.Response) -> Iterator[int]:
    """The `id:` of each frame as it arrives."""
    for line in answer.iter_lines():
        if line.startswith("id: "):
            yield int(line.removeprefix("id: "))


def remembered_steps(data_dir: Path, run_id: str) -> set[str]:
    with open_database(data_dir / "foreword.sqlite3") as connection:
        return {name for (name,) in connection.execute("SELECT name FROM run_steps WHERE run_id = ?", (run_id,))}


def run_of(data_dir: Path, path: str) -> str:
    with open_database(data_dir / "foreword.sqlite3") as connection:
        query = "SELECT run_id FROM tailorings WHERE id = ?"
        (run_id,) = connection.execute(query, (path.rpartition("/")[2],)).fetchone()
    return str(run_id)


def steps_logged(log: str, run_id: str) -> list[str]:
    return [f"step-{number}" for number in re.findall(rf"{run_id}: step=(\d) done", log)]
