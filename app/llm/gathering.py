"""Calls of tools, put together from the pieces in which providers stream them."""

from collections.abc import Mapping
from typing import Any

import msgspec

MAX_CALLS = 16
MAX_ID_CHARACTERS = 4001
MAX_CALL_CHARACTERS = 200_000
"""Of all calls of one turn together."""


class Gathered(msgspec.Struct):
    """One call as it came; nothing about it is checked."""

    id: str = ""
    name: str = ""
    pieces: list[str] = msgspec.field(default_factory=list)

    @property
    def arguments(self) -> str:
        """All of the text that came as its arguments."""
        return "".join(self.pieces)


class CallPieces:
    """`add` the pieces in the order in which they come; `calls` are in the order in which they began.

    `length` is of all text, in characters. `progress` leaves out blanks, which put no deadline off. `is_over`: there
    was more than any real answer has, and what was too much is not kept.
    """

    def __init__(self) -> None:
        self.calls: list[Gathered] = []
        self.length = 0
        self.progress = 0
        self.is_over = False
        self._at: dict[Any, Gathered] = {}

    @property
    def text(self) -> str:
        """Everything that the provider wrote for them, for counting."""
        return "\n".join(f"{call.name} {call.arguments}" for call in self.calls)

    def __contains__(self, place: int) -> bool:
        return place in self._at

    def add(self, place: int | None, call_id: str, name: str, arguments: str) -> None:
        """A piece of the call at this place of the answer; None where the provider does not number them."""
        self.length += len(name) + len(arguments)
        self.progress += len(name.strip()) + len(arguments.strip())
        self.is_over = self.is_over or self.length > MAX_CALL_CHARACTERS
        if self.is_over:
            return
        call = self._call(place, call_id, name)
        if call is None:
            return
        call.id = call.id or call_id[:MAX_ID_CHARACTERS]
        call.name = call.name or name
        if arguments:
            call.pieces.append(arguments)

    def add_openai(self, pieces: Any) -> None:
        """The `tool_calls` of one delta of OpenAI's, as decoded JSON or as objects of LiteLLM's."""
        for piece in pieces if isinstance(pieces, list) else ():
            function = _field(piece, "function")
            place = _field(piece, "index")
            self.add(
                place if isinstance(place, int) else None,
                _words(_field(piece, "id")),
                _words(_field(function, "name")),
                arguments_of(_field(function, "arguments")),
            )

    def _call(self, place: int | None, call_id: str, name: str) -> Gathered | None:
        """Some hosts leave the number out, or give it to several calls: a new id with a name is a new call."""
        known = self._at.get(place)
        is_new = known is None or bool(name and call_id and known.id and call_id != known.id)
        if place is None and name and not call_id:
            is_new = True
        if not is_new:
            return known
        if len(self.calls) == MAX_CALLS:
            self.is_over = True
            return None
        call = self._at[place] = Gathered()
        self.calls.append(call)
        return call


def arguments_of(value: Any) -> str:
    """The JSON text: providers send pieces of it; some compatible servers send the object itself."""
    if isinstance(value, str):
        return value
    return msgspec.json.encode(value).decode("utf-8", "replace") if isinstance(value, dict) and value else ""


def _field(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, Mapping) else getattr(value, name, None)


def _words(value: Any) -> str:
    return value if isinstance(value, str) else ""
