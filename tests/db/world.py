"""Two processes' connections to one database, and what the tests of both write into it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.accounts.models import User
from app.accounts.repository import add_user
from app.db import Database, Location

ADA, EVE = User("usr_ada", "Ada"), User("usr_eve", "Eve")


@asynccontextmanager
async def two(location: Location) -> AsyncIterator[tuple[Database, Database]]:
    """The connections of two processes; Ada and Eve are there."""
    pair = Database(location), Database(location)
    try:
        async with pair[0].write() as connection:
            for user in (ADA, EVE):
                await add_user(connection, user, 0.0)
        yield pair
    finally:
        for database in pair:
            await database.close()
