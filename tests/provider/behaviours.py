"""How a provider can answer, well and badly. Each behaviour turns what would be said into one HTTP answer.

`after` counts pieces of text: a fault comes when that many have been sent.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import msgspec

from tests.provider.asked import Asked
from tests.provider.building import COMMENT, frames_of, reply_of, sent, split_at
from tests.provider.building import Behaviour as Behaviour
from tests.provider.steps import Cut, Drip, Gate, Hang, Hold, Pause, Reply, Reset, Send, Step
from tests.provider.wires import Failure, Finish, Said, Wire


def ok(wire: Wire, asked: Asked, said: Said) -> Reply:
    """The whole answer."""
    return reply_of(asked, sent(frames_of(wire, asked, said)))


def saying(text: str | Iterable[str], *, finish: Finish | None = "stop", tells_usage: bool = True) -> Behaviour:
    """Exactly this text, in these pieces, ended in this way."""
    pieces = (text,) if isinstance(text, str) else tuple(text)

    def behave(wire: Wire, asked: Asked, said: Said) -> Reply:
        return ok(wire, asked, msgspec.structs.replace(said, pieces=pieces, finish=finish, tells_usage=tells_usage))

    return behave


def finishing(finish: Finish | None) -> Behaviour:
    """The whole text, ended in this way; None: all HTTP says is that the body is over."""

    def behave(wire: Wire, asked: Asked, said: Said) -> Reply:
        return ok(wire, asked, msgspec.structs.replace(said, finish=finish))

    return behave


def without_usage(wire: Wire, asked: Asked, said: Said) -> Reply:
    """The whole answer, without a word about tokens."""
    return ok(wire, asked, msgspec.structs.replace(said, tells_usage=False))


def thinking_first(*thoughts: str) -> Behaviour:
    """Reasoning on its own channel, then the answer."""

    def behave(wire: Wire, asked: Asked, said: Said) -> Reply:
        return ok(wire, asked, msgspec.structs.replace(said, thoughts=thoughts))

    return behave


def paced(seconds: float) -> Behaviour:
    """The whole answer, with a pause before each event."""

    def behave(wire: Wire, asked: Asked, said: Said) -> Reply:
        steps = [step for frame in frames_of(wire, asked, said) for step in (Pause(seconds), Send(frame))]
        return reply_of(asked, steps)

    return behave


def held(gate: Gate, *, after: int) -> Behaviour:
    """The whole answer, kept back at this place until the gate is open."""

    def behave(wire: Wire, asked: Asked, said: Said) -> Reply:
        first, rest = split_at(wire, asked, said, after)
        return reply_of(asked, [*sent(first), Hold(gate), *sent(rest)])

    return behave


def failing(
    status: int, message: str = "", *, kind: str = "", retry_after: str = "", until: float | None = None
) -> Behaviour:
    """An error in place of an answer. Like a careless provider it repeats the key and the prompt in its message.

    `retry_after` is the header as it is; `until` makes it the HTTP date so many seconds after the request.
    """

    def behave(wire: Wire, asked: Asked, _said: Said) -> Reply:
        words = message or f"key {asked.key} failed for {asked.prompt}"
        wait = retry_after if until is None else http_date(until)
        headers = {"content-type": "application/json"} | ({"retry-after": wait} if wait else {})
        return Reply(status=status, headers=headers, steps=(Send(wire.error(Failure(status, words, kind))),))

    return behave


def http_date(seconds: float) -> str:
    """The moment so many seconds from now, as `Retry-After` may give it."""
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


def never_hanging_up(*, every: float = 0.05) -> Behaviour:
    """The whole answer with its finish, but no end of the body: comments for ever."""

    def behave(wire: Wire, asked: Asked, said: Said) -> Reply:
        frames = frames_of(wire, asked, said)
        return reply_of(asked, [*sent(frames[:-1]), Drip(COMMENT, every)])

    return behave


def failing_midway(status: int, *, after: int) -> Behaviour:
    """An error event in a stream that had begun well."""

    def behave(wire: Wire, asked: Asked, said: Said) -> Reply:
        first, _ = split_at(wire, asked, said, after)
        words = Failure(status, f"key {asked.key} failed for {asked.prompt}")
        return reply_of(asked, [*sent(first), Send(wire.error_frame(words))])

    return behave


def hanging(_wire: Wire, _asked: Asked, _said: Said) -> Reply:
    """Not even a status line."""
    return Reply(before=(Hang(),))


def resetting(_wire: Wire, _asked: Asked, _said: Said) -> Reply:
    """The connection is reset instead of an answer."""
    return Reply(before=(Reset(),))


def slow_head(pause: float) -> Behaviour:
    """A head whose lines come so many seconds apart, then the whole answer."""

    def behave(wire: Wire, asked: Asked, said: Said) -> Reply:
        return msgspec.structs.replace(ok(wire, asked, said), head_pause=pause)

    return behave


def stalling(*, after: int) -> Behaviour:
    """Silence at this place, for ever."""
    return _ending_with([Hang()], after)


def breaking_when(gate: Gate, behaviour: Behaviour) -> Behaviour:
    """The same, but the connection is not broken before the gate is open: what is under way then may never arrive."""

    def behave(wire: Wire, asked: Asked, said: Said) -> Reply:
        reply = behaviour(wire, asked, said)
        breaks = isinstance(reply.steps[-1] if reply.steps else None, Reset | Cut)
        return (
            msgspec.structs.replace(reply, steps=(*reply.steps[:-1], Hold(gate), reply.steps[-1])) if breaks else reply
        )

    return behave


def dripping(*, after: int, every: float = 0.05) -> Behaviour:
    """Comments from this place on, for ever."""
    return _ending_with([Drip(COMMENT, every)], after)


def resetting_midway(*, after: int) -> Behaviour:
    """A reset at this place."""
    return _ending_with([Reset()], after)


def cut(*, after: int, orderly: bool) -> Behaviour:
    """The end at this place: as if it were the end of the body, or by a closed connection."""
    return _ending_with([] if orderly else [Cut()], after)


def half_an_event(*, after: int, then: Step | None) -> Behaviour:
    """Half of the next event at this place, then this (None: the body ends)."""

    def behave(wire: Wire, asked: Asked, said: Said) -> Reply:
        first, rest = split_at(wire, asked, said, after)
        half = Send(rest[0][: len(rest[0]) // 2])
        return reply_of(asked, [*sent(first), half, *([then] if then else [])])

    return behave


def ending_at_once(frame: bytes) -> Behaviour:
    """A stream of this one event: `[DONE]`, or `message_stop`, with nothing before it."""

    def behave(_wire: Wire, asked: Asked, _said: Said) -> Reply:
        return reply_of(asked, [Send(frame)])

    return behave


def empty(_wire: Wire, asked: Asked, _said: Said) -> Reply:
    """Status 200 and a body of no bytes."""
    return reply_of(asked, [])


def page_of_html(_wire: Wire, _asked: Asked, _said: Said) -> Reply:
    """What a captive portal or a proxy says, with status 200."""
    body = b"<!doctype html><html><body><h1>Please sign in to the network</h1></body></html>\n"
    return Reply(headers={"content-type": "text/html; charset=utf-8"}, steps=(Send(body),))


def with_huge_event(size: int, *, after: int) -> Behaviour:
    """The answer with one event of so many bytes of text at this place."""

    def behave(wire: Wire, asked: Asked, said: Said) -> Reply:
        pieces = (*said.pieces[:after], "x" * size, *said.pieces[after:])
        return ok(wire, asked, msgspec.structs.replace(said, pieces=pieces))

    return behave


def endless_line(wire: Wire, asked: Asked, said: Said) -> Reply:
    """The head of a good stream, then one line that never ends."""
    first, _ = split_at(wire, asked, said, 0)
    return reply_of(asked, [*sent(first), Send(b"data: "), Drip(b"x" * 1_000_000, 0)])


def endless_text(wire: Wire, asked: Asked, said: Said) -> Reply:
    """An answer that never ends, event by good event."""
    first, rest = split_at(wire, asked, msgspec.structs.replace(said, pieces=("word " * 200,)), 0)
    return reply_of(asked, [*sent(first), Drip(rest[0], 0)])


def _ending_with(steps: list[Step], after: int) -> Behaviour:
    def behave(wire: Wire, asked: Asked, said: Said) -> Reply:
        first, _ = split_at(wire, asked, said, after)
        return reply_of(asked, [*sent(first), *steps])

    return behave
