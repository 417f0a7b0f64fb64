"""`foreword users`: make, invite, list and remove people from the server's own shell."""

import asyncio
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from app.commands.adopting import adopt, ask_to_adopt
from app.commands.common import Refusal
from app.commands.people import with_people

if TYPE_CHECKING:
    from app.accounts.people import People

_who = click.argument("who", metavar="WHO")


@click.group()
def users() -> None:
    """People who may sign in. WHO is an email address, or a name at the proxy."""


@users.command("create")
@click.argument("email")
@click.option("--name", help="What they are called; the address up to the @, without.")
@click.option("--admin", is_flag=True, help="Let them look after the others.")
@click.option("--link", is_flag=True, help="Ask for no password; print a link with which they choose one.")
@click.option(
    "--adopt/--no-adopt",
    "takes_over",
    default=None,
    help="Give them what was made here before there were accounts, or leave it hidden. The first one is asked.",
)
def create_user(email: str, name: str | None, admin: bool, link: bool, takes_over: bool | None) -> None:
    """Make an account. The password is asked for, or read as one line from standard input."""
    adopts = ask_to_adopt(email, is_wanted=takes_over, is_admin=admin)
    password = None if link else _password()

    async def create(people: "People") -> str:
        user = await people.create(email, name or email.partition("@")[0], password, admin=admin, adopts=adopts)
        return await people.hand_reset(user.id) if link else f"{email} can sign in."

    click.echo(with_people(create))


@users.command("invite")
@click.argument("email")
@click.option("--admin", is_flag=True, help="Let them look after the others.")
def invite_user(email: str, admin: bool) -> None:
    """Print a link with which the owner of the address can sign up; mail it too, where mails are sent."""

    async def invite(people: "People") -> str:
        link = await people.invite(None, email, admin=admin)
        return link if "://" in link else people.links.whole(link)

    click.echo(with_people(invite))


@users.command("list")
def list_users() -> None:
    """Show who is there: when they were here last, what they may do, what they have running. Times are UTC."""

    async def read(people: "People") -> list[str]:
        rows = []
        for person in await people.everybody():
            account = person.account
            seen = "never here" if account.last_seen_at is None else f"here {_day(account.last_seen_at)}"
            state = "disabled" if account.is_disabled else "admin" if account.is_admin else ""
            running = f"{len(person.running)} running" if person.running else ""
            who = account.email or account.proxy_name
            rows.append(f"{account.id}  {seen:<15}  {state:<8}  {running:<10}  {who}  {account.name}".rstrip())
        return rows

    rows = with_people(read)
    click.echo("\n".join(rows)) if rows else click.echo("Nobody is there yet.", err=True)


@users.command("reset")
@_who
def reset_user(who: str) -> None:
    """Print a link with which they choose a new password. It is good for a day, once; sessions end when it is used."""

    async def reset(people: "People") -> str:
        return await people.hand_reset((await people.account_of(who)).id)

    click.echo(with_people(reset))


@users.command("disable")
@_who
def disable_user(who: str) -> None:
    """Lock somebody out: their sessions end, and their keys open nothing. Everything of theirs is kept."""
    _set_disabled(who, disabled=True)


@users.command("enable")
@_who
def enable_user(who: str) -> None:
    """Let somebody in again."""
    _set_disabled(who, disabled=False)


@users.command("admin")
@_who
@click.option("--off", is_flag=True, help="No longer.")
def make_admin(who: str, off: bool) -> None:
    """Let somebody look after the others."""

    async def change(people: "People") -> None:
        await people.set_admin("", (await people.account_of(who)).id, not off)

    with_people(change)
    click.echo(f"{who} is {'no longer ' if off else ''}an administrator.")


@users.command("export")
@_who
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
def export_user(who: str, file: Path) -> None:
    """Write everything that is held of somebody into FILE, a ZIP. An existing file is not overwritten."""

    async def export(people: "People") -> int:
        account = await people.account_of(who)
        with await asyncio.to_thread(_create, file) as written:
            archive = await people.export(account.id)
            async for chunk in archive.chunks:
                await asyncio.to_thread(written.write, chunk)
        return archive.size

    click.echo(f"{file}: {with_people(export):,} bytes.")


@users.command("delete")
@_who
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete_user(who: str, yes: bool) -> None:
    """Remove somebody with everything they have, for good."""
    if not yes:
        click.confirm(f"Remove {who} with every résumé, letter and conversation, for good?", abort=True)

    async def delete(people: "People") -> bool:
        return await people.delete((await people.account_of(who)).id)

    is_overwritten = with_people(delete)
    click.echo(f"{who} is gone.")
    if not is_overwritten:
        click.echo("The disk still holds traces. Run `foreword users scrub` when nobody works.", err=True)


@users.command("scrub")
def scrub() -> None:
    """Overwrite what deletions have left in a big database file. Best while nobody works: it copies the whole file."""

    async def work(people: "People") -> bool:
        return await people.scrub()

    if not with_people(work):
        raise Refusal("The database is in use. Try again in a moment, or stop the server first.")
    click.echo("Nothing is left of what was deleted.")


users.add_command(adopt)


def tell_first_link(link: str | None, held: str = "") -> None:
    """At the start of a server in which nobody has an account: how the first administrator gets one.

    `held`: what was made before in words, which they are asked about there; "" for nothing.
    """
    if link is not None:
        text = f"Nobody has an account yet. The first administrator signs up here, within a day:\n\n  {link}\n"
        click.echo(text, err=True)
        if held:
            click.echo(f"They can take over {held}, made here before there were accounts.\n", err=True)


def _set_disabled(who: str, *, disabled: bool) -> None:
    async def change(people: "People") -> None:
        await people.set_disabled("", (await people.account_of(who)).id, disabled)

    with_people(change)
    click.echo(f"{who} is {'locked out' if disabled else 'let in again'}.")


def _password() -> str:
    if sys.stdin.isatty():
        password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        return password
    return sys.stdin.readline().rstrip("\r\n")


def _create(path: Path) -> IO[bytes]:
    try:
        return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    except FileExistsError as error:
        raise Refusal(f"{path} exists already.") from error
    except OSError as error:
        raise Refusal(f"{path} cannot be written.") from error


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()
