"""Server-Sent Events as they arrive, in pieces of any size (WHATWG HTML, section 9.2 "Server-sent events")."""

import re
from typing import NamedTuple

_LINE_END = re.compile(rb"\r\n|\n|\r")
_BOM = b"\xef\xbb\xbf"


class Frame(NamedTuple):
    """One event. `event` is "" when it has no name; `id` is its own, "" when it has none."""

    event: str
    data: str
    id: str


class Parser:
    """Takes bytes and gives whole events; what a broken line left half said is never given.

    `last_event_id` is that of the last whole event, also of one without data, which is given to nobody.
    """

    def __init__(self) -> None:
        self.last_event_id = ""
        self._at_start = True
        self._after_cr = False
        self._begun: list[bytes] = []
        self._event = ""
        self._id: str | None = None
        self._data: list[str] = []

    def feed(self, chunk: bytes) -> list[Frame]:
        """The events that are whole with this chunk."""
        if self._after_cr and chunk.startswith(b"\n"):
            self._after_cr, chunk = False, chunk[1:]
        if not chunk:
            return []
        self._after_cr = chunk.endswith(b"\r")
        first, *others = _LINE_END.split(chunk)
        self._begun.append(first)
        found = []
        for following in others:
            frame = self._take(b"".join(self._begun))
            self._begun = [following]
            if frame is not None:
                found.append(frame)
        return found

    def _take(self, line: bytes) -> Frame | None:
        if self._at_start:
            self._at_start, line = False, line.removeprefix(_BOM)
        if not line:
            return self._dispatch()
        name, _, value = line.decode("utf-8", "replace").partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            self._data.append(value)
        elif name == "event":
            self._event = value
        elif name == "id" and "\0" not in value:
            self._id = value
        return None

    def _dispatch(self) -> Frame | None:
        frame = Frame(self._event, "\n".join(self._data), self._id or "")
        has_data = bool(self._data)
        if self._id is not None:
            self.last_event_id = self._id
        self._forget()
        return frame if has_data else None

    def _forget(self) -> None:
        self._event = ""
        self._id = None
        self._data = []
