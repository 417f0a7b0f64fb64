"""Cookies that only this server can have set.

Over https a cookie's name begins with `__Host-`: a browser takes such a cookie only when it is Secure, for the whole
host and from the host itself, so that a neighbour on another subdomain cannot plant one (RFC 6265bis, section 4.1.3).
Over http, which is for this machine alone, browsers refuse that name: there the same cookie goes without it, and the
name without it is never read over https.
"""

from litestar.datastructures.cookie import Cookie
from litestar.types import Scope

from app.web.guards import header

_HOST_PREFIX = "__Host-"


def is_https(scope: Scope) -> bool:
    """Whether the person's browser speaks https; behind a proxy as far as that proxy is trusted (`proxies.py`)."""
    return scope.get("scheme") == "https"


def host_cookie(scope: Scope, name: str, value: str, max_age: int | None = None) -> Cookie:
    """A cookie for this host alone that no script reads. `max_age` in seconds; None: until the browser closes."""
    secure = is_https(scope)
    return Cookie(
        key=_full_name(scope, name),
        value=value,
        max_age=max_age,
        path="/",
        secure=secure,
        httponly=True,
        samesite="lax",
    )


def read_cookie(scope: Scope, name: str) -> str | None:
    """The cookie's value; None when it is absent, or there twice, which no browser does for a cookie of ours."""
    wanted = _full_name(scope, name)
    pairs = (pair.strip().partition("=") for pair in (header(scope, b"cookie") or "").split(";"))
    values = [value.strip('"') for key, _, value in pairs if key == wanted]
    return values[0] if len(values) == 1 else None


def _full_name(scope: Scope, name: str) -> str:
    return f"{_HOST_PREFIX}{name}" if is_https(scope) else name
