"""How many streams may be open at a time: for each account, for each address, and in all.

What counts is a request that may be answered by a stream, from its beginning to the end of its answer. Its place is
taken before anything is begun for it, so whoever is refused has begun no run, and it is given back where the request
ends: client gone, cancelled, failed, shut down, all of them leave by the same door. A program that waits for one JSON
document at such an address holds a connection just as long and counts alike.

An address may be a school behind one router, an IPv6 address counts by its /64 (`addresses.py`). These are open
connections of this process; how many *runs* of a person stream is counted by the database (docs/decisions/0025, 0035).
"""

import asyncio
import math
import re
from collections import Counter
from collections.abc import Awaitable, Sequence
from typing import Any, Protocol, cast

import msgspec
from litestar.connection import ASGIConnection
from litestar.enums import ScopeType
from litestar.handlers import BaseRouteHandler
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import AppError, LimitReached, Unavailable
from app.settings import Settings
from app.web.addresses import network_of
from app.web.guards import method_of, refuse

FROM_ADDRESS = "Too many live connections are open from your address. Close some, or try again in a moment."
FROM_ACCOUNT = "Too many live connections are open for your account. Close some, or try again in a moment."
IN_ALL = "The server has as many live connections as it can serve. Please try again in a moment."
RETRY_AFTER_SECONDS = 10.0
OPENING_AT_A_TIME = 16
_HELD = "open_stream"


class _Named(Protocol):
    @property
    def id(self) -> str: ...


class _Caller(Protocol):
    """What the guard needs of whoever was found to speak."""

    @property
    def user(self) -> _Named: ...


class Most(msgspec.Struct, frozen=True):
    """Open streams at a time. `account` None: accounts are not counted."""

    account: int | None
    address: int
    in_all: int


def most_open(settings: Settings, *, has_accounts: bool) -> Most:
    """What is set. Without accounts everybody is the same one, who has as many as an address."""
    return Most(
        account=settings.open_streams_per_account if has_accounts else None,
        address=settings.open_streams_per_address,
        in_all=settings.open_streams,
    )


class _Place:
    """What one request holds. `account` is "" until it is known whose it is."""

    __slots__ = ("account", "address")

    def __init__(self, address: str) -> None:
        self.address = address
        self.account = ""


class _Turn:
    """A turn at opening a stream: it sends as `send` does, and ends with the first word of the answer."""

    __slots__ = ("_send", "_turns")

    def __init__(self, turns: asyncio.Semaphore, send: Send) -> None:
        self._turns: asyncio.Semaphore | None = turns
        self._send = send

    def __call__(self, message: Message) -> Awaitable[None]:
        self.end()
        return self._send(message)

    def end(self) -> None:
        """Let the next one have it; to call it again does nothing."""
        if self._turns is not None:
            self._turns.release()
            self._turns = None


class OpenStreams:
    """The places of one process. Everything here belongs to the event loop's thread.

    `paths`: regular expressions for the paths that may answer with a stream.
    """

    def __init__(self, most: Most, paths: Sequence[str]) -> None:
        self._most = most
        self._streams = re.compile("|".join(paths))
        self._addresses: Counter[str] = Counter()
        self._accounts: Counter[str] = Counter()
        self._in_all = 0
        self._turns = asyncio.Semaphore(OPENING_AT_A_TIME)

    @property
    def counted(self) -> tuple[int, int, int]:
        """How many are open, of how many addresses and of how many accounts."""
        return self._in_all, len(self._addresses), len(self._accounts)

    def around(self, app: ASGIApp) -> "StreamPlaces":
        """The middleware that gives places and takes them back."""
        return StreamPlaces(app, self)

    async def guard(self, connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler) -> None:
        """Litestar's guard, behind the one that finds out who speaks (`scope["state"]["caller"]`).

        Raises:
            LimitReached: the account has too many open.
        """
        place = cast("_Place | None", connection.scope["state"].get(_HELD))
        caller = cast("_Caller | None", connection.scope["state"].get("caller"))
        if place is None or place.account or caller is None or self._most.account is None:
            return
        if self._accounts[caller.user.id] >= self._most.account:
            raise LimitReached(FROM_ACCOUNT, retry_after=RETRY_AFTER_SECONDS)
        place.account = caller.user.id
        self._accounts[place.account] += 1

    async def turn(self, send: Send) -> "_Turn":
        """Wait for one's turn to look up what a stream will show; thousands at once would keep every page waiting."""
        await self._turns.acquire()
        return _Turn(self._turns, send)

    def may_stream(self, scope: Scope) -> bool:
        """Whether the answer may be a stream."""
        return scope["type"] == ScopeType.HTTP and self._streams.search(scope["path"]) is not None

    def take(self, address: str) -> _Place:
        """A place for a request from this address.

        Raises:
            LimitReached: too many are open from there.
            Unavailable: too many are open in all.
        """
        place = _Place(network_of(address))
        if self._addresses[place.address] >= self._most.address:
            raise LimitReached(FROM_ADDRESS, retry_after=RETRY_AFTER_SECONDS)
        if self._in_all >= self._most.in_all:
            raise Unavailable(IN_ALL, retry_after=RETRY_AFTER_SECONDS)
        self._addresses[place.address] += 1
        self._in_all += 1
        return place

    def give_back(self, place: _Place) -> None:
        """The request has ended."""
        self._in_all -= 1
        _one_less(self._addresses, place.address)
        if place.account:
            _one_less(self._accounts, place.account)


class StreamPlaces:
    """Plain ASGI, so that nothing buffers a stream and nothing ends without passing here."""

    def __init__(self, app: ASGIApp, streams: OpenStreams) -> None:
        self.app = app
        self._streams = streams

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._streams.may_stream(scope):
            await self.app(scope, receive, send)
            return
        try:
            place = self._streams.take((scope["client"] or ("?", 0))[0])
        except AppError as error:
            wait = {"Retry-After": str(math.ceil(error.retry_after or 1)), "Cache-Control": "no-store"}
            await refuse(scope, send, error.status, error.message, wait)
            return
        try:
            scope.setdefault("state", {})[_HELD] = place
            # What a POST begins may be slow before its first word; a GET only looks something up.
            if method_of(scope) != "GET":
                await self.app(scope, receive, send)
                return
            turn = await self._streams.turn(send)
            try:
                await self.app(scope, receive, turn)
            finally:
                turn.end()
        finally:
            self._streams.give_back(place)


def _one_less(counter: Counter[str], name: str) -> None:
    """Whoever has none is forgotten."""
    counter[name] -= 1
    if not counter[name]:
        del counter[name]
