"""What can happen to a request that goes through the proxy."""

import threading

import msgspec


class Answer(msgspec.Struct, frozen=True):
    """Do not ask the server: answer this."""

    status: int
    body: bytes = b"<h1 id='swapped'>An error page</h1>"
    retry_after: int | None = None


class Cut(msgspec.Struct, frozen=True):
    """Let so many bytes of the body through, or all before `marker`, then end the connection."""

    after: int = -1
    marker: bytes = b""
    abrupt: bool = False


class Silence(msgspec.Struct, frozen=True):
    """Let so many bytes of the body through, or all before `marker`; swallow the rest and keep the line open."""

    after: int = -1
    marker: bytes = b""


class Change(msgspec.Struct, frozen=True):
    """Put `new` where the pattern `old` matches in the body."""

    old: bytes
    new: bytes


class Drip(msgspec.Struct, frozen=True):
    """Send the body in pieces of so many bytes."""

    size: int


class Hold(msgspec.Struct, frozen=True):
    """Wait for `released` before the server is asked."""

    released: threading.Event


Fault = Answer | Cut | Silence | Change | Drip | Hold
