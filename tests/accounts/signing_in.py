"""People with accounts on a running server: made beside it, signed in through its own form."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import httpx

from app.accounts.models import User
from app.accounts.people import People
from app.accounts.work import Work
from app.db import Database
from app.settings import Settings
from app.streaming import SqliteStore
from tests.databases import new_database
from tests.running import Server

PASSWORD = "four quiet herons by the lake"
_TOKEN = re.compile(r'name="_csrf_token" value="([^"]+)"')
_Answer = TypeVar("_Answer")


def make_account(data_dir: Path, email: str, name: str, password: str = PASSWORD, *, admin: bool = False) -> User:
    """An account in the data folder, as `foreword users create` makes it."""
    return with_people(data_dir, lambda people: people.create(email, name, password, admin=admin))


def with_people(data_dir: Path, act: Callable[[People], Awaitable[_Answer]]) -> _Answer:
    """What a command beside the server does with the people of its data folder.

    In a thread of its own: while Playwright is open no other event loop can run in the test's.
    """

    async def run() -> _Answer:
        settings = Settings(data_dir=data_dir, auth="accounts")
        new_database(settings.database_path)
        database, store = Database(settings.database_path), SqliteStore(settings.database_path)
        try:
            return await act(People(database, settings, Work(store)))
        finally:
            await database.close()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(run())).result()


def token_of(page: httpx.Response) -> str:
    """The form token on a page."""
    found = _TOKEN.search(page.text)
    assert found is not None, page.text
    return found.group(1)


def sign_in(client: httpx.Client, email: str, password: str = PASSWORD, go_on: str = "/") -> httpx.Response:
    """Send the form of the sign-in page as a browser without scripts does."""
    token = token_of(client.get("/sign-in", params={"next": go_on}))
    fields = {"_csrf_token": token, "email": email, "password": password, "next": go_on}
    return client.post("/sign-in", data=fields)


@contextmanager
def signed_in(server: Server, email: str, password: str = PASSWORD) -> Iterator[httpx.Client]:
    """A browser in which this person is signed in."""
    with httpx.Client(base_url=server.url, timeout=60) as client:
        assert sign_in(client, email, password).status_code == 303
        yield client
