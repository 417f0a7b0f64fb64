"""A tailoring while the database is away for a moment: it waits, and goes on where it is."""

from pathlib import Path
from typing import Any

import pytest

from app.llm import Model
from app.postings.service import parse_posting
from tests.databases import AwayForAWhile
from tests.letters.world import ADA, BACKEND, RESUME, ScriptedModels, World


class Refusing(ScriptedModels):
    """Models of which the first that a run asks for is the moment at which the database goes away."""

    def __init__(self, served: int) -> None:
        super().__init__()
        self.served = served
        self.away: AwayForAWhile | None = None

    async def for_run(self, owner: str, run_id: str, hear: Any = None) -> Model:
        if self.away is not None and not self.away.refused:
            self.away.go(self.served, 2)
        return await super().for_run(owner, run_id, hear)


@pytest.mark.parametrize("served", range(3))
async def test_its_steps_wait_for_the_rows_that_they_need(tmp_path: Path, served: int) -> None:
    world, models = World(tmp_path), Refusing(served)
    house = await world.house(models)
    resume_id, _ = await house.resumes.keep(ADA.id, RESUME, "amara.md")
    posting = await house.postings.add(ADA.id, parse_posting(BACKEND))
    models.away = AwayForAWhile(house.database)
    stored = await house.tailorings.start(ADA.id, resume_id, posting.id, abandon_after=None)
    run = await house.engine.wait(stored.run_id)
    events = [event.name for event in await house.engine.events(run.id)]
    assert (run.state.value, run.attempts, models.away.refused) == ("done", 1, 2)
    assert events == ["progress"] * 6 + ["done"]
    await world.close()
