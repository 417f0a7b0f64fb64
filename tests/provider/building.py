"""What behaviours are made of."""

from collections.abc import Callable, Iterable

import msgspec

from tests.provider.asked import Asked
from tests.provider.steps import Reply, Send, Step
from tests.provider.wires import Said, Wire

Behaviour = Callable[[Wire, Asked, Said], Reply]
COMMENT = b": ping\n\n"
_SLICES = 4


def reply_of(asked: Asked, steps: Iterable[Step]) -> Reply:
    """Status 200, with the head that suits the request."""
    kind = "text/event-stream; charset=utf-8" if asked.streams else "application/json"
    return Reply(headers={"content-type": kind, "x-request-id": "req_loopback"}, steps=tuple(steps))


def frames_of(wire: Wire, asked: Asked, said: Said) -> list[bytes]:
    """The events of a stream; a JSON document that was not to be streamed is sliced instead."""
    if asked.streams:
        return wire.frames(asked, said)
    whole = wire.whole(asked, said)
    size = -(-len(whole) // _SLICES)
    return [whole[at : at + size] for at in range(0, len(whole), size)]


def split_at(wire: Wire, asked: Asked, said: Said, after: int) -> tuple[list[bytes], list[bytes]]:
    """The frames before and after the place; those before hold the first `after` pieces of the text."""
    frames = frames_of(wire, asked, said)
    begun = msgspec.structs.replace(said, pieces=said.pieces[:after], calls=(), finish=None)
    place = len(frames_of(wire, asked, begun))
    place = place if asked.streams else min(after, _SLICES - 1)
    return frames[:place], frames[place:]


def sent(frames: Iterable[bytes]) -> list[Step]:
    """Each frame as an HTTP chunk of its own."""
    return [Send(frame) for frame in frames]
