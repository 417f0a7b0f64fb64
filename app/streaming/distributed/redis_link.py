"""How processes reach each other: connections to Redis or Valkey, and what things are called there.

Nothing is kept there that is not in the log too. What Redis forgets or cannot take is read from the log, later.
"""

import msgspec
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

SOCKET_SECONDS = 5.0
CONNECT_SECONDS = 2.0
BLOCK_SECONDS = 2.0
"""How long a reader waits in one command: well under `SOCKET_SECONDS`, so that a server that is gone is noticed."""

AWAY = (RedisError, OSError)
"""What a command raises when the server is away, restarts or is full."""


class Names(msgspec.Struct, frozen=True):
    """The keys of one installation; several may share a server under different prefixes."""

    prefix: str = "foreword"

    def live(self, run_id: str) -> str:
        """The stream of a run's newest events; an entry's id is the event's number."""
        return f"{self.prefix}:run:{run_id}"

    def viewers(self, run_id: str) -> str:
        """A sorted set: which process has viewers of the run, and until when that holds, in ms of the server's time."""
        return f"{self.prefix}:viewers:{run_id}"

    def bell(self, process: str) -> str:
        """A stream by which a process wakes its own reader."""
        return f"{self.prefix}:bell:{process}"

    @property
    def stops(self) -> str:
        """A stream of the runs that are to end."""
        return f"{self.prefix}:stops"

    @property
    def notices(self) -> str:
        """A stream of what has changed, for those who show it."""
        return f"{self.prefix}:notices"

    def hits(self, name: str) -> str:
        """A sorted set: the hits of the last while that count under this name, by the server's time in ms."""
        return f"{self.prefix}:hits:{name}"

    @property
    def queue(self) -> str:
        """The queue of runs that wait for a worker."""
        return f"{self.prefix}-runs"


def connect(url: str) -> Redis:
    """A client with a pool of its own. A connection that died meanwhile is replaced once, without a pause."""
    return Redis.from_url(
        url,
        socket_timeout=SOCKET_SECONDS,
        socket_connect_timeout=CONNECT_SECONDS,
        retry=Retry(NoBackoff(), 1),
    )
