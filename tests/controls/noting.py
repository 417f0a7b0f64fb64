"""A plugin of pytest that notes how each phase of each test ended: `-p tests.controls.noting`.

What pytest prints is for people. Whether a test failed by an assertion or because a module could not be imported is
told here: a line of JSON for each, in the file that `CONTROLS_NOTES` names.
"""

import json
import os
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

NOTES = "CONTROLS_NOTES"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note the outcome and, of a failure, the error's kind."""
    report = yield
    _note({"test": item.nodeid, "outcome": report.outcome, "kind": _kind(call)})
    return report


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """A file that cannot be read has no tests to note."""
    if report.failed:
        _note({"test": report.nodeid, "outcome": "failed", "kind": "collection"})


def _kind(call: pytest.CallInfo[None]) -> str:
    if call.excinfo is None:
        return ""
    # pytest.fail and "DID NOT RAISE" are assertions in other words.
    is_assertion = call.excinfo.errisinstance((AssertionError, pytest.fail.Exception))
    return "AssertionError" if is_assertion else call.excinfo.type.__name__


def _note(told: dict[str, Any]) -> None:
    with Path(os.environ[NOTES]).open("a", encoding="utf-8") as notes:
        notes.write(json.dumps(told) + "\n")
