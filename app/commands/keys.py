"""`foreword keys`: make, list and revoke the keys of a person from the server's own shell."""

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from app.accounts.scopes import SCOPES
from app.commands.common import Refusal, settings, with_database

if TYPE_CHECKING:
    from app.accounts.models import StoredKey
    from app.db import Database

_DAY_SECONDS = 86_400
_of_whom = click.option("--user", help="Whose keys: an email address, a name at the proxy, or the id of a user.")


@click.group()
def keys() -> None:
    """Keys for programs that use the API."""


@keys.command("create")
@click.option("--name", required=True, help="What the key is for, to tell it from others.")
@click.option("--scope", "scopes", multiple=True, type=click.Choice(SCOPES), help="What it may do; all, without any.")
@click.option("--days", type=click.IntRange(1, 3_650), help="For how many days; for ever, without.")
@_of_whom
def create_key(name: str, scopes: tuple[str, ...], days: int | None, user: str | None) -> None:
    """Make a key and print it, and nothing else. It is shown once; only its digest is stored."""
    expires_at = None if days is None else time.time() + days * _DAY_SECONDS

    async def create(database: "Database") -> str:
        from app.accounts.keys import Keys

        owner = await _owner(database, user)
        return (await Keys(database).create(owner, name, scopes or SCOPES, expires_at)).key

    click.echo(with_database(create))


@keys.command("list")
@_of_whom
def list_keys(user: str | None) -> None:
    """Show the keys: id, how each ends, what it opens, until when, and when it was last used. Times are UTC."""

    async def read(database: "Database") -> "tuple[StoredKey, ...]":
        from app.accounts.keys import Keys

        return await Keys(database).list(await _owner(database, user))

    found, now = with_database(read), time.time()
    for key in found:
        used = "never used" if key.last_used_at is None else f"used {_day(key.last_used_at)}"
        click.echo(f"{key.id}  {key.hint:<13}  {_ends(key, now):<18}  {used:<15}  {','.join(key.scopes)}  {key.name}")
    if not found:
        click.echo("There are no keys.", err=True)


@keys.command("revoke")
@click.argument("key_id")
@_of_whom
def revoke_key(key_id: str, user: str | None) -> None:
    """Make a key invalid for good. KEY_ID is what `foreword keys list` shows first."""

    async def revoke(database: "Database") -> None:
        from app.accounts.keys import Keys

        await Keys(database).revoke(await _owner(database, user), key_id)

    with_database(revoke)
    click.echo(f"{key_id} is revoked.")


async def _owner(database: "Database", user: str | None) -> str:
    """The id of whoever is meant: without a name the one person there is when nobody signs in."""
    from app.accounts.models import LOCAL_USER
    from app.accounts.naming import fold_email
    from app.accounts.repository.people import find_by_email, find_by_id, find_by_proxy_name
    from app.accounts.service import Accounts

    if user is None:
        if settings().auth != "local":
            raise Refusal("Say whose key it is: --user NAME@EXAMPLE.ORG.")
        await Accounts(database).prepare()
        return LOCAL_USER.id
    async with database.read() as connection:
        found = (
            await find_by_email(connection, fold_email(user))
            or await find_by_proxy_name(connection, user)
            or await find_by_id(connection, user)
        )
    if found is None:
        raise Refusal(f"There is nobody called {user!r}. `foreword users list` shows who is there.")
    return found.account.id


def _ends(key: "StoredKey", now: float) -> str:
    if key.revoked_at is not None:
        return f"revoked {_day(key.revoked_at)}"
    if key.expires_at is None:
        return "for ever"
    return f"{'until' if key.expires_at > now else 'expired'} {_day(key.expires_at)}"


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()
