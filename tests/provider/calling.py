"""How a provider can ask for tools, well and badly."""

from collections.abc import Iterable

import msgspec

from tests.provider.asked import Asked
from tests.provider.behaviours import ok
from tests.provider.building import Behaviour, frames_of, reply_of, sent
from tests.provider.steps import Reply, Step
from tests.provider.wires import Call, Finish, Said, Wire

_OF_A_CALL = (b'"tool_calls":[', b'"partial_json":', b'"content_block":{"type":"tool_use"')


def calling(
    *calls: Call, text: Iterable[str] = (), finish: Finish | None = "stop", interleaved: bool = False
) -> Behaviour:
    """This text, then these calls, ended in this way: with `stop` as the provider ends a turn that calls tools."""
    pieces = tuple(text)

    def behave(wire: Wire, asked: Asked, said: Said) -> Reply:
        changed = msgspec.structs.replace(said, pieces=pieces, calls=calls, finish=finish, interleaved=interleaved)
        return ok(wire, asked, changed)

    return behave


def in_characters(call: Call) -> Call:
    """The same call with every character of its arguments in an event of its own."""
    return msgspec.structs.replace(call, pieces=tuple(call.arguments))


def ending_in_calls(steps: Iterable[Step], *, after: int, text: Iterable[str] = (), calls: Iterable[Call]) -> Behaviour:
    """These steps when so many events about calls have been sent; the first has a name and no arguments."""
    pieces, asked_for = tuple(text), tuple(calls)

    def behave(wire: Wire, asked: Asked, said: Said) -> Reply:
        frames = frames_of(wire, asked, msgspec.structs.replace(said, pieces=pieces, calls=asked_for))
        places = [place for place, frame in enumerate(frames) if any(sign in frame for sign in _OF_A_CALL)]
        return reply_of(asked, [*sent(frames[: places[after - 1] + 1]), *steps])

    return behave
