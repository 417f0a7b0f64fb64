"""A request, and how its answer is read."""

import secrets
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeAlias, TypeVar

import msgspec

from foreword_client.wires import Wire

T = TypeVar("T")
E = TypeVar("E")
_KEY_BYTES = 18
Read: TypeAlias = Callable[[bytes, Mapping[str, str]], T]


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What is sent. `key` is its idempotency key, "" where the endpoint has none."""

    method: str
    path: str
    params: Mapping[str, str] = {}
    headers: Mapping[str, str] = {}
    json: Any = None
    data: Mapping[str, str] | None = None
    files: Mapping[str, tuple[str, bytes, str]] | None = None
    key: str = ""

    @property
    def can_be_repeated(self) -> bool:
        """Whether sending it twice does no more than sending it once."""
        return self.method in {"GET", "DELETE"} or bool(self.key)


class Call(msgspec.Struct, Generic[T], frozen=True):
    """A request whose answer is one document; `read` makes it of the body and the headers."""

    request: Request
    read: Read[T]


class StreamCall(msgspec.Struct, Generic[E], frozen=True):
    """A request whose answer is a stream of events.

    `replays`: the endpoint knows no `Last-Event-ID`; the same request tells the same events again from the first.
    """

    request: Request
    wire: Wire[E]
    replays: bool = False


def new_key() -> str:
    """An idempotency key that nobody else has."""
    return secrets.token_urlsafe(_KEY_BYTES)
