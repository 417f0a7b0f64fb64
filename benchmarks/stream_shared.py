"""The path of `stream_foreword.py` in several processes.

`python -m benchmarks.stream_shared serve DSN REDIS PORT`, and `… work DSN REDIS`:
`serve` begins runs and follows them, `work` makes them; both share a PostgreSQL and a Redis (docs/workers.md).
"""

import asyncio
import signal
import sys

import uvicorn
import uvloop

from app.collecting import leave_out_what_is_there
from app.streaming import Engine
from app.streaming.distributed.sharing import Sharing
from benchmarks.stream_foreword import TICK, app_of

MOST_RUNNING = 100_000
TAKE_OVER_SECONDS = 60.0


def serve(dsn: str, redis: str, port: int) -> None:
    """A server until SIGTERM."""
    sharing = Sharing(dsn, redis)
    app = app_of(Engine(sharing.store, make_runner=sharing.runner))
    uvicorn.run(app, port=port, log_level="critical", access_log=False, backlog=8192, timeout_graceful_shutdown=1)


async def work(dsn: str, redis: str) -> None:
    """A worker until SIGTERM; says when it takes runs."""
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    sharing = Sharing(dsn, redis)
    engine = Engine(sharing.store, make_runner=sharing.runner, max_running=MOST_RUNNING)
    engine.register(TICK)
    await engine.open()
    hand = sharing.worker(engine.means, TAKE_OVER_SECONDS)
    hand.open()
    leave_out_what_is_there()
    print("takes runs", flush=True)
    await stopped.wait()
    await hand.close(0.0, 1.0)
    await engine.drain(0.0)


def main() -> None:
    """Serve or work."""
    part, dsn, redis = sys.argv[1:4]
    if part == "serve":
        serve(dsn, redis, int(sys.argv[4]))
    else:
        uvloop.run(work(dsn, redis))


if __name__ == "__main__":
    main()
