"""The one place where an error becomes an answer: a page, a fragment for htmx, or JSON."""

import logging
import math
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException, MethodNotAllowedException

from app.errors import AppError, InvalidInput
from app.web.again import sent_again
from app.web.contexts import ERROR_TITLES, ErrorPage
from app.web.htmx import is_htmx, leave
from app.web.programs import is_for_programs, media_type_of, refusal
from app.web.rendering import Pages, html, shell_of

_log = logging.getLogger(__name__)
UNEXPECTED = "Something went wrong on our side. Your work is kept; please try again."
_SENTENCES = {
    400: "The request could not be understood. Reload the page and try again.",
    401: "Please sign in first.",
    403: "This form is out of date or came from elsewhere. Reload the page and send it again.",
    404: "This page does not exist. It may have been deleted, or the address is wrong.",
    405: "This address does not take that kind of request.",
    413: "This is larger than Foreword takes. Files are limited to 10 MB, LaTeX to 2 MB.",
    415: "This kind of request body is not understood here.",
    422: "Some of what was sent cannot be used.",
}
_RETRYABLE = frozenset({429, 500, 503, 507})


def to_app_error(error: Exception) -> tuple[int, str, float | None]:
    """Status, sentence for the person, seconds to wait."""
    if isinstance(error, AppError):
        return error.status, error.message, error.retry_after
    if isinstance(error, HTTPException):
        sentence = _SENTENCES.get(error.status_code, UNEXPECTED)
        return error.status_code, sentence, None
    return 500, UNEXPECTED, None


def to_response(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """The answer to a request that failed."""
    status, sentence, wait = to_app_error(error)
    if status >= 500:
        _log.error("request failed: %s", type(error).__name__, exc_info=error)
    headers = {"Cache-Control": "no-store", **_allowed(error)}
    if wait is not None:
        headers["Retry-After"] = str(math.ceil(wait))
    path = request.scope["path"]
    if status in {401, 403} and (again := sent_again(request, status, _place(request))) is not None:
        return again
    if status == 401 and "sign_in" in request.scope["state"] and _shows_another_page(request):
        return _to_sign_in(request, request.scope["state"]["sign_in"])
    if is_for_programs(path):
        code = error.code if isinstance(error, AppError) else ""
        field = error.field or "" if isinstance(error, InvalidInput) else ""
        request_id = request.scope["state"].get("request_id", "")
        body = msgspec.json.encode(refusal(path, status, sentence, code=code, field=field, request_id=request_id))
        return Response(body, media_type=media_type_of(path), status_code=status, headers=headers)
    pages: Pages = request.app.state.pages
    page = ErrorPage(
        status=status,
        title=ERROR_TITLES.get(status, ERROR_TITLES[500]),
        message=sentence,
        request_id=request.scope["state"].get("request_id", ""),
        retry=status in _RETRYABLE,
    )
    return html(pages.render("error.html", shell=shell_of(request), page=page), status, headers)


def _allowed(error: Exception) -> dict[str, str]:
    """What a 405 has to say (RFC 9110, 15.5.6): the methods that the address takes."""
    methods = (error.headers or {}).get("allow") if isinstance(error, MethodNotAllowedException) else None
    return {} if methods is None else {"Allow": ", ".join(sorted(methods.split(", ")))}


def _shows_another_page(request: Request[Any, Any, Any]) -> bool:
    """Whether whoever asks goes where the answer sends them: a browser that opens a page, or htmx; not a stream."""
    if is_for_programs(request.scope["path"]) or "text/event-stream" in request.headers.get("accept", ""):
        return False
    return is_htmx(request) or request.headers.get("sec-fetch-mode", "navigate") == "navigate"


def _to_sign_in(request: Request[Any, Any, Any], sign_in: str) -> Response[Any]:
    """Sign in, then come back: to the page itself, or after a form to the page that it stood on."""
    opens_page = not is_htmx(request) and request.method in {"GET", "HEAD"}
    place = _place(request) if opens_page else _place_before(request)
    answer = leave(request, f"{sign_in}?next={quote(place, safe='/')}" if place != "/" else sign_in)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _place(request: Request[Any, Any, Any]) -> str:
    query = request.scope["query_string"].decode("latin-1")
    path = quote(request.scope["path"], safe="/")
    return f"{path}?{query}" if query else path


def _place_before(request: Request[Any, Any, Any]) -> str:
    try:
        before = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return "/"
    is_ours = before.netloc == request.headers.get("host")
    return urlunsplit(("", "", before.path or "/", before.query, "")) if is_ours else "/"


EXCEPTION_HANDLERS: dict[type[Exception] | int, Any] = {Exception: to_response}
