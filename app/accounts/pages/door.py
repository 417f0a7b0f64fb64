"""What signing in, signing up and a new password share: a session's cookie, and the line that it travels on."""

import math
from typing import Annotated, Any
from urllib.parse import urlsplit

import msgspec
from litestar import Request, Response
from litestar.di import NamedDependency, Provide
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect

from app.accounts.guards import SESSION_COOKIE
from app.accounts.models import User
from app.accounts.people import People
from app.errors import AppError, Forbidden, InvalidInput
from app.settings import Settings
from app.web.cookies import host_cookie, is_https, read_cookie
from app.web.forms import errors_of
from app.web.guards import LOOPBACK_HOSTS, host_name
from app.web.rendering import Pages, html, shell_of

AnyRequest = Request[Any, Any, Any]
Form = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.URL_ENCODED)]
_COOKIE_SECONDS = 400 * 86_400
"""The longest that browsers keep one (RFC 6265bis, section 5.5). The server ends a session, and prolongs one in use."""
UNSAFE_LINE = (
    "Foreword is reached here without https, where anybody on the line could read your password. Open it over https. "
    "Whoever hosts it: name the proxy that speaks https in FOREWORD_TRUSTED_PROXIES."
)


class Door:
    """One request at a page of accounts, with what those pages are made of."""

    def __init__(self, request: AnyRequest, people: People, settings: Settings, pages: Pages) -> None:
        self.request = request
        self.people = people
        self.sessions = people.sessions
        self.settings = settings
        self._pages = pages

    @property
    def address(self) -> str:
        """The client's address, as far as proxies are trusted."""
        return self.request.client.host if self.request.client else ""

    @property
    def origin(self) -> str:
        """Where people reach this server (`https://jobs.example.org`): as set, else as this request reached it."""
        public = urlsplit(self.settings.public_url)
        if public.netloc:
            return f"{public.scheme}://{public.netloc}"
        return f"{self.request.scope['scheme']}://{self.request.headers.get('host', '')}"

    @property
    def is_unsafe_line(self) -> bool:
        """Whether passwords would travel in the clear: no https, not this machine, and nobody has asked for http."""
        host = host_name(self.request.headers.get("host", ""))
        if is_https(self.request.scope) or host in LOOPBACK_HOSTS:
            return False
        return urlsplit(self.settings.public_url).scheme != "http"

    @property
    def token(self) -> str:
        """The session's token that the browser came with; "" when there is none."""
        return read_cookie(self.request.scope, SESSION_COOKIE) or ""

    def require_safe_line(self) -> None:
        """Raises Forbidden where a password should not be sent."""
        if self.is_unsafe_line:
            raise Forbidden(UNSAFE_LINE)

    async def let_in(self, user: User, answer: Response[Any]) -> Response[Any]:
        """The answer with the cookie of a new session; the one that the browser came with ends, whoever's it was."""
        agent = self.request.headers.get("user-agent", "")
        token = await self.sessions.open(user.id, agent, self.address, replacing=self.token)
        answer.cookies.append(host_cookie(self.request.scope, SESSION_COOKIE, token, max_age=_COOKIE_SECONDS))
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def let_out(self, url: str) -> Response[Any]:
        """Go on without a session: the cookie goes, and with it what the browser kept of the pages."""
        headers = {"Cache-Control": "no-store", "Clear-Site-Data": '"cache"'}
        answer = Redirect(url, status_code=303, headers=headers)
        answer.cookies.append(host_cookie(self.request.scope, SESSION_COOKIE, "", max_age=0))
        return answer

    def show(
        self, template: str, page: msgspec.Struct, error: AppError | None = None, status: int = 200
    ) -> Response[str]:
        """The page; with the status of the error that it tells of, and when to try again."""
        body = self._pages.render(template, shell=shell_of(self.request), page=page)
        if error is None:
            return html(body, status)
        wait = {} if error.retry_after is None else {"Retry-After": str(math.ceil(error.retry_after))}
        return html(body, error.status, wait)


def told(error: AppError, *fields: str) -> dict[str, str]:
    """The error beside its field when the form has that field, else above the form."""
    return errors_of(error, fields) if isinstance(error, InvalidInput) else {"": error.message}


def _door(
    request: AnyRequest,
    people: NamedDependency[People],
    settings: NamedDependency[Settings],
    pages: NamedDependency[Pages],
) -> Door:
    return Door(request, people, settings, pages)


DOOR = {"door": Provide(_door, sync_to_thread=False)}
