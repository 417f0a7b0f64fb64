"""Refused requests: which statuses an address may answer, and the body that each family of addresses has for them."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from app.errors import AppError
from app.openapi.describing import Operation
from app.openapi.headers import IF_MATCH, REQUEST_ID, RETRY_AFTER, STANDING
from app.openapi.routes import Address
from app.openapi.wire.refusals import CareerError, ChatError, Detail
from app.web.programs import JSON, PROBLEM_JSON, Problem, is_native, refusal

FAMILIES: dict[str, Any] = {"Problem": Problem, "Chat": ChatError, "Career": CareerError, "Detail": Detail}
"""The struct of each family's body."""
_ALWAYS = (400, 401, 403, 429, 500, 503)
_PUBLIC = (400, 429, 500, 503)
_WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_WAITS = frozenset({429, 503})
_SENTENCES = {
    400: "The body is not valid JSON.",
    401: "This key is not valid. Make a new one under Settings, Keys.",
    403: "This key lacks the scope tailor. Make a key with it at /settings/keys.",
    404: "This does not exist, or it was deleted.",
    409: "This has changed meanwhile. Read it again, then send the request once more.",
    412: "This has changed since you read it. Read it again, then decide whether your change still fits.",
    413: "This is larger than Foreword takes.",
    415: "Send the body as application/json.",
    422: "Some of what was sent cannot be used.",
    429: "Too many requests for your account. Please wait a moment.",
    500: "Something went wrong on our side. Your work is kept; please try again.",
    502: "The language model could not answer. Please try again in a moment.",
    503: "The server is restarting. Please try again.",
    504: "The language model was too slow. Please try again.",
    507: "The server's disk is full. Nothing was lost; free some space and try again.",
}
_MEANINGS = {
    400: "The request cannot be understood, or it names a server that this is not.",
    401: "No key, or one that is wrong, revoked or expired; or nobody is signed in.",
    403: "The key lacks a scope, which is named; or the request comes from another site.",
    404: "It does not exist, was deleted, or belongs to somebody else.",
    409: "It does not go with what is there now.",
    412: "`If-Match` names something that has changed since.",
    413: "The request is too large.",
    415: "The body is of another type than is read here.",
    422: "Something in the request cannot be used; `field` names it where that is known.",
    429: "Too many requests, too many runs at a time, or today's quota is used up.",
    500: "Something went wrong on this side.",
    502: "A language model failed.",
    503: "The server is shutting down or busy.",
    504: "A language model was too slow.",
    507: "The server's disk is full. Reading goes on.",
}


def family_of(path: str) -> str:
    """Which family of bodies an address has."""
    if is_native(path):
        return "Problem"
    if path.startswith("/v1/"):
        return "Career"
    return "Chat" if path.startswith("/api/v1/") else "Detail"


def statuses_of(address: Address, told: Operation | None, *, has_body: bool) -> list[int]:
    """Every status by which an address may refuse a request, in order."""
    found = {*(_PUBLIC if address.is_public else _ALWAYS), *(told.refusals if told else ())}
    # What an earlier request under the same key has made may be gone.
    if address.parameters or address.is_repeatable:
        found.add(404)
    if has_body:
        found |= {413, 415, 422}
    if address.is_repeatable or (told and told.headers) or any(address.queries):
        found.add(422)
    if told and IF_MATCH in told.headers:
        found.add(412)
    if address.method in _WRITES:
        found.add(507)
    return sorted(found)


def responses(used: set[tuple[str, int]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The response objects of the families and statuses that are used, by their names."""
    for family, status in sorted(used):
        yield name_of(family, status), _response(family, status)


def name_of(family: str, status: int) -> str:
    """`ProblemNotFound`."""
    return family + "".join(word.capitalize() for word in HTTPStatus(status).phrase.replace("-", " ").split())


def _response(family: str, status: int) -> dict[str, Any]:
    path = {"Problem": "/api/resumes", "Chat": "/api/v1/chat", "Career": "/v1/tailor", "Detail": "/api/tailor"}[family]
    body = refusal(path, status, _SENTENCES[status], code=_CODES.get(status, ""), request_id="3f2a91bc")
    headers = [REQUEST_ID, *STANDING, *([RETRY_AFTER] if status in _WAITS else [])]
    content = {"schema": {"$ref": f"#/components/schemas/{FAMILIES[family].__name__}"}, "example": body}
    return {
        "description": _MEANINGS[status],
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in headers},
        "content": {PROBLEM_JSON if family == "Problem" else JSON: content},
    }


def _codes() -> dict[int, str]:
    """The code of each status that is not the address's own: the broadest error that has it."""
    found: dict[int, str] = {}
    waiting: list[type[AppError]] = [AppError]
    while waiting:
        kind = waiting.pop(0)
        found.setdefault(kind.status, kind.code)
        waiting.extend(kind.__subclasses__())
    return {status: code for status, code in found.items() if status in {409, 412, 502, 507}}


_CODES = _codes()
