"""What can go wrong: one class for each of the server's error codes.

All of them are `ForewordError`s; `except InvalidInput` also catches the narrower codes that derive from it.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar


class ForewordError(Exception):
    """Base of all. `message` is the server's sentence for people, what happened and what to do next.

    `status`: the HTTP status, 0 when there was no answer. `field`: the one that is wrong, "" when that is not known.
    `retry_after`: seconds, None when the server did not say. `request_id` names the request in the server's log.
    `retryable`: whether the same request may succeed later; None when the server did not say. `step`: the step of a
    tailoring that failed, -1 for none.
    """

    code: ClassVar[str] = ""

    def __init__(
        self,
        message: str,
        *,
        status: int = 0,
        field: str = "",
        retry_after: float | None = None,
        request_id: str = "",
        retryable: bool | None = None,
        step: int = -1,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.field = field
        self.retry_after = retry_after
        self.request_id = request_id
        self.retryable = retryable
        self.step = step


class ConnectionLost(ForewordError):
    """The server cannot be reached, or the line broke too often.

    The same call with the same `idempotency_key` goes on where this one stopped, and is not paid for twice.
    """

    code = "connection_lost"

    def __init__(self, message: str, *, idempotency_key: str = "", last_event_id: str = "") -> None:
        super().__init__(message, retryable=True)
        self.idempotency_key = idempotency_key
        self.last_event_id = last_event_id


class BadAnswer(ForewordError):
    """The answer is not what this client knows: probably not a Foreword, or a much newer one."""

    code = "bad_answer"


class BadRequest(ForewordError):
    """The request could not be understood (400)."""

    code = "bad_request"


class NotSignedIn(ForewordError):
    """There is no key, or it is unknown, revoked or expired (401)."""

    code = "not_signed_in"


class Forbidden(ForewordError):
    """The key lacks the scope that the message names (403)."""

    code = "forbidden"


class NotFound(ForewordError):
    """Absent, deleted, or somebody else's (404)."""

    code = "not_found"


class MethodNotAllowed(ForewordError):
    """This address does not take that kind of request (405)."""

    code = "method_not_allowed"


class Conflict(ForewordError):
    """The thing has changed meanwhile, or the idempotency key was used for something else before (409)."""

    code = "conflict"


class PreconditionFailed(Conflict):
    """The document is no longer the version that was named (412)."""

    code = "precondition_failed"


class UnansweredMarks(Conflict):
    """A file of a letter that is not finished, or that says what the résumé does not support (409)."""

    code = "unanswered_marks"


class UnsupportedMediaType(ForewordError):
    """This kind of request body is not understood (415)."""

    code = "unsupported_media_type"


class InvalidInput(ForewordError):
    """Something that was sent cannot be used; `field` says what (422)."""

    code = "invalid_input"


class UnsupportedFile(InvalidInput):
    """A file of a kind that is not read, or whose content does not match its name (400)."""

    code = "unsupported_file"


class TooLarge(InvalidInput):
    """Over a published limit (413)."""

    code = "too_large"


class UnreadableDocument(InvalidInput):
    """A file of the right kind in which nothing can be read (422)."""

    code = "unreadable_document"


class FetchFailed(InvalidInput):
    """A web page could not be had (422)."""

    code = "fetch_failed"


class IdempotencyKeyReused(InvalidInput):
    """The idempotency key came with another request before (422)."""

    code = "idempotency_key_reused"


class RenderFailed(ForewordError):
    """A PDF could not be made (422)."""

    code = "render_failed"


class StepFailed(ForewordError):
    """The tailoring's step `step` failed (422)."""

    code = "step_failed"


class LimitReached(ForewordError):
    """A rate or a quota is used up; `retry_after` says until when (429)."""

    code = "limit_reached"


class InternalError(ForewordError):
    """Something went wrong in the server (500)."""

    code = "internal"


class ModelError(ForewordError):
    """The language model failed (502)."""

    code = "model_error"


class Unavailable(ForewordError):
    """The server cannot do this now; the same request may succeed soon (503)."""

    code = "unavailable"


class TimedOut(ForewordError):
    """It took too long and was stopped (504)."""

    code = "deadline_exceeded"


class ModelTimedOut(ModelError):
    """The language model did not answer in time."""

    code = "model_timed_out"


class CrashLoop(InternalError):
    """The server stopped during each of several attempts."""

    code = "crash_loop"


class OutOfSpace(ForewordError):
    """No room on the server's disk; reading goes on (507)."""

    code = "out_of_space"


BY_STATUS: Mapping[int, type[ForewordError]] = {
    400: BadRequest,
    401: NotSignedIn,
    403: Forbidden,
    404: NotFound,
    405: MethodNotAllowed,
    409: Conflict,
    412: PreconditionFailed,
    413: TooLarge,
    415: UnsupportedMediaType,
    422: InvalidInput,
    429: LimitReached,
    500: InternalError,
    502: ModelError,
    503: Unavailable,
    504: TimedOut,
    507: OutOfSpace,
}


def _kinds(kind: type[ForewordError]) -> Iterator[type[ForewordError]]:
    for narrower in kind.__subclasses__():
        yield narrower
        yield from _kinds(narrower)


BY_CODE: Mapping[str, type[ForewordError]] = {kind.code: kind for kind in _kinds(ForewordError)}


def kind_of(status: int, code: str = "") -> type[ForewordError]:
    """The class of an error, by its code and, where the protocol has none, by its status."""
    if code in BY_CODE:
        return BY_CODE[code]
    return BY_STATUS.get(status) or (InternalError if status >= 500 else BadRequest)


def error_of(status: int, body: bytes, headers: Mapping[str, str]) -> ForewordError:
    """The error that an HTTP answer is, in whichever of the server's shapes its body is."""
    said = _said(body)
    message, field, step = said.get("message"), said.get("field"), said.get("step")
    return kind_of(status, str(said.get("code", "")))(
        message if isinstance(message, str) and message else f"The server answered {status}.",
        status=status,
        field=field if isinstance(field, str) else "",
        retry_after=_seconds(headers.get("retry-after", "")),
        request_id=headers.get("x-request-id", ""),
        step=step if isinstance(step, int) else -1,
    )


def _said(body: bytes) -> dict[str, Any]:
    """Problem details (RFC 9457), `{"error": {…}}` of the chats, `{"message"}` of the Career API, or `{"detail"}`."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(told, dict):
        return {}
    inner = told.get("error")
    said: dict[str, Any] = inner if isinstance(inner, dict) else told
    return {**said, "message": said.get("message") or said.get("detail") or said.get("title")}


def _seconds(header: str) -> float | None:
    return float(header) if header.isascii() and header.isdigit() else None
