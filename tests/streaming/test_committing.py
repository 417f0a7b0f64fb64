"""Events are written in groups: what is said while a group cannot be written yet goes with it."""

import pytest

from app.streaming import SqliteStore, sqlite_writer
from app.streaming.observing import Unobserved
from tests.streaming.world import Script, World, names, read_to_end, read_until


class Groups(Unobserved):
    """How many events each group had."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def committed(self, events: int, seconds: float) -> None:
        assert seconds >= 0
        self.sizes.append(events)


async def test_what_is_said_until_the_next_group_may_begin_goes_with_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    script, groups = Script(), Groups()
    engine = await world.engine(script.kind(), observer=groups)
    run = await engine.start("script", "ann", None)
    script.say("a")
    await read_until(engine, run, 1)

    def pause() -> float:
        if not said:
            said.append("c")
            script.say("c")
        return 0.01

    said: list[str] = []
    monkeypatch.setattr(engine.means.store, "pause", pause)
    script.say("b")
    await read_until(engine, run, 2)
    script.finish()
    assert names(await read_to_end(engine, run)) == ["a", "b", "c", "done"]
    assert groups.sizes == [1, 2]


async def test_a_file_is_not_written_again_at_once_and_a_server_may_be(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = Script()
    engine = await world.engine(script.kind())
    run = await engine.start("script", "ann", None)
    script.say("a")
    await read_until(engine, run, 1)
    with monkeypatch.context() as patch:
        patch.setattr(sqlite_writer, "GROUP_SECONDS", 3_600.0)
        pause = engine.means.store.pause()
    assert pause > 3_000 if isinstance(engine.means.store, SqliteStore) else pause == 0
