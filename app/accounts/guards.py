"""Where a request carries its key."""

from typing import Any

from litestar import Request


def key_of(request: Request[Any, Any, Any]) -> str | None:
    """The key in `x-api-key` or `Authorization: Bearer`; None when there is none. A key in a URL is never read."""
    key = request.headers.get("x-api-key")
    if key is not None:
        return key
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None
