"""Keys for programs: made, found, listed, revoked."""

import logging
import time
from collections.abc import Iterable

from app.accounts.identity import Caller
from app.accounts.key_text import digest_of, may_be_key, new_key
from app.accounts.models import FoundKey, Made, StoredKey
from app.accounts.repository import keys as repository
from app.accounts.scopes import ALL_SCOPES, in_order, parse_scopes
from app.db import Database, turn_of
from app.errors import Conflict, InvalidInput, NotFound, OutOfSpace, Unavailable
from app.ids import derived_id, new_id

_log = logging.getLogger(__name__)
INVALID_KEY = "This key is not valid. It may have been revoked or have expired; make a new one under Settings, Keys."
LONGEST_NAME = 200
LONGEST_LIFE_SECONDS = 10 * 366 * 86_400
MOST_KEYS = 100
KEPT_REVOKED = 20
_TOUCHED_EVERY_SECONDS = 60.0
_ENDING_LENGTH = 4

__all__ = ["ALL_SCOPES", "INVALID_KEY", "Keys", "Made", "StoredKey"]


class Keys:
    """The keys' use cases. One instance for each process."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def create(
        self,
        owner: str,
        name: str,
        scopes: Iterable[str] = ALL_SCOPES,
        expires_at: float | None = None,
        *,
        once: str = "",
    ) -> Made:
        """A new key, to be shown this once: what is stored does not tell it again.

        Args:
            owner: the id of a user who exists.
            name: what the key is for, 1 to 200 characters.
            scopes: what it opens.
            expires_at: Unix seconds; None for never.
            once: names one form, so that sending it again does not make another key.

        Raises:
            InvalidInput: with the field (`name`, `scopes`, `expires`), or without one when there are too many keys.
            Conflict: the form `once` was sent before.
        """
        now, key = time.time(), new_key()
        row = {
            "id": derived_id("key", owner, once) if once else new_id("key"),
            "owner": owner,
            "name": _parse_name(name),
            "digest": digest_of(key),
            "scopes": " ".join(in_order(parse_scopes(scopes))),
            "ending": key[-_ENDING_LENGTH:],
            "created_at": now,
            "expires_at": _parse_end(expires_at, now),
        }
        async with self._database.write(turn_of(owner)) as connection:
            if await repository.has_key(connection, owner, str(row["id"])):
                raise Conflict("This form was sent before, and its key was shown then. Make another one if it is lost.")
            if await repository.count_valid(connection, owner, now) >= MOST_KEYS:
                raise InvalidInput(f"You have {MOST_KEYS} keys. Revoke one that is no longer used first.")
            await repository.forget_revoked(connection, owner, KEPT_REVOKED)
            await repository.add_key(connection, row)
        return Made(id=str(row["id"]), key=key)

    async def find(self, key: str) -> Caller | None:
        """Whom a key speaks for; None for one that is malformed, unknown, revoked or expired, which nobody is told."""
        if not may_be_key(key):
            return None
        now = time.time()
        async with self._database.read() as connection:
            found = await repository.find_key(connection, digest_of(key), now)
        if found is None:
            return None
        await self._touch(found, now)
        return Caller(user=found.user, scopes=found.scopes, key_id=found.id)

    async def list(self, owner: str) -> tuple[StoredKey, ...]:
        """A person's keys, the newest first; of the revoked ones those that were revoked last."""
        async with self._database.read() as connection:
            return await repository.list_keys(connection, owner)

    async def revoke(self, owner: str, key_id: str) -> None:
        """From the next request on the key opens nothing. To do it twice is fine.

        Raises:
            NotFound: the person has no such key.
        """
        async with self._database.write() as connection:
            if not await repository.has_key(connection, owner, key_id):
                raise NotFound("There is no such key.")
            await repository.revoke_key(connection, owner, key_id, time.time())

    async def _touch(self, found: FoundKey, now: float) -> None:
        """Note the use, at most once a minute, so that reading does not become writing."""
        if found.last_used_at is not None and found.last_used_at > now - _TOUCHED_EVERY_SECONDS:
            return
        try:
            async with self._database.write() as connection:
                await repository.touch_key(connection, found.id, now)
        except (OutOfSpace, Unavailable) as error:
            # Reading goes on when nothing can be written.
            _log.warning("the use of a key was not noted: %s", error.code)


def _parse_name(name: str) -> str:
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > LONGEST_NAME or not tidy.isprintable():
        raise InvalidInput(f"A key needs a name of 1 to {LONGEST_NAME} characters.", field="name")
    return tidy


def _parse_end(expires_at: float | None, now: float) -> float | None:
    if expires_at is not None and not now < expires_at <= now + LONGEST_LIFE_SECONDS:
        raise InvalidInput("A key expires in the future, within ten years, or never.", field="expires")
    return expires_at
