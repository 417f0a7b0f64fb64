"""The one place where an error becomes an answer: a page, a fragment for htmx, or JSON."""

import logging
import math
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException

from app.errors import AppError, InvalidInput
from app.web.contexts import ERROR_TITLES, ErrorPage
from app.web.programs import is_for_programs, refusal
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
    headers = {"Cache-Control": "no-store"}
    if wait is not None:
        headers["Retry-After"] = str(math.ceil(wait))
    path = request.scope["path"]
    if is_for_programs(path):
        code = error.code if isinstance(error, AppError) else ""
        field = error.field or "" if isinstance(error, InvalidInput) else ""
        body = msgspec.json.encode(refusal(path, status, sentence, code=code, field=field))
        return Response(body, media_type="application/json", status_code=status, headers=headers)
    pages: Pages = request.app.state.pages
    page = ErrorPage(
        status=status,
        title=ERROR_TITLES.get(status, ERROR_TITLES[500]),
        message=sentence,
        request_id=request.scope["state"].get("request_id", ""),
        retry=status in _RETRYABLE,
    )
    return html(pages.render("error.html", shell=shell_of(request), page=page), status, headers)


EXCEPTION_HANDLERS: dict[type[Exception] | int, Any] = {Exception: to_response}
