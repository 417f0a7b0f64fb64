"""`foreword users adopt`, and the same question where the first account is made: who takes over what there is?"""

import sys
from typing import TYPE_CHECKING

import click

from app.commands.common import Refusal, settings
from app.commands.people import with_people

if TYPE_CHECKING:
    from app.accounts.adoption import Held
    from app.accounts.people import People

NO_ACCOUNTS = (
    "FOREWORD_AUTH is local, so what was made here is still used without an account. Set FOREWORD_AUTH=accounts (or "
    "proxy) first."
)


@click.command("adopt")
@click.argument("who", metavar="WHO")
@click.option("--yes", is_flag=True, help="Do not ask.")
def adopt(who: str, yes: bool) -> None:
    """Give somebody what was made here before there were accounts. It cannot be undone."""
    require_accounts()

    async def look(people: "People") -> "Held":
        await people.account_of(who)
        return await people.held()

    held = with_people(look)
    if not held:
        click.echo("Nothing was made here before there were accounts, or it was taken over already.", err=True)
        return
    click.echo(f"This Foreword holds {held.things}, made before there were accounts.", err=True)
    if not yes:
        click.confirm(f"They become {who}'s for good. Go on?", abort=True, err=True)

    async def take_over(people: "People") -> None:
        await people.adopt((await people.account_of(who)).id)

    with_people(take_over)
    click.echo(f"{who} has taken over {held.things}.")


def ask_to_adopt(email: str, *, is_wanted: bool | None, is_admin: bool) -> bool:
    """Whether a new account takes over what was made before; `is_wanted` None: nobody has said so yet.

    Only the first administrator is asked, and only at a terminal; elsewhere it is told how to do it later.
    """
    if is_wanted:
        require_accounts()
    if is_wanted is not None or not is_admin:
        return bool(is_wanted)
    held, is_first = with_people(_look_around)
    if not held or not is_first:
        return False
    told = f"This Foreword holds {held.things}, made before there were accounts."
    if settings().auth != "local" and sys.stdin.isatty():
        click.echo(told, err=True)
        return click.confirm(f"Shall they become {email}'s, for good? Else nobody sees them.", default=True, err=True)
    later = " once FOREWORD_AUTH is set" if settings().auth == "local" else ""
    click.echo(f"{told} They stay as they are; hand them over{later} with: foreword users adopt {email}", err=True)
    return False


def require_accounts() -> None:
    """Raises Refusal where what was made before is still somebody's."""
    if settings().auth == "local":
        raise Refusal(NO_ACCOUNTS)


async def _look_around(people: "People") -> "tuple[Held, bool]":
    return await people.held(), not await people.everybody()
