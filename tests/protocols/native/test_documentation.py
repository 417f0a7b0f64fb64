"""`docs/api.md`: its lines run, their output is of the shape that it shows, and its tables name every route."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from app.protocols.native import NATIVE_API
from app.protocols.native.runs import KINDS
from tests.accounts.test_keys import create_key
from tests.running import SAMPLES, Server

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
MARK = "=== block"


class Example(NamedTuple):
    """Lines to run, and the output that the page shows for them: json, text, or none at all."""

    lines: str
    kind: str
    shown: str


def examples() -> list[Example]:
    fences = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    found = []
    for number, (kind, lines) in enumerate(fences):
        after = fences[number + 1] if number + 1 < len(fences) else ("sh", "")
        if kind == "sh":
            found.append(Example(lines, *(after if after[0] != "sh" else ("", ""))))
    return found


@pytest.fixture(scope="module")
def said(server: Server, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the lines of each example print, run one after another in one shell."""
    folder = tmp_path_factory.mktemp("reader")
    shutil.copy(SAMPLES / "resume_plain.md", folder / "resume.md")
    with (folder / "resume.md").open("a", encoding="utf-8") as file:
        file.write("\n\nfor the documentation\n")
    shutil.copy(SAMPLES / "job_backend.txt", folder / "posting.txt")
    script = "".join(f"\necho '{MARK}'\n{example.lines}" for example in examples())
    environment = {**os.environ, "FOREWORD": server.url, "KEY": create_key(server.data_dir).stdout.strip()}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    begins = {"tailored.pdf": b"%PDF-", "tailored.docx": b"PK", "source.md": b"#", "letter.txt": b"Dear"}
    for name, magic in begins.items():
        assert (folder / name).read_bytes().startswith(magic), name
    for name in ("letter.events", "reply.events"):
        assert "event: done\n" in (folder / name).read_text(encoding="utf-8")
    assert json.loads((folder / "changed.json").read_text())["resume"]["basics"]["label"] == "Payments engineer"
    assert json.loads((folder / "tailored.json").read_text())["state"] == "done"
    return done.stdout.split(f"{MARK}\n")[1:]


def test_the_lines_print_what_the_page_shows(said: list[str]) -> None:
    assert len(said) == len(examples()) > 10
    compared = 0
    for example, printed in zip(examples(), said, strict=True):
        if example.kind == "json":
            assert json.loads(printed).keys() == json.loads(example.shown).keys(), printed
            compared += 1
        elif example.kind == "text":
            frames = printed.strip().split("\n\n")
            assert all(frame in frames for frame in example.shown.strip().split("\n\n")), printed
            compared += 1
    assert compared == 6


def test_lines_without_a_shown_output_print_what_they_say(said: list[str]) -> None:
    by_start = {example.lines.split()[1]: printed for example, printed in zip(examples(), said, strict=True)}
    assert 0 < int(by_start["/matches"]) <= 100
    replayed = next(
        printed
        for example, printed in zip(examples(), said, strict=True)
        if "| member id\n" in example.lines and "first-round" in example.lines
    )
    begun = next(json.loads(printed) for printed in said if printed.startswith('{"id":"tlr_'))
    assert replayed.strip() == begun["id"]
    assert any(printed == "304\n" for printed in said)
    assert '"corrections":[{' in said[-3]


def test_the_tables_name_every_route_and_no_other() -> None:
    told = re.findall(r"^\| `([A-Z]+) (/api/\S+)` \|", PAGE, re.MULTILINE)
    served = [
        (method, re.sub(r"\{(\w+):str\}", r"{\1}", route.path))
        for router in NATIVE_API
        for route in router.routes
        for method in route.methods
        if method != "OPTIONS"
    ]
    assert sorted(told) == sorted(served)


def test_the_events_of_every_kind_of_run_are_told() -> None:
    table = PAGE.rpartition("| kind | events |")[2]
    assert set(re.findall(r"`([\w.]+)`", "".join(re.findall(r"^\| (.+?) \|", table, re.MULTILINE)))) == set(KINDS)
