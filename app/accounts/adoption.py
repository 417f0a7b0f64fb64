"""What was made before there were accounts belongs to the one person of this machine. Somebody may take it over.

Until somebody does, nobody sees it and its keys open nothing, but it is kept. Taking over is one transaction that finds
nothing of it running; it cannot be undone, because afterwards nothing tells whose a row was before.
"""

import logging
from collections.abc import Mapping

import msgspec

from app.accounts.administration import NOBODY
from app.accounts.models import LOCAL_USER
from app.accounts.repository import adopting as repository
from app.accounts.repository import belongings
from app.accounts.repository import people as people_repository
from app.accounts.repository.adopting import Connection
from app.accounts.turns import ACCOUNTS
from app.accounts.work import Work
from app.db import Database
from app.errors import Conflict, NotFound, Unavailable

_log = logging.getLogger(__name__)
STILL_WRITING = (
    "Something that was made before there were accounts is still being written. Try again in a moment, or stop the "
    "server first."
)
BOTH_HAVE = "You and the person of this machine both have something that only one may have. Nothing was taken over."

NAMED: Mapping[str, tuple[str, str]] = {
    "resumes": ("résumé", "résumés"),
    "postings": ("job posting", "job postings"),
    "tailorings": ("tailored résumé", "tailored résumés"),
    "reviews": ("review", "reviews"),
    "letters": ("letter", "letters"),
    "conversations": ("conversation", "conversations"),
    "mistakes": ("mistake to learn from", "mistakes to learn from"),
    "api_keys": ("key", "keys"),
}
"""One and several of what a person would miss, by table, in the order in which it is told."""
UNTOLD = frozenset(
    {
        "idempotency_keys", "invitations", "model_usage", "passkey_challenges", "passkeys", "password_resets",
        "posting_analyses", "running_streams", "runs", "sessions", "usage_days", "usage_reservations",
    }
)  # fmt: skip
"""What goes with the rest, and is nothing to tell of by itself."""


class Held(msgspec.Struct, frozen=True):
    """How much was made before there were accounts, by table of `NAMED`. It is false when there is nothing."""

    counts: Mapping[str, int]

    def __bool__(self) -> bool:
        return bool(self.counts)

    @property
    def things(self) -> str:
        """`3 résumés, 2 letters and 1 key`."""
        words = [f"{self.counts[name]:,} {_form(name, self.counts[name])}" for name in NAMED if name in self.counts]
        return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


class Adoption:
    """One instance for each process."""

    def __init__(self, database: Database, work: Work) -> None:
        self._database = database
        self._work = work

    async def held(self) -> Held:
        """What waits for somebody to take it over."""
        async with self._database.read() as connection:
            counts = await repository.count_rows(connection, LOCAL_USER.id)
        return Held({name: number for name, number in counts.items() if name in NAMED})

    async def adopt(self, user_id: str) -> None:
        """Everything of the person of this machine becomes this person's. What is being written of it is stopped.

        Raises:
            NotFound: there is no such person.
            Conflict: both have something that an owner may have once only; nothing has changed.
            Unavailable: something cannot be stopped now, because another process writes it; nothing has changed.
        """
        await self.stop_work()
        async with self._database.write(ACCOUNTS) as connection:
            if await people_repository.find_by_id(connection, user_id) is None:
                raise NotFound(NOBODY)
            await self.hand_over(connection, user_id)

    async def stop_work(self) -> None:
        """Stop what goes on of it in this process; what is written is kept."""
        await self._work.stop_all(LOCAL_USER.id)

    async def hand_over(self, connection: Connection, user_id: str) -> None:
        """The same as `adopt` inside a transaction that writes, after `stop_work`, for a person who is there."""
        await people_repository.hold(connection, LOCAL_USER.id, user_id)
        is_done = self._work.is_done_somewhere
        if is_done and await belongings.has_unfinished_runs(connection, LOCAL_USER.id):
            raise Unavailable(STILL_WRITING, retry_after=5)
        moved = await repository.hand_over(connection, LOCAL_USER.id, user_id)
        if moved is None:
            raise Conflict(BOTH_HAVE)
        _log.info("what was made before there were accounts was taken over: %d rows", moved)


def _form(name: str, number: int) -> str:
    one, several = NAMED[name]
    return one if number == 1 else several
