"""What signs the forms' tokens (`app/web/csrf.py`): made once, and the same after a restart and for every server.

Where the rows are one SQLite file it is a file beside it, so that no backup holds it (docs/decisions/0032). Where they
are in PostgreSQL any number of servers on any machines have to know it, so it is a row (docs/decisions/0039).
"""

import asyncio
import secrets
from pathlib import Path

from app.accounts.repository import shared_secrets as repository
from app.db import Database

NAME = "forms"
_FILE = "csrf.key"
_BYTES = 32


async def form_secret(database: Database, folder: Path) -> str:
    """The secret of this installation, in hexadecimal digits; `folder` is the data folder.

    Of servers that start for the first time together one makes it, and all have that one.
    """
    if database.path is not None:
        return await asyncio.to_thread(_in_folder, folder)
    async with database.write() as connection:
        await repository.add_unless_there(connection, NAME, secrets.token_hex(_BYTES))
        return await repository.find(connection, NAME)


def _in_folder(folder: Path) -> str:
    path = folder / _FILE
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(secrets.token_hex(_BYTES))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")
