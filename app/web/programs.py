"""Which addresses are for programs: what goes wrong there is told in JSON, in the words of that address's protocol."""

from typing import Any

_PREFIXES = ("/api/", "/v1/", "/optimization/")
_CHATS = "/api/v1/"
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


def is_for_programs(path: str) -> bool:
    """Whether whoever asks for this path is a program and not a person at a page."""
    return path.startswith(_PREFIXES)


def refusal(path: str, status: int, sentence: str, *, code: str = "", field: str = "") -> dict[str, Any]:
    """The JSON body of a refused request.

    `{"error": {"message", "code"}}` where the chats are (`protocols.md` section 3), `{"detail"}` elsewhere (section 4);
    with the `field` that is wrong when there is one. `code` is by default the status's own.
    """
    more = {"field": field} if field else {}
    if path.startswith(_CHATS):
        return {"error": {"message": sentence, "code": code or _CODES.get(status, _INTERNAL), **more}}
    return {"detail": sentence, **more}
