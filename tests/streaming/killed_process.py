"""A process that is killed by its test: one run, its events printed as they are seen.

Arguments: the database, a file that gets a line for each step worked out, the cursor.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from app.streaming import Emit, Engine, Finish, Kind, RunContext, SqliteStore

EVENTS = 400
EVENTS_PER_STEP = 20


async def _main(database: Path, worked: Path, after: int) -> None:
    async def work(number: int) -> int:
        with worked.open("a") as lines:
            lines.write(f"step {number}\n")
        return number

    async def produce(context: RunContext) -> AsyncIterator[Emit | Finish]:
        for number in range(1, EVENTS + 1):
            if number % EVENTS_PER_STEP == 1:
                await context.step(f"step {number}", lambda number=number: work(number), int)  # type: ignore[misc]
            await asyncio.sleep(0.0005)
            yield Emit("n", number, once=str(number))
        yield Finish()

    engine = Engine(SqliteStore(database))
    engine.register(Kind("k", produce, resumable=True, max_attempts=1_000))
    await engine.open()
    run = await engine.start("k", "ann", None, key="the only one")
    async for batch in engine.follow(run.id, after):
        for event in batch:
            sys.stdout.write(f"{event.seq} {event.name} {event.data.decode()}\n")
        sys.stdout.flush()
    await engine.drain(1)


if __name__ == "__main__":
    asyncio.run(_main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
