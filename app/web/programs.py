"""Which addresses are for programs: what goes wrong there is told in JSON, in the words of that address's protocol."""

from http import HTTPStatus
from typing import Any

import msgspec

_PREFIXES = ("/api/", "/v1/", "/optimization/")
_CAREER = "/v1/"
_CHATS = "/api/v1/"
_OF_PROTOCOLS = frozenset({"/api/tailor", "/api/tailor-stream", "/api/v1"})
_CODES = {
    400: "bad_request",
    401: "not_signed_in",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "unsupported_media_type",
    422: "invalid_input",
    429: "limit_reached",
    503: "unavailable",
}
_INTERNAL = "internal"
JSON = "application/json"
PROBLEM_JSON = "application/problem+json"


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong (RFC 9457, "Problem Details for HTTP APIs"): the body of every error under `/api/`.

    `type` is `about:blank`, so `title` is the status in words. `detail` is a sentence for a person: what happened and
    what to do next. `instance` is the request's id, as in the header `X-Request-ID` and in the server's log. `code` is
    stable, for programs; `field` names the member, parameter or header that is wrong, where it is one.
    """

    title: str
    status: int
    detail: str
    code: str
    instance: str = ""
    type: str = "about:blank"
    field: str | msgspec.UnsetType = msgspec.UNSET


def is_for_programs(path: str) -> bool:
    """Whether whoever asks for this path is a program and not a person at a page."""
    return path.startswith(_PREFIXES)


def is_native(path: str) -> bool:
    """Whether this path belongs to Foreword's own API and to none of the published protocols."""
    return path.startswith("/api/") and not path.startswith(_CHATS) and path not in _OF_PROTOCOLS


def media_type_of(path: str) -> str:
    """What kind of body `refusal` makes for this path."""
    return PROBLEM_JSON if is_native(path) else JSON


def refusal(
    path: str, status: int, sentence: str, *, code: str = "", field: str = "", request_id: str = ""
) -> dict[str, Any]:
    """The JSON body of a refused request.

    A `Problem` in the native API, the error event of the Career API there (`protocols.md` section 1),
    `{"error": {"message", "code"}}` where the chats are (section 3), `{"detail"}` elsewhere (section 4); with the
    `field` that is wrong when there is one. `code` is by default the status's own.
    """
    more = {"field": field} if field else {}
    if path.startswith(_CAREER):
        return {"type": "error", "message": sentence, "statusCode": status, **more}
    if path.startswith(_CHATS):
        return {"error": {"message": sentence, "code": code or _CODES.get(status, _INTERNAL), **more}}
    if not is_native(path):
        return {"detail": sentence, **more}
    problem = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=sentence,
        code=code or _CODES.get(status, _INTERNAL),
        instance=request_id,
        field=field or msgspec.UNSET,
    )
    told: dict[str, Any] = msgspec.to_builtins(problem)
    return told
