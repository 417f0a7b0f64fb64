"""The end of an account: every row of it in every table, and what deleted rows leave behind in the file.

First the person is locked out, then their runs are stopped, then everything goes in one transaction that holds the
write lock and finds no run of theirs going on. From then on the database itself refuses rows that would belong to them.
"""

import asyncio
import logging
import sqlite3
import time
from collections.abc import Callable

from app.accounts.administration import LAST_ADMIN, NOBODY
from app.accounts.models import LOCAL_USER, Account
from app.accounts.repository import add_user, scrubbing
from app.accounts.repository import attempts as attempts_repository
from app.accounts.repository import belongings as repository
from app.accounts.repository import links as links_repository
from app.accounts.repository import people as people_repository
from app.accounts.throttling import account_digest
from app.accounts.turns import ACCOUNTS
from app.accounts.work import Work
from app.db import Database, turn_of
from app.errors import Conflict, NotFound, Unavailable

_log = logging.getLogger(__name__)
_ROUNDS = 5
_FIRST_PAUSE_SECONDS = 10.0
_LONGEST_PAUSE_SECONDS = 3_600.0


class Deletion:
    """One instance for each process. `clock` gives Unix seconds."""

    def __init__(self, database: Database, work: Work, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._work = work
        self._clock = clock
        self._one_at_a_time = asyncio.Lock()

    async def delete(self, user_id: str) -> None:
        """Remove a person with everything they have. Of the person of this machine, everything they have.

        Raises:
            NotFound: there is no such person.
            Conflict: they are the only administrator, and others are left.
            Unavailable: something of theirs cannot be stopped now; nothing is removed.
        """
        before = await self._lock_out(user_id)
        try:
            await self._remove(user_id, "" if before is None else before.email)
        except BaseException:
            if before is not None and not before.is_disabled:
                async with self._database.write() as connection:
                    await people_repository.change_account(connection, user_id, disabled_at=None)
            raise

    async def scrub(self, *, at_any_size: bool = False) -> bool:
        """Overwrite what deletions have left in the file; False when it has to be tried again later."""
        async with self._one_at_a_time:
            async with self._database.read() as connection:
                number = await scrubbing.last_unscrubbed(connection)
            if number is None:
                return True
            path = self._database.path
            try:
                # PostgreSQL cleans up after itself (docs/postgresql.md says what stays how long).
                done = path is None or await asyncio.to_thread(scrubbing.scrub, path, at_any_size=at_any_size)
            except sqlite3.OperationalError as error:
                _log.warning("deleted rows could not be overwritten yet: %s", error)
                return False
            if done:
                async with self._database.write() as connection:
                    await scrubbing.note_scrubbed(connection, number, self._clock())
            return done

    async def scrub_until_done(self) -> None:
        """Try again and again, more and more seldom."""
        pause = _FIRST_PAUSE_SECONDS
        while not await self.scrub():
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)

    async def _lock_out(self, user_id: str) -> Account | None:
        """The account as it was; None for the person of this machine, who has none."""
        if user_id == LOCAL_USER.id:
            return None
        async with self._database.write(ACCOUNTS) as connection:
            stored = await people_repository.find_by_id(connection, user_id)
            if stored is None:
                raise NotFound(NOBODY)
            is_last = await people_repository.is_only_admin(connection, user_id)
            if is_last and not await people_repository.is_alone(connection, user_id):
                raise Conflict(LAST_ADMIN)
            await people_repository.change_account(connection, user_id, disabled_at=self._clock())
        return stored.account

    async def _remove(self, user_id: str, email: str) -> None:
        for _ in range(_ROUNDS):
            await self._work.stop_all(user_id)
            async with self._database.write(turn_of(user_id)) as connection:
                await people_repository.hold(connection, user_id)
                if self._work.is_done_somewhere and await repository.has_unfinished_runs(connection, user_id):
                    continue
                await repository.delete_all(connection, await repository.belongings(connection, user_id))
                if email:
                    await attempts_repository.forget_account(connection, account_digest(email))
                    await links_repository.delete_invitations_to(connection, email)
                if user_id == LOCAL_USER.id:
                    await add_user(connection, LOCAL_USER, self._clock())
                await scrubbing.note_erasure(connection, self._clock())
                return
        raise Unavailable("Something is still being written and could not be stopped. Please try again.", retry_after=5)
