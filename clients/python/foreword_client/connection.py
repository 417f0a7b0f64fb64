"""Where the server is and how to speak to it: what the sync and the async client have in common."""

from typing import Any

import httpx
import msgspec

from foreword_client.calls import Request

CONNECT_SECONDS = 10.0


class Connection(msgspec.Struct, frozen=True, kw_only=True):
    """`key` opens what its scopes say; `gate` is the user name and password of a server that is behind one.

    `silence`: seconds without a byte after which a stream's line counts as dead (the server pings every 15).
    `patience`: seconds that an answer in one document may take. `retries`: attempts in a row without any progress.
    """

    base_url: str
    key: str = ""
    gate: tuple[str, str] | None = None
    silence: float = 45.0
    patience: float = 300.0
    retries: int = 8

    def __post_init__(self) -> None:
        if not self.base_url.startswith(("http://", "https://")):
            raise ValueError("The base URL begins with http:// or https://.")
        if not self.key.isascii():
            raise ValueError("A key has only ASCII characters: this is none.")

    def __repr__(self) -> str:
        return f"Connection({self.base_url!r})"

    def request(self, request: Request, headers: dict[str, str], *, streams: bool) -> dict[str, Any]:
        """The arguments for httpx."""
        wait = self.silence if streams else self.patience
        return {
            "method": request.method,
            "url": self.base_url.rstrip("/") + request.path,
            "params": dict(request.params) or None,
            "headers": self._identity | {name: value.encode() for name, value in headers.items()},
            "json": request.json,
            "data": request.data,
            "files": request.files,
            "timeout": httpx.Timeout(wait, connect=CONNECT_SECONDS),
        }

    @property
    def _identity(self) -> dict[str, bytes]:
        said = {"User-Agent": b"foreword-client/0.1.0"}
        if self.key:
            said["x-api-key"] = self.key.encode()
        if self.gate is not None:
            said["X-Auth-Username"], said["X-Auth-Password"] = (part.encode() for part in self.gate)
        return said


def never_arrived(error: httpx.TransportError) -> bool:
    """Whether the server cannot have had the request."""
    return isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)


def sentence_of(error: httpx.TransportError) -> str:
    """Why there is no answer."""
    what = "The server cannot be reached" if never_arrived(error) else "The connection broke"
    return f"{what}: {str(error) or type(error).__name__}."
