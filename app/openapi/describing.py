"""What is said of an operation beyond what stands on its route."""

from typing import Any

import msgspec


class StreamEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a stream.

    `name` is what stands on its `event:` line or, where `is_named` is False, only in the payload's `type`. `when` is a
    sentence; `data` the payload's type, `example` one of it. After an event that `ends` nothing more comes. `runs` are
    the kinds of runs that say it, where not all do.
    """

    name: str
    when: str
    data: Any
    example: Any
    ends: bool = False
    is_named: bool = True
    runs: tuple[str, ...] = ()


class Events(msgspec.Struct, frozen=True, kw_only=True):
    """A `text/event-stream` answer.

    `example` is a whole one as it stands on the wire. `last` is the data of a last event that is no JSON.
    """

    events: tuple[StreamEvent, ...]
    example: str
    about: str = ""
    last: str = ""


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """An operation's own words.

    `answer` is the type of its JSON document where the handler's annotation does not say it; `form` that of its
    multipart form; `files` the media types of a file that it answers. `refusals` are statuses that do not follow from
    the route, and `failures` the types of bodies that are no error's. `headers` name request headers, `told` response
    headers (`headers.py`). `also` are other statuses of success, with the same answer; `no_content` says when it is
    204. `about` stands in place of the handler's docstring.
    """

    id: str
    tag: str
    summary: str
    about: str = ""
    body: Any = None
    answer: Any = None
    form: Any = None
    files: tuple[str, ...] = ()
    stream: Events | None = None
    refusals: tuple[int, ...] = ()
    failures: dict[int, Any] = {}
    headers: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    also: tuple[int, ...] = ()
    no_content: str = ""
