"""A short attack on a real server; `python -m tests.openapi.attacking` takes its time."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.accounts.household import NEVER_LIMITED, Household
from tests.openapi.attacking import attack
from tests.running import Server


@pytest.fixture(scope="module")
def household(tmp_path_factory: pytest.TempPathFactory) -> Household:
    made = Household(tmp_path_factory.mktemp("attacked") / "data")
    made.fill()
    return made


@pytest.fixture(scope="module")
def attacked(household: Household) -> Iterator[Server]:
    with Server(household.settings.data_dir, auth="accounts", tex="off", **NEVER_LIMITED) as running:
        yield running


def test_every_operation_answers_as_the_document_says(household: Household, attacked: Server, tmp_path: Path) -> None:
    phases = ("--phases", "examples,coverage,fuzzing", "--max-examples", "2")
    fixed = ("--seed", "1", "--generation-deterministic", *phases)
    done = attack(attacked, household, tmp_path, *fixed)
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-2_000:]
    tested = re.search(r"Selected: (\d+)/(\d+)\s+Tested: (\d+)", done.stdout)
    assert tested is not None, done.stdout
    assert len(set(tested.groups())) == 1
    assert "request failed" not in attacked.log
