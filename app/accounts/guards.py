"""Who is let in: every route asks, unless it says that it is public (`opt={"public": True}`).

A route that programs may use names what a key needs for it, one scope or several of which any one will do:
`opt={"scope": "tailor"}`, `opt={"scope": ("tailor", "letters")}`. A route that names none is for people.
"""

from typing import Any
from urllib.parse import unquote_plus

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from app.accounts.identity import Caller, Claims, Identity
from app.accounts.key_text import KEY_PREFIX
from app.accounts.keys import INVALID_KEY
from app.accounts.service import User
from app.errors import Forbidden, NotSignedIn
from app.settings import Settings
from app.web.again import keep_typed
from app.web.contexts import Person
from app.web.cookies import read_cookie
from app.web.csrf import FormTokens, OutOfDate, bind_forms
from app.web.guards import SAFE_METHODS, names_our_origin
from app.web.proxies import FROM_PROXY
from app.web.rendering import name_person

Connection = ASGIConnection[Any, Any, Any, Any]
SESSION_COOKIE = "foreword_session"
SIGN_IN = "/sign-in"
FOR_PEOPLE = "This page is for people. Keys open the addresses under /api and /v1."
KEY_IN_ADDRESS = (
    "This address holds a key, and addresses are kept in logs and histories. Revoke that key, make a new one, "
    "and send it as x-api-key or as Authorization: Bearer."
)
NO_ORIGIN = "A request that changes something needs a key, or a browser that says which site it comes from."
NOBODY = {
    "local": "Please send a key, or none at all.",
    "accounts": "Please sign in first, or send a key as x-api-key or as Authorization: Bearer.",
    "proxy": "The proxy in front of Foreword did not say who you are. Sign in there first, or send a key.",
}


def key_of(request: Connection) -> str | None:
    """The key in `x-api-key` or `Authorization: Bearer`; None when there is none. A key in a URL is never read."""
    key = request.headers.get("x-api-key")
    if key is not None:
        return key
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


class IdentityGuard:
    """Litestar's guard for the whole app: find out who asks, refuse nobody, keep the caller for the handlers."""

    def __init__(self, identity: Identity, settings: Settings, tokens: FormTokens) -> None:
        self._identity = identity
        self._name_header = settings.proxy_name_header
        self._user_header = settings.proxy_user_header
        self._tokens = tokens

    async def __call__(self, connection: Connection, handler: BaseRouteHandler) -> None:
        """Raises NotSignedIn when nobody is there or the key opens nothing, Forbidden for what is not theirs to do."""
        try:
            await self._let_in(connection, handler)
        except (NotSignedIn, OutOfDate):
            is_person = key_of(connection) is None and read_cookie(connection.scope, SESSION_COOKIE)
            if isinstance(connection, Request) and is_person:
                await keep_typed(connection)
            raise

    async def _let_in(self, connection: Connection, handler: BaseRouteHandler) -> None:
        if self._identity.mode == "accounts":
            name_person(connection.scope, None)
        if not handler.opt.get("public"):
            caller = await self._caller(connection)
            connection.scope["state"]["caller"] = caller
            _check_scope(caller, handler.opt.get("scope", ()))
            bind_forms(connection.scope, caller.session_id or caller.user.id, is_session=bool(caller.session_id))
            if caller.scopes is not None:
                return
            if self._identity.mode != "local":
                person = Person(caller.user.name, caller.user.is_admin, has_session=bool(caller.session_id))
                name_person(connection.scope, person)
        await self._check_intent(connection, handler)

    async def _caller(self, connection: Connection) -> Caller:
        claims = self._claims(connection)
        if KEY_PREFIX in connection.scope["path"] + unquote_plus(connection.scope["query_string"].decode("latin-1")):
            raise NotSignedIn(KEY_IN_ADDRESS)
        caller = await self._identity.of(claims)
        if caller is not None:
            return caller
        if claims.key is not None:
            raise NotSignedIn(INVALID_KEY)
        if self._identity.mode == "accounts":
            connection.scope["state"]["sign_in"] = SIGN_IN
        raise NotSignedIn(NOBODY[self._identity.mode])

    def _claims(self, connection: Connection) -> Claims:
        named = _text(connection.headers.get(self._user_header, ""))
        is_named = bool(named) and connection.scope["state"].get(FROM_PROXY, False)
        shown = _text(connection.headers.get(self._name_header, ""))
        return Claims(
            key=key_of(connection),
            session=read_cookie(connection.scope, SESSION_COOKIE),
            forwarded=(named, shown) if is_named else None,
        )

    async def _check_intent(self, connection: Connection, handler: BaseRouteHandler) -> None:
        """Whoever is known by what a browser sends along by itself must show that they meant to send this."""
        if not isinstance(connection, Request) or connection.method in SAFE_METHODS:
            return
        if not handler.opt.get("exclude_from_csrf"):
            await self._tokens.check(connection)
        elif self._identity.mode != "local" and not names_our_origin(connection.scope):
            raise Forbidden(NO_ORIGIN)


def _text(value: str) -> str:
    """A header's text: proxies write names in UTF-8, which ASGI's servers hand on as if it were Latin-1."""
    try:
        return value.encode("latin-1").decode().strip()
    except UnicodeError:
        return value.strip()


async def requires_admin(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Litestar's guard for the administrator's pages, behind the app's own. Raises Forbidden for everybody else."""
    if not caller_of(connection).user.is_admin:
        raise Forbidden("This page is for administrators.")


def _check_scope(caller: Caller, needed: str | tuple[str, ...]) -> None:
    if caller.scopes is None:
        return
    names = (needed,) if isinstance(needed, str) else needed
    if not names:
        raise Forbidden(FOR_PEOPLE)
    if caller.scopes.isdisjoint(names):
        raise Forbidden(f"This key lacks the scope {' or '.join(names)}. Make a key with it at /settings/keys.")


def caller_of(request: Connection) -> Caller:
    """Whom this request speaks for, once the guard has found out."""
    caller: Caller = request.scope["state"]["caller"]
    return caller


def user_of(request: Connection) -> User:
    """The person whose things this request is about."""
    return caller_of(request).user
