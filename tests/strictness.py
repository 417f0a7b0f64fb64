"""A pytest plugin (`-p tests.strictness`): in CI a skipped test is a failed test.

A test that skips itself where its program is missing passes everywhere by testing nothing. With `CI=true` in the
environment each skip, an expected failure and a module skipped while it is collected among them, becomes a failure that
gives the skip's own reason.
"""

import os
from collections.abc import Generator

import pytest


def _in_ci() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def _reason(longrepr: object) -> str:
    return str(longrepr[2]) if isinstance(longrepr, tuple) else str(longrepr)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skipped phase of a test into a failed one."""
    report = yield
    if report.skipped and _in_ci():
        reason = getattr(report, "wasxfail", None) or _reason(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"Skipped in CI, where every test has to run: {reason}"
        report.__dict__.pop("wasxfail", None)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a module that skips itself while it is collected."""
    report = yield
    if report.skipped and _in_ci():
        reason = _reason(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"Skipped in CI, where every test has to run: {reason}"
    return report
