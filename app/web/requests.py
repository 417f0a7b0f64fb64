"""Around every request, as plain ASGI so that nothing buffers a stream: its id, its log line, its headers."""

import re
import secrets
import time
from collections.abc import MutableMapping
from typing import Any

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from app.web.guards import method_of
from app.web.optional_packages import not_installed

with not_installed("rich"):
    import structlog

_log = structlog.stdlib.get_logger("foreword.request")
_QUIET = re.compile(r"^/(health|static)/")
_SECRET = re.compile(r"(?<=^/invitation/).+|(?<=^/reset/).+|ck_live_[0-9A-Za-z_-]+")

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SECURITY_HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)


class RequestFrame:
    """Give a request its 8-character id, its log line and the response its security headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        request_id = secrets.token_hex(4)
        scope.setdefault("state", {})["request_id"] = request_id
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        seen: MutableMapping[str, Any] = {"status": 0}
        started = time.perf_counter()

        async def send_framed(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen["status"] = message["status"]
                headers = [*message.get("headers", [])]
                present = {name.lower() for name, _ in headers}
                headers.extend(header for header in SECURITY_HEADERS if header[0] not in present)
                headers.append((b"x-request-id", request_id.encode()))
                message["headers"] = headers
            await send(message)

        try:
            await self.app(scope, receive, send_framed)
        finally:
            if not _QUIET.match(scope["path"]):
                _log.info(
                    "request",
                    method=method_of(scope),
                    path=_SECRET.sub("…", scope["path"]),
                    status=seen["status"],
                    ms=round((time.perf_counter() - started) * 1000, 1),
                )
