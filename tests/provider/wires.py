"""What a provider says, apart from the wire format that it says it in."""

import itertools
import json
from typing import Any, Literal, Protocol

import msgspec

from tests.provider.asked import Asked

Finish = Literal["stop", "length", "filter", "refusal", "tool"]


class Call(msgspec.Struct, frozen=True):
    """The model asks for a tool. `arguments` is whatever it writes there, `pieces` the parts in which that comes."""

    name: str
    pieces: tuple[str, ...] = ("{}",)
    id: str = ""

    @property
    def arguments(self) -> str:
        """All of the text."""
        return "".join(self.pieces)


class Spoken(msgspec.Struct, frozen=True):
    """What a script says beyond a text: a text, which may be empty, and then calls of tools."""

    text: str
    calls: tuple[Call, ...]


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """An answer and how it ends.

    `finish` is None when the provider never says that it is complete. `input_tokens` and `output_tokens` are what it
    bills; `tells_usage` says whether it tells. `thoughts` come before the text, on the channel for reasoning. `calls`
    come after it, their pieces in turn if they are `interleaved`.
    """

    pieces: tuple[str, ...]
    finish: Finish | None = "stop"
    input_tokens: int
    output_tokens: int
    tells_usage: bool = True
    thoughts: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()
    interleaved: bool = False

    @property
    def text(self) -> str:
        """All of the visible text."""
        return "".join(self.pieces)

    @property
    def call_pieces(self) -> list[tuple[int, str]]:
        """The pieces of all calls in their order, each with the number of its call."""
        by_call = [[(number, piece) for piece in call.pieces] for number, call in enumerate(self.calls)]
        rounds = itertools.zip_longest(*by_call) if self.interleaved else by_call
        return [piece for several in rounds for piece in several if piece is not None]


class Failure(msgspec.Struct, frozen=True):
    """An answer that is an error: its status, its words, which no person should ever read, and its kind if unusual."""

    status: int
    message: str
    kind: str = ""


class Wire(Protocol):
    """One published wire format."""

    def refusal_of(self, asked: Asked) -> Failure | None:
        """What this provider would find wrong with the request."""
        ...

    def frames(self, asked: Asked, said: Said) -> list[bytes]:
        """The answer as events, one for each piece of text among them."""
        ...

    def whole(self, asked: Asked, said: Said) -> bytes:
        """The answer as one JSON document."""
        ...

    def error(self, failure: Failure) -> bytes:
        """The body of an answer that is an error."""
        ...

    def error_frame(self, failure: Failure) -> bytes:
        """An error that comes after the stream has begun."""
        ...


def encoded(value: dict[str, Any]) -> bytes:
    """JSON as the providers write it: UTF-8 as it is, a lone surrogate escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":")).encode()
