"""Where a person is signed in: a random token in a cookie, of which the database knows only the SHA-256."""

import logging
import time
from collections.abc import Callable

from app.accounts.identity import Caller
from app.accounts.models import SessionView
from app.accounts.repository import sessions as repository
from app.accounts.tokens import digest_of, may_be_token, new_token
from app.db import Database, turn_of
from app.errors import NotFound, OutOfSpace, Unavailable
from app.ids import new_id

_log = logging.getLogger(__name__)
_DAY_SECONDS = 86_400.0
_TOUCHED_EVERY_SECONDS = 60.0
_LONGEST_AGENT = 300
_LONGEST_ADDRESS = 64
MOST_SESSIONS = 50
"""Of one person; the one that was unused for the longest time ends first."""


class Sessions:
    """The sessions' use cases. One instance for each process. `clock` gives Unix seconds."""

    def __init__(self, database: Database, days: int, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._seconds = days * _DAY_SECONDS
        self._clock = clock

    async def open(self, user_id: str, agent: str, address: str, *, replacing: str = "") -> str:
        """Sign somebody in who has shown who they are; the token for the cookie, always a new one.

        `replacing`: the token that the browser brought along. That session ends, whoever it belonged to.
        """
        now, token = self._clock(), new_token()
        row = {
            "id": new_id("ses"),
            "digest": digest_of(token),
            "owner": user_id,
            "agent": _printable(agent)[:_LONGEST_AGENT],
            "address": _printable(address)[:_LONGEST_ADDRESS],
            "created_at": now,
            "seen_at": now,
            "expires_at": now + self._seconds,
        }
        async with self._database.write(turn_of(user_id)) as connection:
            await repository.delete_expired(connection, now)
            if may_be_token(replacing):
                await repository.delete_by_digest(connection, digest_of(replacing))
            await repository.add_session(connection, row)
            await repository.keep_newest(connection, user_id, MOST_SESSIONS)
            await repository.note_seen(connection, user_id, now)
        return token

    async def find(self, token: str) -> Caller | None:
        """Whom a token speaks for; None for one that is malformed, unknown, ended, expired, or of a disabled account.

        A session that is used lives on: its end moves, at most once a minute, so that reading does not become writing.
        """
        if not may_be_token(token):
            return None
        now = self._clock()
        async with self._database.read() as connection:
            found = await repository.find_session(connection, digest_of(token), now)
        if found is None:
            return None
        if found.seen_at <= now - _TOUCHED_EVERY_SECONDS:
            await self._touch(found.id, found.user.id, now)
        return Caller(user=found.user, session_id=found.id)

    async def list(self, user_id: str) -> tuple[SessionView, ...]:
        """Where a person is signed in, the one used last first."""
        async with self._database.read() as connection:
            return await repository.list_sessions(connection, user_id, self._clock())

    async def revoke(self, user_id: str, session_id: str) -> None:
        """End one session, at once.

        Raises:
            NotFound: the person has no such session.
        """
        async with self._database.write() as connection:
            if not await repository.delete_session(connection, user_id, session_id):
                raise NotFound("This session has ended already.")

    async def close(self, token: str) -> None:
        """Sign out: the token opens nothing from now on. An unknown one is fine."""
        if may_be_token(token):
            async with self._database.write() as connection:
                await repository.delete_by_digest(connection, digest_of(token))

    async def close_all(self, user_id: str, but: str = "") -> None:
        """End all sessions of a person, except the one with the id `but`."""
        async with self._database.write() as connection:
            await repository.delete_all(connection, user_id, but)

    async def _touch(self, session_id: str, user_id: str, now: float) -> None:
        try:
            async with self._database.write() as connection:
                await repository.touch_session(connection, session_id, now, now + self._seconds)
                await repository.note_seen(connection, user_id, now)
        except (OutOfSpace, Unavailable) as error:
            # Reading goes on when nothing can be written.
            _log.warning("the use of a session was not noted: %s", error.code)


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text).strip()
