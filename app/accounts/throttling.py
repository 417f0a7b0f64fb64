"""How often somebody may try: counted in the database, so that processes share it and parallel tries do not pass it.

A try is counted before it is made, in a transaction that holds the write lock, and given back when it was right. So of
any number of tries at the same time none is made from an old count. Counted are three things: the account tried from
one address (a person who mistypes waits for a quarter of an hour at most), the account from everywhere (guesses spread
over many addresses), and the address for all accounts (one password tried on many people). An account that does not
exist is counted like one that does.

What is kept are digests, for an hour.
"""

import hashlib
import math
import time
from collections.abc import Callable

import msgspec

from app.accounts.repository import attempts as repository
from app.accounts.turns import ATTEMPTS
from app.db import Database
from app.errors import LimitReached
from app.web.addresses import network_of

_KEPT_SECONDS = 3_600.0


class Limit(msgspec.Struct, frozen=True):
    """At most `tries` in any `seconds`."""

    tries: int
    seconds: float


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """The limits of one action. `together`: account and address; `sentence` is told before the time to wait."""

    action: str
    sentence: str
    together: Limit | None = None
    account: Limit | None = None
    address: Limit | None = None


SIGN_IN = Policy(
    action="sign_in",
    sentence="There were too many tries to sign in.",
    together=Limit(5, 900),
    account=Limit(30, 3_600),
    address=Limit(100, 3_600),
)
RESET = Policy(
    action="reset",
    sentence="There were too many requests for a new password.",
    together=Limit(3, 3_600),
    account=Limit(6, 3_600),
    address=Limit(60, 3_600),
)
SIGN_UP = Policy(
    action="sign_up",
    sentence="There were too many new accounts from your address.",
    account=Limit(6, 3_600),
    address=Limit(60, 3_600),
)


class Throttle:
    """One instance for each process. `clock` gives Unix seconds."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    async def take(self, policy: Policy, account: str, address: str) -> int:
        """Count one try and give back its number.

        Raises:
            LimitReached: not before `retry_after` seconds; a refused try is not counted.
        """
        now = self._clock()
        who, where = account_digest(account), _address_digest(address)
        async with self._database.write(ATTEMPTS) as connection:
            await repository.forget_before(connection, now - _KEPT_SECONDS)
            for limit, by in (
                (policy.together, (who, where)),
                (policy.account, (who, None)),
                (policy.address, (None, where)),
            ):
                if limit is None:
                    continue
                newest = await repository.nth_newest(connection, policy.action, by, limit.tries)
                if newest is not None and newest > now - limit.seconds:
                    raise _refusal(policy, newest + limit.seconds - now)
            return await repository.add_attempt(connection, policy.action, who, where, now)

    async def give_back(self, number: int) -> None:
        """The try was right: it does not count."""
        async with self._database.write() as connection:
            await repository.delete_attempt(connection, number)

    async def forgive(self, policy: Policy, account: str, address: str) -> None:
        """The person is who they say: their wrong tries from this address are forgotten.

        Those from elsewhere stay: whoever guesses gets no new tries because the owner signs in.
        """
        async with self._database.write() as connection:
            await repository.forgive(connection, policy.action, account_digest(account), _address_digest(address))


def account_digest(account: str) -> bytes:
    """What stands for an account in the counts."""
    return hashlib.sha256(b"account\0" + account.encode("utf-8", "surrogatepass")).digest()


def _address_digest(address: str) -> bytes:
    return hashlib.sha256(b"address\0" + network_of(address).encode("utf-8", "surrogatepass")).digest()


def _refusal(policy: Policy, seconds: float) -> LimitReached:
    wait = max(1, math.ceil(seconds))
    words = f"{wait} seconds" if wait < 120 else f"{math.ceil(wait / 60)} minutes"
    return LimitReached(f"{policy.sentence} Please wait {words}, then try again.", retry_after=wait)
