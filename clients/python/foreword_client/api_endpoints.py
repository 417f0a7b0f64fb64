"""The endpoints of the native API as calls; nothing here touches the network."""

from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import quote

import msgspec

from foreword_client import answers, wires
from foreword_client.api_answers import Page, RunEvent
from foreword_client.calls import Call, Read, Request, StreamCall, new_key
from foreword_client.sse import Frame

T = TypeVar("T")
_TERMINAL = frozenset({"done", "failed", "cancelled", "abandoned", "interrupted"})


def get(path: str, kind: type[T], **params: str) -> Call[T]:
    """A document."""
    return Call(Request(method="GET", path=f"/api{path}", params=params), _as(kind))


def page(path: str, kind: type[T], cursor: str, limit: int) -> Call[Page[T]]:
    """A part of a list."""
    params = {"limit": str(limit), **({"cursor": cursor} if cursor else {})}
    return Call(Request(method="GET", path=f"/api{path}", params=params), _as(Page[kind]))  # type: ignore[valid-type]


def post(path: str, kind: type[T], body: Any, key: str) -> Call[T]:
    """Something that is made or begun once, however often it is sent."""
    sent = Request(method="POST", path=f"/api{path}", json=body, key=key or new_key())
    return Call(sent, _as(kind))


def upload(path: str, kind: type[T], file: tuple[str, bytes], key: str) -> Call[T]:
    """A file that is taken once, however often it is sent."""
    files = {"file": (*file, "application/octet-stream")}
    return Call(Request(method="POST", path=f"/api{path}", files=files, key=key or new_key()), _as(kind))


def change(method: str, path: str, kind: type[T], body: Any, if_match: str) -> Call[T]:
    """A change, of that very version where one is named."""
    return Call(Request(method=method, path=f"/api{path}", json=body, headers=_guard(if_match)), _as(kind))


def delete(path: str, if_match: str) -> Call[None]:
    """A removal, of that very version where one is named."""
    return Call(Request(method="DELETE", path=f"/api{path}", headers=_guard(if_match)), _nothing)


def file(path: str, **params: str) -> Call[bytes]:
    """The bytes of a file."""
    return Call(Request(method="GET", path=f"/api{path}", params=params), _bytes)


def events(run_id: str, after: int) -> StreamCall[RunEvent]:
    """What a run has said behind its event `after`, and says."""
    params = {"after": str(after)} if after else {}
    return StreamCall(Request(method="GET", path=f"/api/runs/{part(run_id)}/events", params=params), _event)


def part(name: str) -> str:
    """A name as one part of a path, whatever is in it."""
    return quote(name, safe="")


def said(**fields: Any) -> dict[str, Any]:
    """A body of what was given."""
    return {name: value for name, value in fields.items() if value is not None}


def _event(frame: Frame) -> wires.Heard[RunEvent]:
    number = int(frame.id) if frame.id.isascii() and frame.id.isdigit() else 0
    event = RunEvent(seq=number, name=frame.event, data=answers.read(frame.data, Any))
    return wires.Heard(event, ends=frame.event in _TERMINAL)


def _guard(if_match: str) -> dict[str, str]:
    return {"If-Match": if_match} if if_match else {}


def _as(kind: type[T]) -> Read[T]:
    def read(body: bytes, headers: Mapping[str, str]) -> T:
        document: Any = answers.read(body, kind)
        if "etag" in getattr(kind, "__struct_fields__", ()):
            document = msgspec.structs.replace(document, etag=headers.get("etag", ""))
        made: T = document
        return made

    return read


def _bytes(body: bytes, _: Mapping[str, str]) -> bytes:
    return body


def _nothing(_: bytes, __: Mapping[str, str]) -> None:
    """An answer without a body."""
