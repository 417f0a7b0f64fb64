"""Answers of the native API: JSON with an entity tag, and the conditions that a request may set (RFC 9110, 13.1).

An entity tag is made from what is sent. A tag that a proxy has weakened on its way (`W/`, as nginx does when it
compresses) is taken for the one that was sent, also in `If-Match`: it still names these bytes and no others.
"""

import base64
import hashlib
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, NamedTuple, TypeVar

import msgspec
from litestar import Request, Response

from app.errors import InvalidInput
from app.protocols.native.problems import PreconditionFailed
from app.streaming.encoding import encode
from app.web.downloads import download

T = TypeVar("T")
Moment = Annotated[datetime, msgspec.Meta(tz=True)]
"""A point in time, written as RFC 3339 in UTC."""
_CHANGED = "This has changed since you read it. Read it again, then decide whether your change still fits."
_CACHING = "private, no-cache"


class File(NamedTuple):
    """What is sent of a file."""

    data: bytes
    media_type: str
    name: str


class Json(Response[T]):
    """A JSON document; `body` is it, written already."""

    def __init__(self, value: T, body: bytes, *, status: int, headers: Mapping[str, str]) -> None:
        super().__init__(value, media_type="application/json", status_code=status, headers=dict(headers))
        self._body = body

    def render(self, *_: Any, **__: Any) -> bytes:
        """The bytes as they were written for the tag."""
        return self._body


def answer(
    request: Request[Any, Any, Any], value: T, status: int = 200, *, headers: Mapping[str, str] | None = None
) -> Json[T]:
    """`value` with its tag; 304 without a body for a reader who has it already."""
    body = encode(value)
    told = {"ETag": _tag_of(body), "Cache-Control": _CACHING, **(headers or {})}
    if request.method == "GET" and _names(request.headers.get("if-none-match"), told["ETag"]):
        return Json(value, b"", status=304, headers=told)
    return Json(value, body, status=status, headers=told)


def begun(
    request: Request[Any, Any, Any], value: T, run_id: str, *, headers: Mapping[str, str] | None = None
) -> Json[T]:
    """202 for something whose run goes on; `Location` names the run."""
    return answer(request, value, 202, headers={"Location": f"/api/runs/{run_id}", **(headers or {})})


def require_match(request: Request[Any, Any, Any], value: object) -> bool:
    """Whether the request sets the condition that `value` is what is there now.

    Raises:
        PreconditionFailed: it does, and it is not.
    """
    wanted = request.headers.get("if-match")
    if wanted is None:
        return False
    if not _names(wanted, _tag_of(encode(value))):
        raise PreconditionFailed(_CHANGED)
    return True


def changed_meanwhile() -> PreconditionFailed:
    """Somebody changed it after the condition was found to hold."""
    return PreconditionFailed(_CHANGED)


async def file_answer(
    request: Request[Any, Any, Any],
    make: Callable[[], Awaitable[File]],
    made_from: object,
    headers: Mapping[str, str] | None = None,
) -> Response[bytes]:
    """A file under its name; 304 without making it for a reader who has it already.

    Its tag is a weak one, by `made_from`, whatever the file depends on: a printed file differs in its hour, say, each
    time that it is made.
    """
    told = {"ETag": f"W/{_tag_of(encode(made_from))}", "Cache-Control": _CACHING, **(headers or {})}
    if _names(request.headers.get("if-none-match"), told["ETag"].removeprefix("W/")):
        return Response(b"", status_code=304, headers=told)
    file = await make()
    sent = download(file.data, file.media_type, file.name)
    sent.headers.update(told)
    return sent


def moment(seconds: float) -> datetime:
    """Unix seconds as a point in time, written as RFC 3339 in UTC."""
    return datetime.fromtimestamp(seconds, UTC)


def moment_or_none(seconds: float | None) -> datetime | None:
    """The same of what may not have happened yet."""
    return None if seconds is None else moment(seconds)


def number_in(text: str, name: str) -> int:
    """A count that a parameter or a header holds. InvalidInput when it is none."""
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise InvalidInput(f"{name} is a whole number, 0 or more.", field=name)
    return int(text)


def _tag_of(body: bytes) -> str:
    return f'"{base64.urlsafe_b64encode(hashlib.sha256(body).digest()[:15]).decode()}"'


def _names(header: str | None, tag: str) -> bool:
    if header is None:
        return False
    given = [one.strip().removeprefix("W/") for one in header.split(",")]
    return tag in given or given == ["*"]
