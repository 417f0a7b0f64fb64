"""A process that stood still, or whose loop was kept busy: nobody is taken to have left, everybody gets everything."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from app.streaming import Emit, Engine, Finish, Kind, RunContext, SqliteStore, engine, follower
from tests.protocols.chat import chat, text_of
from tests.protocols.scripted_replies import ScriptedServer, quiet
from tests.streaming.world import Script

STANDSTILL = 1.0


async def test_a_run_outlives_a_standstill_longer_than_its_viewers_leases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "SWEEP_SECONDS", 0.01)
    monkeypatch.setattr(follower, "LEASE_SLACK_SECONDS", 0.05)
    script = Script()
    owner = Engine(SqliteStore(tmp_path / "runs.sqlite3"), heartbeat=0.05)
    owner.register(script.kind())
    await owner.open()
    run = await owner.start("script", "ann", None, abandon_after=0.2)
    watching = owner.follow(run.id)
    for _ in range(3):
        assert await anext(watching) == ()
    asyncio.get_running_loop().call_soon(time.sleep, STANDSTILL)
    for _ in range(10):
        assert await anext(watching) == (), "the run was given up"
    script.say("still here")
    assert [event.name for event in await anext(watching)] == ["still here"]
    script.finish()
    assert (await owner.wait(run.id)).state.ended
    await owner.drain(1)


def test_a_producer_that_never_waits_keeps_nobody_from_his_stream(data_dir: Path) -> None:
    enough = threading.Event()

    async def pour(_context: RunContext) -> AsyncIterator[Emit | Finish]:
        while not enough.is_set():
            yield Emit("drop", {"text": "x" * 100})
        yield Finish()

    with pytest.MonkeyPatch.context() as patch:
        quiet(patch)
        with ScriptedServer(data_dir, rate_limit_per_minute=10_000) as server:
            owner = server.application.engine
            owner._kinds["greedy"] = Kind("greedy", pour, resumable=False)
            run = server.wait_for(owner.start("greedy", "usr_local", None))
            try:
                server.replies.says = ["Not ", "kept ", "waiting."]
                for _ in range(3):
                    assert text_of(chat(server)) == "Not kept waiting."
                    assert httpx.get(f"{server.url}/tutor", timeout=60).status_code == 200
            finally:
                enough.set()
            assert server.wait_for(owner.wait(run.id)).state == "done"
