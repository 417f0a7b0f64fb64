"""What is committed names no download address, no path of the machine it was written on, and nothing unfinished."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CODE = frozenset({"app", "benchmarks", "tests", "tools"})
WRITTEN_BY_OTHERS = ("tests/samples/", "LICENSE")

# Written in two halves so that this file does not match itself.
_UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b|raise NotImple" r"mented|# stu" r"b\b")
_DOWNLOAD = re.compile(
    r"index-" r"url\b(?!.*--no-emit)|\"resol" r"ved\": *\"http|regist" r"ry *= *http"
    r"|files\.python" r"hosted\.org|pypi\.org/sim" r"ple|registry\.npm" r"js\.org"
)  # fmt: skip


def tracked_files() -> list[Path]:
    """What git knows or would take; without git everything but the folders that it would leave out."""
    if (ROOT / ".git").exists():
        listing = subprocess.run(
            ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            check=True,
            capture_output=True,
        ).stdout
        return [ROOT / name for name in listing.decode().split("\0") if name and (ROOT / name).is_file()]
    left_out = {".venv", ".venv-node", "node_modules", "data", "vendor"}
    return [path for path in ROOT.rglob("*") if path.is_file() and left_out.isdisjoint(path.parts)]


def paths_of_this_machine() -> list[str]:
    """Where this checkout and its owner live. A short path (`/app`) would match what it does not mean."""
    places = (str(ROOT), f"{Path.home()}/.")
    return [place for place in places if len(place) > 6]


def problems(name: str, text: str, places: list[str]) -> Iterator[str]:
    """Each line of a file that should not be published, as `name:line: what`."""
    is_code = name.split("/")[0] in CODE
    for number, line in enumerate(text.splitlines(), 1):
        if _DOWNLOAD.search(line):
            yield f"{name}:{number}: a download address"
        if any(place in line for place in places):
            yield f"{name}:{number}: a path of this machine"
        if is_code and _UNFINISHED.search(line):
            yield f"{name}:{number}: a mark of unfinished work"


def test_nothing_is_committed_that_should_not_be() -> None:
    places = paths_of_this_machine()
    found: list[str] = []
    files = tracked_files()
    assert ROOT / "pyproject.toml" in files
    for path in files:
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(WRITTEN_BY_OTHERS):
            continue
        data = path.read_bytes()
        if b"\0" not in data:
            found.extend(problems(name, data.decode("utf-8", "replace"), places))
    assert found == []


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("app/reader.py", "    pass  # TO" + "DO: the other formats"),
        ("tests/test_reader.py", "raise NotImple" + "mentedError"),
        ("package-lock.json", '"resol' + 'ved": "https://example.org/htmx.tgz"'),
        (".npmrc", "regist" + "ry=https://example.org/"),
        ("requirements.lock", "--index-" + "url https://example.org/"),
        ("docs/start.md", "run /srv/checkout/foreword/.venv/bin/python"),
    ],
)
def test_a_line_that_should_not_be_published_is_named(name: str, line: str) -> None:
    found = list(problems(name, f"first\n{line}\n", ["/srv/checkout/foreword"]))
    assert len(found) == 1
    assert found[0].startswith(f"{name}:2: ")


def test_ordinary_lines_are_left_alone() -> None:
    text = "# why the tag is \\x00\nregistry = Registry()\nplaceholder='Senior engineer'\nhackathon, todos\n"
    assert list(problems("app/reader.py", text, ["/srv/checkout/foreword"])) == []
