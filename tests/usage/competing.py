"""One of several processes that begin runs on one data folder at the same time.

Run as `python -m tests.usage.competing DATABASE NUMBER`: it says "ready", waits for a line, begins NUMBER runs at once
and says how each of them went as JSON, the ids of the runs and the codes of the refusals. An engine owns its store, so
no two of them are opened on one; beginning runs is all that is done here.
"""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from app.db import Database
from app.errors import LimitReached, Unavailable
from app.ids import new_id
from app.streaming import Emit, Finish, Kind, RunContext, SqliteStore
from app.usage.service import LimitedEngine, Quotas
from tests.usage.world import ADA, KIND, Clock

LETTERS, STREAMS = 10, 10
"""What may be begun in all: letters a day by the one who is ADA, and streams at a time by the other."""
STREAMER = "usr_eve"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def _hold(_context: RunContext) -> AsyncIterator[Emit | Finish]:
    await asyncio.Event().wait()
    yield Finish()


async def _begin(engine: LimitedEngine, quotas: Quotas, owner: str) -> str:
    run_id = new_id("run")
    while True:
        try:
            if owner == STREAMER:
                return (await engine.start(KIND, owner, None, run_id=run_id)).id
            async with quotas.taking(owner, "letters", run_id) as taken:
                return (await engine.start("free", owner, None, run_id=run_id, statements=taken)).id
        except LimitReached as error:
            return error.code
        except Unavailable:
            # Another process keeps the lock on a machine that is busy: nothing was written.
            continue


async def compete(path: Path, number: int) -> dict[str, list[str]]:
    """How so many of each kind went."""
    database = Database(path)
    engine = LimitedEngine(SqliteStore(path), most_streams=STREAMS, uncounted={"free"})
    quotas = Quotas(database, {"letters": LETTERS}, Clock())
    for kind in (KIND, "free"):
        engine.register(Kind(kind, _hold, resumable=False))
    await engine.store.open()
    _say("ready")
    await asyncio.to_thread(sys.stdin.readline)
    owners = [ADA.id, STREAMER] * number
    outcomes = await asyncio.gather(*(_begin(engine, quotas, owner) for owner in owners))
    await database.close()
    return {"letters": outcomes[::2], "streams": outcomes[1::2]}


if __name__ == "__main__":
    _say(json.dumps(asyncio.run(compete(Path(sys.argv[1]), int(sys.argv[2])))))
