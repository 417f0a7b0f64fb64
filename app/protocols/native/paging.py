"""Lists a page at a time: the newest first, each page with the cursor of the next."""

import base64
import binascii
from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Generic, TypeAlias, TypeVar

import msgspec
from litestar.params import FromQuery, QueryParameter

from app.db import Place
from app.errors import InvalidInput

T = TypeVar("T")
U = TypeVar("U")
DEFAULT_LIMIT = 20
MOST_LISTED = 100
_LARGEST = float(2**53)
Limit: TypeAlias = Annotated[int, QueryParameter(ge=1, le=MOST_LISTED, description="How many at most.")]
CursorText: TypeAlias = FromQuery[str]


class Page(msgspec.Struct, Generic[T], frozen=True):
    """A part of a list. `next` is the `cursor` of the next part, null after the last."""

    items: list[T]
    next: str | None


class _Cursor(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    listed: str
    at: float
    id: str


async def page_of(
    listed: str,
    cursor: str,
    limit: int,
    load: Callable[[int, Place | None], Awaitable[Sequence[T]]],
    place: Callable[[T], Place],
    write: Callable[[T], U],
) -> Page[U]:
    """The part of the list `listed` behind a cursor; `load(limit, after)` brings its rows.

    Raises:
        InvalidInput: the cursor is none of this list.
    """
    rows = await load(limit + 1, _place_of(listed, cursor))
    shown = rows[:limit]
    following = _written(listed, place(shown[-1])) if len(rows) > limit else None
    return Page([write(row) for row in shown], following)


def _written(listed: str, place: Place) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(_Cursor(listed, place.at, place.id))).decode().rstrip("=")


def _place_of(listed: str, cursor: str) -> Place | None:
    if not cursor:
        return None
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        found = msgspec.json.decode(base64.b64decode(padded, b"-_", validate=True), type=_Cursor)
    except (UnicodeEncodeError, binascii.Error, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _unknown() from error
    if found.listed != listed or not 0 <= found.at < _LARGEST:
        raise _unknown()
    return Place(found.at, found.id)


def _unknown() -> InvalidInput:
    return InvalidInput("This cursor is not one of this list. Begin again without it.", field="cursor")
