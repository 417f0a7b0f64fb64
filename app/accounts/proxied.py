"""People whom a reverse proxy has signed in: known by the name that it gives, made at first sight."""

import logging
import time
from collections.abc import Callable

from app.accounts.models import Account, User
from app.accounts.naming import LONGEST_NAME, parse_name
from app.accounts.repository import people as repository
from app.accounts.repository import sessions as sessions_repository
from app.accounts.turns import ACCOUNTS
from app.db import Database
from app.errors import InvalidInput, OutOfSpace, Unavailable
from app.ids import new_id

_log = logging.getLogger(__name__)
_SEEN_EVERY_SECONDS = 60.0


class Proxied:
    """One instance for each process. `clock` gives Unix seconds."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    async def recognise(self, proxy_name: str, shown_name: str) -> User | None:
        """The person of this name at the proxy, a new one when it is the first time; None when they are disabled.

        `shown_name` is what they are called, "" for the name itself; another one than before is taken over. Reading
        does not become writing: that somebody was here is noted once a minute.
        """
        if not proxy_name or len(proxy_name) > LONGEST_NAME or not proxy_name.isprintable():
            return None
        async with self._database.read() as connection:
            stored = await repository.find_by_proxy_name(connection, proxy_name)
        name = _name(shown_name, proxy_name)
        if stored is None:
            return await self._add(proxy_name, name)
        account = stored.account
        if account.is_disabled:
            return None
        if account.name != name or (account.last_seen_at or 0.0) <= self._clock() - _SEEN_EVERY_SECONDS:
            await self._note(account, name)
        return User(id=account.id, name=name, is_admin=account.is_admin)

    async def _add(self, proxy_name: str, name: str) -> User | None:
        """Two first requests at the same time make one person."""
        now = self._clock()
        row = {"id": new_id("usr"), "proxy_name": proxy_name, "name": name, "created_at": now, "last_seen_at": now}
        async with self._database.write(ACCOUNTS) as connection:
            stored = await repository.find_by_proxy_name(connection, proxy_name)
            if stored is not None:
                return None if stored.account.is_disabled else stored.account.user
            await repository.add_account(connection, row)
        return User(id=str(row["id"]), name=name)

    async def _note(self, account: Account, name: str) -> None:
        try:
            async with self._database.write() as connection:
                await repository.change_account(connection, account.id, name=name)
                await sessions_repository.note_seen(connection, account.id, self._clock())
        except (OutOfSpace, Unavailable) as error:
            # Reading goes on when nothing can be written.
            _log.warning("a visit was not noted: %s", error.code)


def _name(shown: str, proxy_name: str) -> str:
    try:
        return parse_name(shown)
    except InvalidInput:
        return proxy_name
