"""What administrators see of people, and may do to their accounts. Never a document, nor the title of one."""

import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from app.accounts.links import Links
from app.accounts.models import Invitation, PersonRow
from app.accounts.repository import people as repository
from app.accounts.turns import ACCOUNTS
from app.accounts.work import Work
from app.db import Database
from app.errors import Conflict, NotFound

UsedToday = Callable[[], Awaitable[Mapping[str, Mapping[Any, int]]]]
LAST_ADMIN = "This is the only administrator. Make somebody else one first."
NOBODY = "There is no such person. The account may have been deleted."


async def nothing_used() -> Mapping[str, Mapping[Any, int]]:
    """For processes that count no use."""
    return {}


class Administration:
    """The parts of `People` for administrators. `clock` gives Unix seconds."""

    def __init__(
        self,
        database: Database,
        links: Links,
        work: Work,
        used_today: UsedToday,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._links = links
        self._work = work
        self._used_today = used_today
        self._clock = clock

    async def everybody(self) -> tuple[PersonRow, ...]:
        """All people in the order of their coming, with what they used today and what they have running."""
        async with self._database.read() as connection:
            accounts = await repository.list_accounts(connection)
        used, running = await self._used_today(), await self._work.running()
        return tuple(
            PersonRow(account=account, used_today=used.get(account.id, {}), running=running.get(account.id, ()))
            for account in accounts
        )

    async def invitations(self) -> tuple[Invitation, ...]:
        """The open invitations that people have made, the newest first."""
        return await self._links.open_invitations()

    async def withdraw(self, invitation_id: str) -> None:
        """Take an invitation back.

        Raises:
            NotFound: there is none.
        """
        await self._links.withdraw(invitation_id)

    async def set_disabled(self, by: str, user_id: str, disabled: bool) -> None:
        """Lock somebody out, or let them in again: their sessions end, their keys open nothing, their runs stop.

        `by`: who does it, "" for the command line.

        Raises:
            NotFound: there is no such person.
            Conflict: it is the only administrator, or oneself.
        """
        if disabled and by == user_id:
            raise Conflict("You cannot lock yourself out. Let another administrator do it.")
        async with self._database.write(ACCOUNTS) as connection:
            if disabled and await repository.is_only_admin(connection, user_id):
                raise Conflict(LAST_ADMIN)
            disabled_at = self._clock() if disabled else None
            if not await repository.set_disabled(connection, user_id, disabled_at):
                raise NotFound(NOBODY)
        if disabled:
            await self._work.stop_all(user_id)

    async def set_admin(self, by: str, user_id: str, admin: bool) -> None:
        """Make somebody an administrator, or no longer one. It holds from their next request on.

        Raises:
            NotFound: there is no such person.
            Conflict: it is the only administrator, or oneself.
        """
        if not admin and by == user_id:
            raise Conflict("You cannot take this from yourself. Let another administrator do it.")
        async with self._database.write(ACCOUNTS) as connection:
            if not admin and await repository.is_only_admin(connection, user_id):
                raise Conflict(LAST_ADMIN)
            if not await repository.change_account(connection, user_id, is_admin=admin):
                raise NotFound(NOBODY)

    async def stop_work(self, run_id: str) -> None:
        """Stop one run, whoever owns it; what is written of it is kept.

        Raises:
            NotFound: there is no such run.
        """
        await self._work.stop(run_id)
