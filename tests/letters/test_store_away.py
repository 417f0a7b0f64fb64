"""A letter while the database is away for a moment: it waits, and pays for nothing twice."""

import pytest

from app.letters.composing import PARTS
from tests.databases import AwayForAWhile
from tests.letters.world import House, ScriptedModels, count, texts


@pytest.mark.parametrize("served", range(3))
async def test_a_paragraph_is_kept_once_it_can_be_and_is_not_written_again(
    house: House, models: ScriptedModels, served: int
) -> None:
    away, script = AwayForAWhile(house.database), models.script
    script.pause = ("body_1", 2)
    stored = await house.begin()
    await script.paused.wait()
    away.go(served, 2)
    script.go.set()
    letter = await house.ended(stored)
    assert (letter.stored.state, letter.is_whole) == ("done", True)
    assert texts(letter)["body_1"] == "At Polder Pay I introduced Kafka."
    assert script.asked == list(PARTS)
    assert count(await house.events(stored), "open") == len(PARTS)
