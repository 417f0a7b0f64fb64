"""Requests that count once however often they are sent (draft-ietf-httpapi-idempotency-key-header-07, "The
Idempotency-Key HTTP Request Header Field"), and the only door for the protocols.

What a request made is remembered by its name, not by its answer: the same request is answered again by what that thing
says now, and no second copy of anybody's document lies about.
"""

import asyncio
import hashlib
import re
import time
from collections.abc import Awaitable, Callable
from weakref import WeakValueDictionary

import msgspec

from app.db import Database
from app.errors import InvalidInput
from app.idempotency import repository

KEPT_SECONDS = 7 * 86_400.0
FIELD = "Idempotency-Key"
_KEY = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?")
_USED = "This key was used for a different request before. Use a new key for each request."

__all__ = ["Done", "Idempotency", "Key", "KeyReused", "parse_key"]


class KeyReused(InvalidInput):
    """The key stands for another request (section 2.7 of the draft: 422)."""

    code = "idempotency_key_reused"


class Key(msgspec.Struct, frozen=True):
    """A key of one person. `inner` names the request for the runs that it begins, apart from any protocol's key."""

    value: str

    @property
    def inner(self) -> str:
        """The same for the same key."""
        return f"api {self.value}"


class Done(msgspec.Struct, frozen=True):
    """What a request came to: the name of what it made, and whether an earlier one had made it."""

    target: str
    replayed: bool


def parse_key(header: str | None) -> Key | None:
    """The header's key, with or without the quotes of a structured field; None without one.

    Raises:
        InvalidInput: it is empty, longer than 255 characters, or has others than printable ASCII.
    """
    if header is None:
        return None
    typed = header.strip()
    if len(typed) > 1 and typed[0] == typed[-1] == '"':
        typed = typed[1:-1]
    if not _KEY.fullmatch(typed):
        raise InvalidInput("An Idempotency-Key has 1 to 255 printable ASCII characters.", field=FIELD)
    return Key(typed)


class Idempotency:
    """One instance for each process. `clock` gives Unix seconds."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock
        self._locks: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    async def once(self, owner: str, key: Key | None, request: bytes, act: Callable[[], Awaitable[str]]) -> Done:
        """Carry a request out, unless the same one was carried out under this key; `act` names what it made.

        `request` is whatever tells one request from another. A request that fails leaves the key free. A server that
        dies in between leaves it taken by the same request, so `act` has to find again what it has made already.

        Raises:
            KeyReused: the key stands for another request.
        """
        if key is None:
            return Done(await act(), replayed=False)
        fingerprint = hashlib.sha256(request).digest()
        async with self._lock(owner, key.value):
            known = await self._claim(owner, key.value, fingerprint)
            if known:
                return Done(known, replayed=True)
            return Done(await self._carried_out(owner, key.value, act), replayed=False)

    def _lock(self, owner: str, key: str) -> asyncio.Lock:
        return self._locks.setdefault((owner, key), asyncio.Lock())

    async def _claim(self, owner: str, key: str, fingerprint: bytes) -> str:
        now = self._clock()
        async with self._database.write() as connection:
            await connection.execute(repository.delete_before(owner, now - KEPT_SECONDS))
            claimed = await repository.claim(connection, owner, key, fingerprint, now)
        if claimed.fingerprint != fingerprint:
            raise KeyReused(_USED, field=FIELD)
        return claimed.target

    async def _carried_out(self, owner: str, key: str, act: Callable[[], Awaitable[str]]) -> str:
        try:
            target = await act()
        except BaseException:
            await asyncio.shield(self._write(repository.release(owner, key)))
            raise
        await asyncio.shield(self._write(repository.set_target(owner, key, target)))
        return target

    async def _write(self, statement: repository.Change) -> None:
        async with self._database.write() as connection:
            await connection.execute(statement)
