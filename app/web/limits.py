"""How many requests there may be in a minute: for each address, account and key.

An address is counted before anything else is asked, an account and its key once it is known who speaks. An address may
be a school behind one router, so where there are accounts it is given more than one of them. An IPv6 address counts
by its /64, the least that a subscriber is given (RFC 6177). What browsers load beside a page (`/static/`) and probes
(`/health/`) count as nothing.

Answers to programs tell where they stand in `RateLimit-Limit`, `RateLimit-Remaining` and `RateLimit-Reset` as
draft-ietf-httpapi-ratelimit-headers-06 (December 2022) defines them, the last draft with three separate fields: whole
numbers, the reset in seconds from now, of the limit that is nearest. A refusal says in `Retry-After` when to try again
(RFC 9110 section 10.2.3), as every LimitReached does.
"""

import math
from typing import Any, Protocol, cast

import msgspec
from litestar.connection import ASGIConnection
from litestar.enums import ScopeType
from litestar.handlers import BaseRouteHandler
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import LimitReached
from app.web.addresses import network_of
from app.web.guards import refuse
from app.web.programs import is_for_programs
from app.web.rate_limit import Standing, Together, Window, refuse_over

FROM_ADDRESS = "Too many requests from your address. Please wait a moment."
FROM_ACCOUNT = "Too many requests for your account. Please wait a moment."
BY_KEY = "Too many requests with this key. Please wait a moment."
ADDRESS_SHARE = 10
"""How many people at the height of their use one address is taken for, where there are accounts."""
_UNCOUNTED = ("/static/", "/health/")
_STANDING = "request_limit"


class _Named(Protocol):
    @property
    def id(self) -> str: ...


class _Caller(Protocol):
    """What the guard needs of whoever was found to speak."""

    @property
    def user(self) -> _Named: ...

    @property
    def key_id(self) -> str: ...


class Allowance(msgspec.Struct, frozen=True):
    """Requests a minute. `account` None: accounts are not counted."""

    address: int
    account: int | None
    key: int


def allowance_of(per_minute: int, *, has_accounts: bool) -> Allowance:
    """What a setting of so many requests a minute comes to. Without accounts everybody is the same one."""
    if has_accounts:
        return Allowance(address=ADDRESS_SHARE * per_minute, account=per_minute, key=per_minute)
    return Allowance(address=per_minute, account=None, key=per_minute)


class RequestLimits:
    """The counters, shared by the two places where requests are counted, and by all servers that count `together`."""

    def __init__(self, allowance: Allowance, together: Together | None = None) -> None:
        self._addresses = Window(allowance.address, "address", together)
        self._accounts = None if allowance.account is None else Window(allowance.account, "account", together)
        self._keys = Window(allowance.key, "key", together)

    def around(self, app: ASGIApp) -> "AddressLimit":
        """The middleware that counts addresses and tells every answer's standing."""
        return AddressLimit(app, self._addresses)

    async def guard(self, connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler) -> None:
        """Litestar's guard, behind the one that finds out who speaks (`scope["state"]["caller"]`).

        Raises:
            LimitReached: the account or the key has sent too many.
        """
        caller = cast("_Caller | None", connection.scope["state"].get("caller"))
        if caller is None or not _counts(connection.scope):
            return
        if self._accounts is not None:
            await _pass(connection.scope, self._accounts, caller.user.id, FROM_ACCOUNT)
        if caller.key_id:
            await _pass(connection.scope, self._keys, caller.key_id, BY_KEY)


class AddressLimit:
    """Plain ASGI, so that nothing buffers a stream."""

    def __init__(self, app: ASGIApp, addresses: Window) -> None:
        self.app = app
        self._addresses = addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or not _counts(scope):
            await self.app(scope, receive, send)
            return

        async def send_with_standing(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *_told(scope)]
            await send(message)

        try:
            await _pass(scope, self._addresses, network_of((scope["client"] or ("?", 0))[0]), FROM_ADDRESS)
        except LimitReached as error:
            wait = {"Retry-After": str(math.ceil(error.retry_after or 1))}
            await refuse(scope, send_with_standing, error.status, error.message, wait)
            return
        await self.app(scope, receive, send_with_standing)


def _counts(scope: Scope) -> bool:
    return not scope["path"].startswith(_UNCOUNTED)


async def _pass(scope: Scope, window: Window, identifier: str, message: str) -> None:
    """Count one and remember the nearest limit for the answer."""
    standing = await window.hit(identifier)
    state = scope.setdefault("state", {})
    known: Standing | None = state.get(_STANDING)
    if known is None or standing.is_over or standing.remaining < known.remaining:
        state[_STANDING] = standing
    refuse_over(standing, message)


def _told(scope: Scope) -> list[tuple[bytes, bytes]]:
    standing: Standing | None = scope["state"].get(_STANDING)
    if standing is None or not is_for_programs(scope["path"]):
        return []
    told = (("limit", standing.limit), ("remaining", standing.remaining), ("reset", math.ceil(standing.reset)))
    return [(f"ratelimit-{name}".encode(), str(number).encode()) for name, number in told]
