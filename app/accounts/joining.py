"""How people come: made by an administrator, invited, by themselves where that is allowed, or by the first link.

Whether an address has an account is told to nobody who asks for one, where mails are sent: the mail says it.
"""

import time
from collections.abc import Callable
from typing import Any

from app.accounts.adoption import Adoption
from app.accounts.background import Background
from app.accounts.links import GONE, INVITATION_DAYS, Links
from app.accounts.mails import Mailer, invitation_mail, known_mail
from app.accounts.models import Invitation, User
from app.accounts.naming import parse_email, parse_name
from app.accounts.passwords import Passwords, check_new_password
from app.accounts.repository import links as links_repository
from app.accounts.repository import people as repository
from app.accounts.throttling import SIGN_UP, Throttle
from app.accounts.turns import ACCOUNTS
from app.db import Database
from app.errors import Forbidden, InvalidInput, NotFound
from app.ids import new_id

TAKEN = "Somebody has an account with this address. Sign in, or ask for a new password."
BY_INVITATION = "You need an invitation to sign up here. Ask whoever runs this Foreword."
ADDRESS_FIRST = "Give your address first. A mail with a link to sign up will come."


class Joining:
    """The parts of `People` that make accounts. `clock` gives Unix seconds."""

    def __init__(
        self,
        database: Database,
        links: Links,
        mailer: Mailer,
        passwords: Passwords,
        throttle: Throttle,
        background: Background,
        adoption: Adoption,
        *,
        is_open: bool,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._links = links
        self._mailer = mailer
        self._passwords = passwords
        self._throttle = throttle
        self._background = background
        self._adoption = adoption
        self._is_open = is_open
        self._clock = clock

    async def create(
        self, email: str, name: str, password: str | None, *, admin: bool = False, adopts: bool = False
    ) -> User:
        """Make an account; without a password it waits for `hand_reset`.

        `adopts`: what was made before there were accounts becomes theirs, or there is no account.

        Raises:
            InvalidInput: field `email`, `name` or `password`.
            Unavailable: as `Adoption.adopt`.
        """
        row = self._new_row(email, name, is_admin=admin)
        if password is not None:
            check_new_password(password, row["name"], row["email"])
            row["password_hash"] = await self._passwords.hash(password)
        return await self._add(row, None, adopts=adopts)

    async def sign_up(
        self, *, email: str, name: str, password: str, address: str, token: str = "", adopts: bool = False
    ) -> User:
        """Make an account for whoever follows an invitation, or for anybody where that is allowed.

        An invitation's own address counts, not `email`, unless it names none. `adopts`, for whoever follows the first
        link: what was made before there were accounts becomes theirs, or there is no account.

        Raises:
            InvalidInput: field `email`, `name` or `password`.
            NotFound: the invitation was used, taken back, or is too old.
            Forbidden: it takes an invitation, or a mail first.
            LimitReached: too many new accounts from there.
            Unavailable: as `Adoption.adopt`.
        """
        invitation = await self._links.invitation(token) if token else None
        if invitation is None and not self._is_open:
            raise Forbidden(BY_INVITATION)
        if invitation is None and self._mailer.is_set:
            raise Forbidden(ADDRESS_FIRST)
        invited = "" if invitation is None else invitation.email
        row = self._new_row(invited or email, name, is_admin=invitation is not None and invitation.is_admin)
        check_new_password(password, row["name"], row["email"])
        if invitation is None:
            await self._throttle.take(SIGN_UP, row["email"], address)
        row["password_hash"] = await self._passwords.hash(password)
        return await self._add(row, invitation, adopts=adopts and invitation is not None and invitation.is_first)

    async def request_sign_up(self, email: str, address: str) -> None:
        """Mail a link to sign up with; to somebody who has an account, that they have one. The answer is the same.

        Raises:
            InvalidInput: field `email`.
            Forbidden: it takes an invitation, or no mails are sent.
            LimitReached: too many for this address, or from there.
        """
        if not (self._is_open and self._mailer.is_set):
            raise Forbidden(BY_INVITATION)
        wanted = parse_email(email)
        await self._throttle.take(SIGN_UP, wanted, address)
        self._background.start(self._mail_sign_up(wanted))

    async def invite(self, by: str | None, email: str, *, admin: bool = False) -> str:
        """A link with which the owner of an address can sign up, good for a week; mailed as well where that is set.

        It is a whole address where `FOREWORD_PUBLIC_URL` is set, else a path. `by`: the id of who invites; None for
        the command line.

        Raises:
            InvalidInput: field `email`: it is none, or somebody has an account with it.
        """
        wanted = parse_email(email)
        async with self._database.read() as connection:
            if await repository.find_by_email(connection, wanted) is not None:
                raise InvalidInput("Somebody has an account with this address.", field="email")
        path = await self._links.invite(wanted, by, is_admin=admin)
        if self._mailer.is_set:
            mail = invitation_mail(wanted, self._links.whole(path), INVITATION_DAYS)
            self._background.start(self._mailer.send(mail))
        return self._links.shown(path)

    async def invitation(self, token: str) -> Invitation | None:
        """What an invitation is for; None when it is not good."""
        try:
            return await self._links.invitation(token)
        except NotFound:
            return None

    async def first_link(self) -> str | None:
        """A whole link with which the first administrator signs up, good for a day; None when anybody is there.

        Each call takes the link of the call before back.
        """
        async with self._database.read() as connection:
            if await repository.has_accounts(connection):
                return None
        return self._links.whole(await self._links.invite(None, None, is_admin=True))

    async def _mail_sign_up(self, email: str) -> None:
        async with self._database.read() as connection:
            is_known = await repository.find_by_email(connection, email) is not None
        if is_known:
            mail = known_mail(email, self._links.whole("/sign-in"))
        else:
            path = await self._links.invite(email, None, replacing=False)
            mail = invitation_mail(email, self._links.whole(path), INVITATION_DAYS)
        await self._mailer.send(mail)

    def _new_row(self, email: str, name: str, *, is_admin: bool) -> dict[str, Any]:
        return {
            "id": new_id("usr"),
            "email": parse_email(email),
            "name": parse_name(name),
            "password_hash": None,
            "is_admin": is_admin,
            "created_at": self._clock(),
        }

    async def _add(self, row: dict[str, Any], invitation: Invitation | None, *, adopts: bool) -> User:
        """Write the person, use the invitation up and hand over what they adopt: all of it or nothing."""
        if adopts:
            await self._adoption.stop_work()
        async with self._database.write(ACCOUNTS) as connection:
            if invitation is not None and not await links_repository.delete_invitation(connection, invitation.id):
                raise NotFound(GONE)
            if not await repository.add_account(connection, row):
                raise InvalidInput(TAKEN, field="email")
            await links_repository.delete_first_links(connection)
            await links_repository.delete_invitations_to(connection, row["email"])
            if adopts:
                await self._adoption.hand_over(connection, row["id"])
        return User(id=row["id"], name=row["name"], is_admin=row["is_admin"])
