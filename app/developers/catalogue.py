"""What the page for developers says about each protocol: its requests, events and refusals, from `protocols/*.toml`."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Literal

import msgspec

ORDER = ("career", "resume_optimisation", "tutor_chat", "latex_tailoring", "agent_chat", "native")
Place = Literal["path", "query", "json", "form", "file"]
Body = Literal["", "json", "multipart"]


class Field(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that goes with a request.

    `value` and `source` may name a thing of the reader's in braces (`{resume_id}`). `source`: where a page that sends
    for the reader takes the file from when none is chosen. `kind`: a line, a longer text, or true and false.
    """

    name: str
    place: Place
    label: str
    value: str = ""
    source: str = ""
    kind: Literal["line", "text", "flag"] = "line"
    required: bool = True
    hint: str = ""


class Request(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One request.

    `does`: what it changes, in a sentence. `scope`: what a key needs. `answers`: the members of the JSON that comes
    back. `saves`: the file that its answer is kept in.
    """

    id: str
    title: str
    method: Literal["GET", "POST"]
    path: str
    does: str
    scope: str
    body: Body = ""
    streams: bool = False
    status: int = 200
    fields: tuple[Field, ...] = ()
    answers: tuple[str, ...] = ()
    saves: str = ""


class EventKind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of the table of events. A field that is not always there ends in `?`; `open`: they differ by the run."""

    name: str
    fields: tuple[str, ...]
    when: str
    open: bool = False


class Refusal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A status before the stream opens, and when it is answered."""

    status: int
    when: str


class Protocol(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One protocol. `before` says what a refusal looks like; `refused` is one, as JSON."""

    id: str
    title: str
    purpose: str
    authentication: str
    framing: str
    ending: str
    before: str
    refused: str
    requests: tuple[Request, ...]
    events: tuple[EventKind, ...]
    refusals: tuple[Refusal, ...]


@lru_cache(maxsize=1)
def protocols() -> tuple[Protocol, ...]:
    """All of them, in the page's order."""
    folder = files(__package__).joinpath("protocols")
    return tuple(
        msgspec.convert(tomllib.loads(folder.joinpath(f"{name}.toml").read_text(encoding="utf-8")), Protocol)
        for name in ORDER
    )
