"""`tools/` installs what was locked and nothing else, tried with packages of the tests' own and no network."""

import base64
import hashlib
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAME = "foreword_canary"
BODY = "SAYS = 'what was locked'\n"


def wheel(folder: Path, body: str) -> Path:
    """A package of one module (PEP 427)."""
    info = f"{NAME}-1.0.dist-info"
    parts = {
        f"{NAME}.py": body,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {NAME}\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{name},sha256={_digest(text)},{len(text.encode())}\n" for name, text in parts.items())
    path = folder / f"{NAME}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as package:
        for name, text in [*parts.items(), (f"{info}/RECORD", f"{record}{info}/RECORD,,\n")]:
            package.writestr(zipfile.ZipInfo(name), text)
    return path


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with an environment of its own, in which pip is, and a lock with the package that was looked at."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    made = wheel(wheels, BODY)
    digest = hashlib.sha256(made.read_bytes()).hexdigest()
    (tmp_path / "requirements.lock").write_text(f"{NAME}==1.0 \\\n    --hash=sha256:{digest}\n")
    venv.create(tmp_path / ".venv", with_pip=True)
    return tmp_path


def install(checkout: Path) -> subprocess.CompletedProcess[str]:
    """As `make` does; the last step, our own package, has nothing to install here and fails."""
    offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(checkout / "wheels"), "PIP_CONFIG_FILE": os.devnull}
    script = ["sh", str(ROOT / "tools" / "install_python_packages.sh"), "requirements.lock"]
    return subprocess.run(script, cwd=checkout, env=os.environ | offline, capture_output=True, text=True, check=False)


def says(checkout: Path) -> str:
    command = [str(checkout / ".venv" / "bin" / "python"), "-c", f"import {NAME}; print({NAME}.SAYS)"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def test_only_what_has_the_locked_hash_is_installed(checkout: Path) -> None:
    wheels, lock = checkout / "wheels", checkout / "requirements.lock"
    locked = lock.read_text()
    wheel(wheels, "SAYS = 'something else'\n")
    tampered = install(checkout)
    assert tampered.returncode != 0
    assert "DO NOT MATCH THE HASHES" in tampered.stderr
    assert says(checkout) == ""
    wheel(wheels, BODY)
    lock.write_text(f"{NAME}==1.0\n")
    assert "Hashes are required" in install(checkout).stderr
    assert says(checkout) == ""
    lock.write_text(locked)
    install(checkout)
    assert says(checkout) == "what was locked"


def test_no_script_of_a_package_runs() -> None:
    """npm runs what a package names as its `postinstall` unless it is told not to."""
    commands = [
        line
        for path in ("tools/install_browser_files.sh", "Dockerfile", "Makefile")
        for line in (ROOT / path).read_text(encoding="utf-8").splitlines()
        if "npm ci" in line or "npm install" in line
    ]
    assert len(commands) == 3
    assert [line for line in commands if "--ignore-scripts" not in line] == []


def test_the_environment_of_the_tests_is_the_locked_one() -> None:
    """What runs here is what the lock names, so that a test is about what is shipped."""
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "list", "--format=freeze", "--disable-pip-version-check"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    installed = {
        name.lower().replace("_", "-"): version
        for name, _, version in (line.partition("==") for line in listed.split())
    }
    lock = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    locked = {
        line.split("==")[0]: line.split("==")[1].split()[0]
        for line in lock.splitlines()
        if "==" in line[:60] and line[0] != " "
    }
    assert len(locked) > 150
    assert {name: version for name, version in installed.items() if locked.get(name, version) != version} == {}


def test_the_lock_leaves_nothing_out() -> None:
    """It is installed without a look at what its packages need."""
    command = [sys.executable, "-m", "pip", "check", "--disable-pip-version-check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
