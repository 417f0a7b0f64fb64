"""Whom a request speaks for: the person of this machine, a person with a session, whom a proxy names, or a key's owner.

Which of them counts is the setting `auth`. A key always wins over everything else: a request with a key that opens
nothing is never served by the cookie beside it. The person of this machine is somebody in mode `local` only: where
people sign in, a key that was made before opens nothing until somebody takes over what was made before.
"""

from collections.abc import Awaitable, Callable
from typing import Literal

import msgspec

from app.accounts.models import LOCAL_USER, User

Mode = Literal["local", "accounts", "proxy"]


class Caller(msgspec.Struct, frozen=True):
    """Whom a request speaks for. `scopes` None: a person in a browser, who may do everything; else what a key opens."""

    user: User
    scopes: frozenset[str] | None = None
    key_id: str = ""
    session_id: str = ""


class Claims(msgspec.Struct, frozen=True):
    """What a request brings along to say who sends it; None is what it does not bring.

    `forwarded` is what a trusted proxy says: the person's name at the proxy, and the name to show (may be "").
    """

    key: str | None = None
    session: str | None = None
    forwarded: tuple[str, str] | None = None


class Identity:
    """Turns claims into a caller. One instance for each process."""

    def __init__(
        self,
        mode: Mode,
        *,
        by_key: Callable[[str], Awaitable[Caller | None]],
        by_session: Callable[[str], Awaitable[Caller | None]],
        by_proxy: Callable[[str, str], Awaitable[User | None]],
    ) -> None:
        """Each finder answers None for what it does not know (unknown, ended, revoked, disabled)."""
        self.mode = mode
        self._by_key = by_key
        self._by_session = by_session
        self._by_proxy = by_proxy

    async def of(self, claims: Claims) -> Caller | None:
        """The caller; None when nobody is there, or when what was brought opens nothing."""
        if claims.key is not None:
            caller = await self._by_key(claims.key)
            is_nobodys = caller is not None and caller.user.id == LOCAL_USER.id and self.mode != "local"
            return None if is_nobodys else caller
        if self.mode == "local":
            return Caller(LOCAL_USER)
        if self.mode == "proxy":
            user = None if claims.forwarded is None else await self._by_proxy(*claims.forwarded)
            return None if user is None else Caller(user)
        return None if claims.session is None else await self._by_session(claims.session)
