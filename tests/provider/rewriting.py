"""Good answers, written on the wire in every way that HTTP and server-sent events allow."""

import itertools
import re
from collections.abc import Callable

import msgspec

from tests.provider.asked import Asked
from tests.provider.building import COMMENT, Behaviour, frames_of, reply_of, sent
from tests.provider.steps import Reply, Send, Step
from tests.provider.wires import Said, Wire

_FIELD = re.compile(rb"^(data|event): ", re.MULTILINE)
_FOREIGN = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")


def split_characters(wire: Wire, asked: Asked, said: Said) -> Reply:
    """The whole answer, with an HTTP chunk's end inside every character that has more than one byte."""
    steps: list[Step] = []
    for frame in frames_of(wire, asked, said):
        ends = [0, *(found.start() + 1 for found in _FOREIGN.finditer(frame)), len(frame)]
        steps += [Send(frame[low:high]) for low, high in itertools.pairwise(ends)]
    return reply_of(asked, steps)


def byte_by_byte(wire: Wire, asked: Asked, said: Said) -> Reply:
    """The whole answer, each byte in an HTTP chunk of its own."""
    whole = b"".join(frames_of(wire, asked, said))
    return reply_of(asked, [Send(whole[at : at + 1]) for at in range(len(whole))])


def in_one_piece(behaviour: Behaviour) -> Behaviour:
    """The same answer with everything between two waits in one HTTP chunk, as a proxy that gathers would send it."""

    def behave(wire: Wire, asked: Asked, said: Said) -> Reply:
        reply = behaviour(wire, asked, said)
        steps: list[Step] = []
        for sends, run in itertools.groupby(reply.steps, lambda step: isinstance(step, Send)):
            gathered = list(run)
            data = b"".join(step.data for step in gathered if isinstance(step, Send))
            steps += [Send(data)] if sends else gathered
        return msgspec.structs.replace(reply, steps=tuple(steps))

    return behave


def written_otherwise(change: Callable[[bytes], bytes]) -> Behaviour:
    """The whole answer, with every event rewritten."""

    def behave(wire: Wire, asked: Asked, said: Said) -> Reply:
        return reply_of(asked, sent(change(frame) for frame in frames_of(wire, asked, said)))

    return behave


def with_crlf(frame: bytes) -> bytes:
    """An event with the line ends of Windows."""
    return frame.replace(b"\n", b"\r\n")


def without_space(frame: bytes) -> bytes:
    """An event without the optional space after the field's name."""
    return _FIELD.sub(rb"\1:", frame)


def after_comment(frame: bytes) -> bytes:
    """An event with a comment before it."""
    return COMMENT + frame
