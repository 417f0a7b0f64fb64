"""The header `Idempotency-Key` in the published protocols, whose documents do not have it."""

from typing import Any

from litestar import Request

from app.idempotency.service import parse_key


def key_of(request: Request[Any, Any, Any]) -> str | None:
    """The request's key; None without one. InvalidInput for one that is none."""
    key = parse_key(request.headers.get("idempotency-key"))
    return None if key is None else key.value
