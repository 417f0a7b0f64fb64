"""Keys for tests of what programs may do."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from app.accounts.keys import Keys
from app.accounts.models import LOCAL_USER, User
from app.accounts.repository import add_user
from app.db import Database


async def make_key(database: Database, owner: User = LOCAL_USER, name: str = "a program") -> str:
    """A key that opens everything and does not expire, of somebody who has a row from now on."""
    async with database.write() as connection:
        await add_user(connection, owner, 0.0)
    return (await Keys(database).create(owner.id, name)).key


def make_key_beside(data_dir: Path, owner: User) -> str:
    """The same in the data folder of a server; in a thread, because Playwright keeps the test's for its own loop."""

    async def make() -> str:
        database = Database(data_dir / "foreword.sqlite3")
        try:
            return await make_key(database, owner)
        finally:
            await database.close()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(make())).result()
