"""The Makefile, the container and the locks say the same thing."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FIND_PYTHON = ROOT / "tools" / "find_python.sh"


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def locked(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", read(name), re.MULTILINE))


def test_the_container_installs_the_tex_that_the_tests_use() -> None:
    listed = set(re.findall(r"needs ([a-z-]+)$", read("tools/system_packages.sh"), re.MULTILINE))
    tested = listed - {
        "caddy",
        "chromium-headless-shell",
        "curl",
        "fonts-liberation",
        "nginx-light",
        "postgresql",
        "redis-server",
    }
    shipped = set(re.findall(r"^ +([a-z-]+) \\$", read("Dockerfile"), re.MULTILINE))
    assert tested == shipped


def test_the_container_runs_as_somebody_without_rights() -> None:
    last_stage = read("Dockerfile").rpartition("\nFROM ")[2]
    assert "\nUSER 10001\n" in last_stage
    assert last_stage.index("\nUSER 10001") < last_stage.index("\nCMD [")
    assert "\nSTOPSIGNAL SIGTERM\n" in last_stage


def test_everything_that_the_container_copies_is_let_through() -> None:
    sources = [
        name
        for line in re.findall(r"^COPY (?!--from)(.+)$", read("Dockerfile"), re.MULTILINE)
        for name in line.split()[:-1]
    ]
    let_through = {line[1:] for line in read(".dockerignore").splitlines() if line.startswith("!")}
    assert set(sources) == let_through
    assert [name for name in sources if not (ROOT / name).exists()] == []


@pytest.mark.parametrize(
    "name", ["requirements.lock", "requirements-dev.lock", "requirements-node.lock", "requirements-traces.lock"]
)
def test_every_locked_package_has_its_hashes(name: str) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", read(name))
    assert entries
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_locks_hold_what_the_project_asks_for_and_agree() -> None:
    project = tomllib.loads(read("pyproject.toml"))
    wanted = {
        re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0]).lower()
        for requirement in (*project["project"]["dependencies"], *project["dependency-groups"]["build"])
    }
    run, development = locked("requirements.lock"), locked("requirements-dev.lock")
    assert wanted - set(run) == set()
    assert {name: version for name, version in run.items() if development.get(name) != version} == {}
    assert "pytest" in development
    assert "pytest" not in run
    traces = locked("requirements-traces.lock")
    assert {name: version for name, version in run.items() if traces.get(name) != version} == {}
    assert "opentelemetry-sdk" in set(traces) - set(run)
    assert {name: version for name, version in traces.items() if development.get(name) != version} == {}


def test_an_old_python_is_passed_over_and_the_advice_names_what_is_missing(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    result = find_python(tmp_path)
    assert result.returncode == 1
    assert "Python 3.11 or newer" in result.stderr


def test_a_python_without_pip_is_told_apart_from_none(tmp_path: Path) -> None:
    bare = tmp_path / "python3"
    bare.write_text(
        '#!/bin/sh\ncase "$2" in\n*ensurepip*|pip) exit 1;;\n*version_info\\[:2\\]*) echo 3.12;;\nesac\nexit 0\n'
    )
    bare.chmod(0o755)
    result = find_python(tmp_path)
    assert result.returncode == 1
    assert "python3.12-venv" in result.stderr


def test_the_first_python_that_really_runs_is_taken(tmp_path: Path) -> None:
    for name, status in {"python3.14": 127, "python3.12": 0, "python3": 0}.items():
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\nexit {status}\n")
        program.chmod(0o755)
    result = find_python(tmp_path)
    assert result.stdout.strip() == str(tmp_path / "python3.12")


def find_python(path: Path) -> subprocess.CompletedProcess[str]:
    command = ["/bin/sh", str(FIND_PYTHON)]
    return subprocess.run(command, env={"PATH": str(path)}, capture_output=True, text=True, check=False)


def test_what_is_promised_about_security_names_tests_that_are_there() -> None:
    named = re.findall(r"`((?:tests/[\w/]+/)?(?:test_)?[\w/]+\.py|tests/[\w/]+)`", read("SECURITY.md"))
    folder = ROOT
    assert len(named) > 15
    for name in named:
        path = ROOT / name if "/" in name else folder / name
        assert path.exists(), f"SECURITY.md speaks of {name}, which is not there"
        folder = path.parent
