"""A limit holds across processes: four of them begin a hundred runs on one data folder, and exactly ten may."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.usage.competing import LETTERS, STREAMER, STREAMS
from tests.usage.world import ADA, World

PROCESSES, EACH = 4, 25


def compete(path: Path) -> dict[str, list[str]]:
    """Let the processes begin at the same time; what became of all that they began."""
    command = [sys.executable, "-m", "tests.usage.competing", str(path), str(EACH)]
    processes = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(PROCESSES)
    ]
    outcomes: dict[str, list[str]] = {"letters": [], "streams": []}
    try:
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        for process in processes:
            said, _ = process.communicate()
            for name, each in json.loads(said).items():
                outcomes[name] += each
    finally:
        for process in processes:
            process.kill()
            process.communicate()
    return outcomes


@pytest.fixture
async def outcomes(world: World) -> dict[str, list[str]]:
    return compete(world.path)


async def test_of_a_hundred_in_four_processes_exactly_as_many_begin_as_may(
    world: World, outcomes: dict[str, list[str]]
) -> None:
    for name, most in (("letters", LETTERS), ("streams", STREAMS)):
        begun = {outcome for outcome in outcomes[name] if outcome != "limit_reached"}
        assert len(outcomes[name]) == PROCESSES * EACH
        assert len(begun) == most, name
        assert outcomes[name].count("limit_reached") == PROCESSES * EACH - most, name
        async with world.database.read() as connection:
            owner = ADA.id if name == "letters" else STREAMER
            rows = await connection.execute(text("SELECT id FROM runs WHERE owner = :owner"), {"owner": owner})
            assert {id_ for (id_,) in rows} == begun, name
    async with world.database.read() as connection:
        assert (await connection.execute(text("SELECT used, most FROM usage_days"))).one() == (LETTERS, LETTERS)
