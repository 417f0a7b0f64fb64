"""The header `Idempotency-Key` of a POST: the same request sent again makes nothing twice."""

from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Request
from litestar.di import NamedDependency

from app.accounts.service import User
from app.idempotency.service import Done, Idempotency, Key, parse_key
from app.streaming.encoding import encode_canonical

REPLAYED = {"Idempotency-Replayed": "true"}


class Once:
    """One request of one person."""

    def __init__(self, idempotency: Idempotency, owner: str, key: Key | None, name: str) -> None:
        self._idempotency = idempotency
        self._owner = owner
        self._key = key
        self._name = name
        self.headers: dict[str, str] = {}

    @property
    def key(self) -> str | None:
        """The key for runs that are begun; None for a request without one."""
        return None if self._key is None else self._key.inner

    async def carry_out(self, body: object, act: Callable[[], Awaitable[str]]) -> str:
        """The name of what `act` made, now or when the same request came first; `headers` say which.

        Raises:
            KeyReused: another body, or another address, came under the same key.
        """
        request = encode_canonical([self._name, body])
        done: Done = await self._idempotency.once(self._owner, self._key, request, act)
        self.headers = dict(REPLAYED) if done.replayed else {}
        return done.target


def provide_once(
    request: Request[Any, Any, Any], user: NamedDependency[User], idempotency: NamedDependency[Idempotency]
) -> Once:
    """For handlers. InvalidInput for a key that is none."""
    key = parse_key(request.headers.get("idempotency-key"))
    return Once(idempotency, user.id, key, f"{request.method} {request.scope['path']}")
