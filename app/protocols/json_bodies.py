"""A request's JSON body as a struct."""

from typing import Any, TypeVar

import msgspec
from litestar import Request

from app.errors import InvalidInput, UnsupportedFile

T = TypeVar("T")


class UnsupportedBody(UnsupportedFile):
    """A body that is not JSON."""

    status = 415


class MalformedBody(InvalidInput):
    """A body that says it is JSON and is not."""

    status = 400


async def body_of(request: Request[Any, Any, Any], kind: type[T]) -> T:
    """The body.

    Raises:
        UnsupportedBody: it says that it is something else than JSON.
        MalformedBody: it is none.
        InvalidInput: it is not as documented; `field` is the one that is wrong, where that is known.
    """
    said = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if not (said == "application/json" or said.endswith("+json")):
        raise UnsupportedBody("Send the body as application/json.")
    try:
        return msgspec.json.decode(await request.body() or b"{}", type=kind)
    except msgspec.ValidationError as error:
        raise InvalidInput(f"The body is not as documented: {error}.", field=_field_of(error)) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise MalformedBody("The body is not valid JSON.") from error


def _field_of(error: msgspec.ValidationError) -> str | None:
    """msgspec names a field of the wrong type by a path (`$.message`), one that is missing in backticks."""
    said = str(error)
    if "missing required field" in said:
        return said.split("`")[1]
    _, found, path = said.rpartition("at `$.")
    return path.rstrip("`").partition(".")[0].partition("[")[0] or None if found else None
