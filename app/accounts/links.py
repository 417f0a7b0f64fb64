"""Links that are good for one use: invitations, the first administrator's, and new passwords.

A link's token is stored as a digest; whoever reads the database cannot follow it. It is used up in the transaction that
does what it is for, so that of two who follow it at the same time one comes too late.
"""

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from app.accounts.models import Account, Invitation
from app.accounts.repository import links as repository
from app.accounts.repository import people as people_repository
from app.accounts.tokens import digest_of, may_be_token, new_token
from app.accounts.turns import ACCOUNTS
from app.db import Database
from app.errors import NotFound
from app.ids import new_id
from app.settings import Settings

INVITATION_DAYS = 7
FIRST_LINK_SECONDS = 86_400.0
RESET_MINUTES = 60
HANDED_RESET_MINUTES = 24 * 60
_DAY_SECONDS = 86_400.0
_ANY_ADDRESS = frozenset({"0.0.0.0", "::"})  # noqa: S104 - compared with, not bound to
GONE = "This link is no longer good: it was used, or it is too old. Ask for a new one."


class Links:
    """One instance for each process. `clock` gives Unix seconds."""

    def __init__(self, database: Database, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._base = base_of(settings)
        self._is_public = bool(settings.public_url)
        self._clock = clock

    def whole(self, path: str) -> str:
        """The address of a page as one can send it. `path` begins with a slash."""
        return self._base + path

    def shown(self, path: str) -> str:
        """The same for a page, which knows better under which name it was reached unless that is set."""
        return self._base + path if self._is_public else path

    async def invite(
        self, email: str | None, owner: str | None, *, is_admin: bool = False, replacing: bool = True
    ) -> str:
        """The path of a page where whoever has `email` can sign up; with None anybody.

        Args:
            email: the address that the account will have.
            owner: the id of the person who invites; None when it is nobody.
            is_admin: whether the account will be an administrator's.
            replacing: take earlier invitations of the same address back.
        """
        token, now = new_token(), self._clock()
        first = email is None
        row = {
            "id": new_id("inv"),
            "digest": digest_of(token),
            "owner": owner,
            "email": email,
            "is_admin": is_admin,
            "created_at": now,
            "expires_at": now + (FIRST_LINK_SECONDS if first else INVITATION_DAYS * _DAY_SECONDS),
        }
        async with self._database.write(ACCOUNTS) as connection:
            await repository.delete_expired(connection, now)
            if email is None:
                await repository.delete_first_links(connection)
            elif replacing:
                await repository.delete_invitations_to(connection, email)
            await repository.add_invitation(connection, row)
        return f"/invitation/{token}"

    async def invitation(self, token: str) -> Invitation:
        """What an invitation is for.

        Raises:
            NotFound: it was used, taken back, or is too old.
        """
        found = None
        if may_be_token(token):
            async with self._database.read() as connection:
                found = await repository.find_invitation(connection, digest_of(token), self._clock())
        if found is None:
            raise NotFound(GONE)
        return found

    async def open_invitations(self) -> tuple[Invitation, ...]:
        """Those that people have made and nobody has followed, the newest first."""
        async with self._database.read() as connection:
            return await repository.list_invitations(connection, self._clock())

    async def withdraw(self, invitation_id: str) -> None:
        """Take an invitation back.

        Raises:
            NotFound: there is none.
        """
        async with self._database.write() as connection:
            if not await repository.delete_invitation(connection, invitation_id):
                raise NotFound("There is no such invitation. It may have been used.")

    async def reset(self, user_id: str, minutes: int) -> str:
        """The path of a page that sets a person's password. Earlier ones stay good, so that a late mail works too."""
        token, now = new_token(), self._clock()
        async with self._database.write() as connection:
            await repository.delete_expired(connection, now)
            await repository.add_reset(connection, digest_of(token), user_id, now, now + minutes * 60)
        return f"/reset/{token}"

    async def account_of_reset(self, token: str) -> Account:
        """Whose password a link sets.

        Raises:
            NotFound: it was used, is too old, or the account is disabled.
        """
        if not may_be_token(token):
            raise NotFound(GONE)
        async with self._database.read() as connection:
            owner = await repository.find_reset(connection, digest_of(token), self._clock())
            stored = None if owner is None else await people_repository.find_by_id(connection, owner)
        if stored is None or stored.account.is_disabled:
            raise NotFound(GONE)
        return stored.account


def base_of(settings: Settings) -> str:
    """The address that people type: `FOREWORD_PUBLIC_URL`, or the one that is listened at."""
    if settings.public_url:
        return settings.public_url.rstrip("/")
    host = "localhost" if settings.host in _ANY_ADDRESS else settings.host
    return f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"


def origin_of(address: str) -> str:
    """`https://example.org` of any address there, without the port that is the scheme's own."""
    parts = urlsplit(address)
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    return f"{parts.scheme}://{host}" + ("" if parts.port in {None, usual} else f":{parts.port}")
