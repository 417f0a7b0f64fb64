"""Who may talk to this server at all, before any route is looked at: plain ASGI, one guard a class.

The host guard stops DNS rebinding: a page on evil.example whose name resolves to 127.0.0.1 still sends its own name
in `Host`. The origin guard stops a foreign page from making a browser send something (OWASP CSRF cheat sheet, "Fetch
Metadata" and "Verifying origin"); Litestar's token stands behind it. The gate is `protocols.md` section 4.
"""

import base64
import binascii
import hmac
import json
import math
from typing import cast
from urllib.parse import urlsplit

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

from app.errors import LimitReached
from app.web.programs import is_for_programs, media_type_of, refusal
from app.web.rate_limit import RateLimit, Together, Window

LOOPBACK_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_FAILURES_A_MINUTE = 10


def header(scope: Scope, name: bytes) -> str | None:
    """The first header of that (lower-case) name."""
    for key, value in scope["headers"]:
        if key == name:
            return value.decode("latin-1")
    return None


def method_of(scope: Scope) -> str:
    """The request's method."""
    return cast("HTTPScope", scope)["method"]


def host_name(host: str) -> str:
    """`Host` without its port: `[::1]:8000` gives `[::1]`."""
    if host.startswith("["):
        return host.partition("]")[0].lower() + "]"
    return host.partition(":")[0].lower()


async def refuse(scope: Scope, send: Send, status: int, detail: str, headers: dict[str, str] | None = None) -> None:
    """Answer a refused request: JSON for programs, one plain sentence for people."""
    path = scope["path"]
    wants_json = is_for_programs(path)
    request_id = scope.get("state", {}).get("request_id", "")
    refused = json.dumps(refusal(path, status, detail, request_id=request_id))
    body = refused.encode() if wants_json else detail.encode()
    kind = media_type_of(path) if wants_json else "text/plain; charset=utf-8"
    extra = [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()]
    start = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode()), *extra]
    await send({"type": "http.response.start", "status": status, "headers": start})
    await send({"type": "http.response.body", "body": body, "more_body": False})


class HostGuard:
    """Only the names that this server goes by."""

    def __init__(self, app: ASGIApp, allowed: frozenset[str]) -> None:
        self.app = app
        self.allowed = allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP and self.allowed and not scope["path"].startswith("/health/"):
            host = header(scope, b"host")
            if host is None or host_name(host) not in self.allowed:
                await refuse(scope, send, 400, "This server does not go by that name (FOREWORD_ALLOWED_HOSTS).")
                return
        await self.app(scope, receive, send)


class OriginGuard:
    """A request that changes something comes from our own pages or from a program, never from another site."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP and method_of(scope) not in SAFE_METHODS and not _is_same_origin(scope):
            await refuse(scope, send, 403, "This request came from another site and was not carried out.")
            return
        await self.app(scope, receive, send)


def _is_same_origin(scope: Scope) -> bool:
    site = header(scope, b"sec-fetch-site")
    if site is not None and site not in {"same-origin", "none"}:
        return False
    origin = header(scope, b"origin")
    return origin is None or _is_ours(origin, scope)


def names_our_origin(scope: Scope) -> bool:
    """Whether a browser says that the request comes from our own pages; a program says nothing of the kind."""
    origin = header(scope, b"origin")
    return header(scope, b"sec-fetch-site") == "same-origin" or (origin is not None and _is_ours(origin, scope))


def _is_ours(origin: str, scope: Scope) -> bool:
    parts = urlsplit(origin)
    # A page that came over http may have been written by whoever stands on the line.
    is_weaker = scope.get("scheme") == "https" and parts.scheme != "https"
    return not is_weaker and parts.netloc.lower() == (header(scope, b"host") or "").lower()


class PasswordGate:
    """User name and password in `X-Auth-Username` and `X-Auth-Password`, or HTTP Basic (RFC 7617) for browsers."""

    def __init__(self, app: ASGIApp, username: str, password: str, together: Together | None = None) -> None:
        self.app = app
        self._username = username.encode()
        self._password = password.encode()
        window = Window(_FAILURES_A_MINUTE, "wrong password", together)
        self._failures = RateLimit(window, "Too many wrong passwords. Please wait a minute.")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["path"].startswith("/health/"):
            await self.app(scope, receive, send)
            return
        address = (scope["client"] or ("?", 0))[0]
        try:
            await self._failures.check(address)
            given = _credentials(scope)
            if given is not None and not self._opens(*given):
                await self._failures.hit(address)
                given = None
        except LimitReached as error:
            wait = str(math.ceil(error.retry_after or 60))
            await refuse(scope, send, 429, error.message, {"Retry-After": wait})
            return
        if given is not None:
            await self.app(scope, receive, send)
            return
        challenge = {} if is_for_programs(scope["path"]) else {"WWW-Authenticate": 'Basic realm="Foreword"'}
        await refuse(scope, send, 401, "User name and password are needed.", challenge)

    def _opens(self, username: bytes, password: bytes) -> bool:
        same_name = hmac.compare_digest(username, self._username)
        same_password = hmac.compare_digest(password, self._password)
        return same_name and same_password


def _credentials(scope: Scope) -> tuple[bytes, bytes] | None:
    username, password = header(scope, b"x-auth-username"), header(scope, b"x-auth-password")
    if username is not None and password is not None:
        return username.encode("latin-1"), password.encode("latin-1")
    scheme, _, token = (header(scope, b"authorization") or "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, _, secret = base64.b64decode(token.strip(), validate=True).partition(b":")
    except binascii.Error:
        return None
    return name, secret
