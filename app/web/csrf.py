"""Forms that only our own pages can send: each carries a token that belongs to whoever asked for the page.

A token is a random mask with an HMAC over the mask and its binding (OWASP, "Signed Double-Submit Cookie"). Where
somebody is signed in the binding is the session, so that a token from another session is worth nothing even when its
cookie was planted from a neighbouring subdomain. Elsewhere it is a cookie of its own (and the person, where a proxy
names one). The origin guard stands before all of this (`guards.py`).
"""

import hmac
import secrets
from typing import Any

from litestar import Request
from litestar.datastructures import MutableScopeHeaders
from litestar.enums import RequestEncodingType
from litestar.types import Message, Scope

from app.errors import Forbidden, Unavailable
from app.web.cookies import host_cookie, read_cookie

FIELD = "_csrf_token"
HEADER = "x-csrftoken"
COOKIE = "foreword_csrf"
OUT_OF_DATE = "This form is out of date or came from elsewhere. Reload the page and send it again."
_MASK_BYTES = 16
_COOKIE_BYTES = 32
_STREAM = "text/event-stream"
_BINDING = "form_binding"
_NEW_COOKIE = "form_cookie"
_FORMS = frozenset({RequestEncodingType.URL_ENCODED, RequestEncodingType.MULTI_PART})


def bind_forms(scope: Scope, to: str, *, is_session: bool) -> None:
    """Say to whom this request's tokens belong: a session's id, or a person's id beside the cookie."""
    scope["state"][_BINDING] = (to, is_session)


class OutOfDate(Forbidden):
    """The form's token is another session's, or none."""


class FormTokens:
    """Makes and checks the tokens, once it is told the secret. One instance for each process."""

    def __init__(self) -> None:
        self._secret = b""

    def sign_with(self, secret: str) -> None:
        """Use this secret, which is the same for all servers and after a restart, from now on."""
        self._secret = secret.encode()

    def give(self, request: Request[Any, Any, Any]) -> str:
        """A token for a form on the page that answers `request`; a cookie goes with it where one is needed.

        The mask hides the rest from whoever measures how well a page is compressed (BREACH). A stream is not
        compressed, and what it tells again has to be the same text: there the mask stays the same.
        """
        binding = self._binding(request.scope, make=True) or ""
        is_stream = _STREAM in request.headers.get("accept", "")
        mask = self._seal(_STREAM, binding)[: 2 * _MASK_BYTES] if is_stream else secrets.token_hex(_MASK_BYTES)
        return mask + self._seal(mask, binding)

    async def check(self, request: Request[Any, Any, Any]) -> None:
        """Raises Forbidden unless the request brings a token that was given to its own sender."""
        token = request.headers.get(HEADER) or await _field(request)
        binding = self._binding(request.scope, make=False)
        if binding is None or not isinstance(token, str):
            raise OutOfDate(OUT_OF_DATE)
        mask, seal = token[: 2 * _MASK_BYTES], token[2 * _MASK_BYTES :]
        if not hmac.compare_digest(seal.encode(), self._seal(mask, binding).encode()):
            raise OutOfDate(OUT_OF_DATE)

    def _seal(self, mask: str, binding: str) -> str:
        if not self._secret:
            raise Unavailable("The server is starting. Please try again in a moment.")
        return hmac.digest(self._secret, f"{mask}\0{binding}".encode(), "sha256").hex()

    def _binding(self, scope: Scope, *, make: bool) -> str | None:
        to, is_session = scope["state"].get(_BINDING, ("", False))
        if is_session:
            return f"session\0{to}"
        cookie = scope["state"].get(_NEW_COOKIE) or read_cookie(scope, COOKIE)
        if cookie is None and make:
            cookie = scope["state"][_NEW_COOKIE] = secrets.token_hex(_COOKIE_BYTES)
        return None if cookie is None else f"cookie\0{cookie}\0{to}"


async def _field(request: Request[Any, Any, Any]) -> object:
    kind, _ = request.content_type
    return (await request.form()).get(FIELD) if kind in _FORMS else None


async def send_form_cookie(message: Message, scope: Scope) -> None:
    """Litestar's `before_send`: the cookie that a token on this page was bound to, when it is new."""
    cookie = scope.get("state", {}).get(_NEW_COOKIE)
    if message["type"] == "http.response.start" and cookie is not None:
        headers = MutableScopeHeaders.from_message(message)
        headers.add("set-cookie", host_cookie(scope, COOKIE, cookie).to_header(header=""))
