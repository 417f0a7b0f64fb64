"""What goes wrong in the native API, as problem details (RFC 9457)."""

import logging
import math
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException

from app.errors import AppError, Conflict, InvalidInput
from app.web.errors import to_app_error
from app.web.programs import PROBLEM_JSON, refusal

_log = logging.getLogger(__name__)
_MOST_OF_A_REASON = 200
_SENTENCES = {
    400: "The request could not be understood. Send a file as multipart/form-data, everything else as JSON.",
    404: "There is nothing at this address. It may have been deleted.",
}


class PreconditionFailed(Conflict):
    """What `If-Match` names is not what is there now (RFC 9110, section 13.1.1)."""

    code = "precondition_failed"
    status = 412


def refuse(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """The problem that an error is."""
    wrong = _understood(error)
    status, sentence, wait = to_app_error(wrong)
    if isinstance(wrong, HTTPException):
        sentence = _SENTENCES.get(status, sentence)
    if status >= 500 and not isinstance(error, AppError):
        _log.error("request failed: %s", type(error).__name__, exc_info=error)
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    headers["Cache-Control"] = "no-store"
    if wait is not None:
        headers["Retry-After"] = str(math.ceil(wait))
    body = refusal(
        request.scope["path"],
        status,
        sentence,
        code=wrong.code if isinstance(wrong, AppError) else "",
        field=wrong.field or "" if isinstance(wrong, InvalidInput) else "",
        request_id=request.scope["state"].get("request_id", ""),
    )
    return Response(msgspec.json.encode(body), media_type=PROBLEM_JSON, status_code=status, headers=headers)


def _understood(error: Exception) -> Exception:
    """A parameter that Litestar refused, by its name."""
    if not isinstance(error, ValidationException) or not isinstance(error.extra, list) or not error.extra:
        return error
    first = error.extra[0]
    if not isinstance(first, dict) or not isinstance(first.get("key"), str):
        return error
    reason = str(first.get("message", ""))[:_MOST_OF_A_REASON]
    return InvalidInput(f"The parameter {first['key']} cannot be used: {reason}.", field=first["key"])
