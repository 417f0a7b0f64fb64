"""People: how they sign in, and change what they sign in with. The door of the accounts for pages and commands.

What is told to somebody who is not signed in never depends on whether an address has an account: neither the words, nor
the work that is done before the answer, nor what throttling counts.
"""

import time
from collections.abc import Callable

from app.accounts.administration import NOBODY, Administration, UsedToday, nothing_used
from app.accounts.adoption import Adoption
from app.accounts.archive import Archive
from app.accounts.background import Background
from app.accounts.deletion import Deletion
from app.accounts.joining import Joining
from app.accounts.links import GONE, HANDED_RESET_MINUTES, RESET_MINUTES, Links
from app.accounts.mails import Mailer, changed_mail, reset_mail
from app.accounts.models import Account, User
from app.accounts.naming import fold_email, parse_name
from app.accounts.passkeys import Passkeys
from app.accounts.passwords import Passwords, check_new_password
from app.accounts.proxied import Proxied
from app.accounts.repository import attempts as attempts_repository
from app.accounts.repository import links as links_repository
from app.accounts.repository import people as repository
from app.accounts.sessions import Sessions
from app.accounts.throttling import RESET, SIGN_IN, Throttle, account_digest
from app.accounts.tokens import digest_of
from app.accounts.work import Work
from app.db import Database
from app.errors import Forbidden, InvalidInput, NotFound, NotSignedIn
from app.settings import Settings
from app.streaming.encoding import clean_text

WRONG = "The email address and the password do not belong together. Check both, or ask for a new password."
DISABLED = "This account is disabled. Ask whoever runs this Foreword."
NOT_YOURS = "This is not your password."
_CLOSING_SECONDS = 5.0


class People:
    """The people's use cases. One instance for each process. `clock` gives Unix seconds.

    `used_today` gives uses by owner and feature since midnight UTC, for the administrator's list.
    """

    def __init__(
        self,
        database: Database,
        settings: Settings,
        work: Work,
        *,
        used_today: UsedToday = nothing_used,
        passwords: Passwords | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._passwords = passwords or Passwords()
        self._throttle = Throttle(database, clock)
        self._background = Background()
        self.links = Links(database, settings, clock)
        self._mailer = Mailer(settings.smtp_url, settings.mail_from)
        self.sends_mail = self._mailer.is_set
        self.is_open = settings.sign_up == "open"
        self.confirms_by_mail = self.is_open and self.sends_mail
        self.sessions = Sessions(database, settings.session_days, clock)
        self.passkeys = Passkeys(database, clock)
        self.proxied = Proxied(database, clock).recognise
        adoption = Adoption(database, work)
        self.held, self.adopt = adoption.held, adoption.adopt
        joining = Joining(
            database,
            self.links,
            self._mailer,
            self._passwords,
            self._throttle,
            self._background,
            adoption,
            is_open=self.is_open,
            clock=clock,
        )
        self.create, self.sign_up, self.request_sign_up = joining.create, joining.sign_up, joining.request_sign_up
        self.invite, self.invitation, self.first_link = joining.invite, joining.invitation, joining.first_link
        self._deletion = Deletion(database, work, clock)
        self.export = Archive(database, settings.data_dir, clock).export
        administration = Administration(database, self.links, work, used_today, clock)
        self.everybody, self.stop_work = administration.everybody, administration.stop_work
        self.invitations, self.withdraw = administration.invitations, administration.withdraw
        self.set_disabled, self.set_admin = administration.set_disabled, administration.set_admin

    async def account(self, user_id: str) -> Account:
        """A person as they see themselves.

        Raises:
            NotFound: there is no such person.
        """
        async with self._database.read() as connection:
            stored = await repository.find_by_id(connection, user_id)
        if stored is None:
            raise NotFound(NOBODY)
        return stored.account

    async def account_of(self, email: str) -> Account:
        """The person with this address, or with this name at the proxy.

        Raises:
            NotFound: there is no such person.
        """
        async with self._database.read() as connection:
            stored = await repository.find_by_email(connection, fold_email(email))
            stored = stored or await repository.find_by_proxy_name(connection, clean_text(email))
        if stored is None:
            raise NotFound(NOBODY)
        return stored.account

    async def rename(self, user_id: str, name: str) -> None:
        """Call somebody something else.

        Raises:
            InvalidInput: field `name`.
            NotFound: there is no such person.
        """
        tidy = parse_name(name)
        async with self._database.write() as connection:
            if not await repository.change_account(connection, user_id, name=tidy):
                raise NotFound(NOBODY)

    async def sign_in(self, email: str, password: str, address: str) -> User:
        """Whose address and password these are.

        Raises:
            NotSignedIn: nobody's; the same words and the same work whether the address is known or not.
            Forbidden: theirs, but the account is disabled.
            LimitReached: too many wrong ones before.
        """
        known = fold_email(email)
        await self._throttle.take(SIGN_IN, known, address)
        async with self._database.read() as connection:
            stored = await repository.find_by_email(connection, known)
        encoded = None if stored is None else stored.password_hash
        if not await self._passwords.verify(encoded, password) or stored is None or encoded is None:
            raise NotSignedIn(WRONG)
        await self._throttle.forgive(SIGN_IN, known, address)
        if stored.account.is_disabled:
            raise Forbidden(DISABLED)
        if self._passwords.is_outdated(encoded):
            renewed = await self._passwords.hash(password)
            async with self._database.write() as connection:
                await repository.replace_hash(connection, stored.account.id, encoded, renewed)
        return stored.account.user

    async def check_password(self, user_id: str, password: str, address: str) -> None:
        """Let somebody who is signed in show that it is still them, before what cannot be undone.

        Raises:
            InvalidInput: field `password`.
            LimitReached: too many wrong ones before.
        """
        account = await self.account(user_id)
        if not await self._is_password(account, password, address):
            raise InvalidInput(NOT_YOURS, field="password")

    async def change_password(self, user_id: str, old: str, new: str, *, keep: str = "", address: str = "") -> None:
        """Set another password; all sessions but `keep` (its id) end, and links that set one are used up.

        Raises:
            InvalidInput: field `old` or `new`.
            LimitReached: too many wrong ones before.
        """
        account = await self.account(user_id)
        try:
            check_new_password(new, account.name, account.email)
        except InvalidInput as error:
            raise InvalidInput(error.message, field="new") from error
        if not await self._is_password(account, old, address):
            raise InvalidInput(NOT_YOURS, field="old")
        made = await self._passwords.hash(new)
        async with self._database.write() as connection:
            await repository.set_password(connection, user_id, made, keep)
        self._tell_change(account)

    async def request_reset(self, email: str, address: str) -> None:
        """Mail a link that sets a new password, where mails are sent. The answer is the same for every address.

        Raises:
            LimitReached: too many for this address, or from there.
        """
        wanted = fold_email(email)
        await self._throttle.take(RESET, wanted, address)
        if self.sends_mail:
            self._background.start(self._mail_reset(wanted))

    async def hand_reset(self, user_id: str) -> str:
        """A whole link, good for a day, that an administrator hands over by their own means."""
        return self.links.whole(await self.links.reset(user_id, HANDED_RESET_MINUTES))

    async def can_reset(self, token: str) -> bool:
        """Whether a link still sets a password."""
        try:
            await self.links.account_of_reset(token)
        except NotFound:
            return False
        return True

    async def reset(self, token: str, password: str) -> User:
        """Set the password that a link is for. All sessions end, and wrong tries before are forgotten.

        Raises:
            NotFound: the link was used, or is too old.
            InvalidInput: field `password`.
        """
        account = await self.links.account_of_reset(token)
        check_new_password(password, account.name, account.email)
        made = await self._passwords.hash(password)
        async with self._database.write() as connection:
            if await links_repository.take_reset(connection, digest_of(token)) is None:
                raise NotFound(GONE)
            await repository.set_password(connection, account.id, made, "")
            await attempts_repository.forget_account(connection, account_digest(account.email))
        self._tell_change(account)
        return account.user

    async def prepare(self) -> None:
        """At the start: finish what a process that died has left of a deletion."""
        if not await self._deletion.scrub():
            self._background.start(self._deletion.scrub_until_done())

    async def delete(self, user_id: str) -> bool:
        """Remove a person with everything they have, for good. Of the person of this machine, everything they have.

        It says whether what they leave on the disk is overwritten; when it is not, that is tried again and again.

        Raises:
            NotFound: there is no such person.
            Conflict: they are the only administrator, and others are left.
            Unavailable: something of theirs cannot be stopped now; nothing is removed.
        """
        await self._deletion.delete(user_id)
        is_overwritten = await self._deletion.scrub()
        if not is_overwritten:
            self._background.start(self._deletion.scrub_until_done())
        return is_overwritten

    async def scrub(self) -> bool:
        """Overwrite what deletions have left in the file, however big it is; False when it is in use."""
        return await self._deletion.scrub(at_any_size=True)

    async def settle(self) -> None:
        """Wait until everything that was begun for somebody is done, or has failed: mails above all."""
        await self._background.settle()

    async def close(self, seconds: float = _CLOSING_SECONDS) -> None:
        """Give mails that are being sent a moment, then let go of them."""
        await self._background.close(seconds)

    async def _is_password(self, account: Account, password: str, address: str) -> bool:
        try:
            return (await self.sign_in(account.email, password, address)).id == account.id
        except NotSignedIn:
            return False

    async def _mail_reset(self, email: str) -> None:
        async with self._database.read() as connection:
            stored = await repository.find_by_email(connection, email)
        if stored is None or stored.account.is_disabled:
            return
        path = await self.links.reset(stored.account.id, RESET_MINUTES)
        await self._mailer.send(reset_mail(stored.account.email, self.links.whole(path), RESET_MINUTES))

    def _tell_change(self, account: Account) -> None:
        if self.sends_mail and account.email:
            self._background.start(self._mailer.send(changed_mail(account.email, self.links.whole("/reset"))))
