"""The stream of a chat protocol: a reply's run followed, written down, and ended in every case."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Sequence
from typing import Any, Protocol, TypeAlias

import msgspec

from app.errors import InvalidInput, NotFound
from app.protocols.career_streams import Cursor
from app.protocols.chat_failures import FAILURES, RESTARTING, UNFORESEEN, Failure, failure_of, silent_for
from app.streaming import Event, Run
from app.streaming.encoding import encode
from app.tutor.service import Conversations, ReplyInput
from app.web.sse import frames, json_frame

_log = logging.getLogger(__name__)
_Written: TypeAlias = tuple[bytes, ...]
_Batch: TypeAlias = tuple[Event, ...]


class Wire(Protocol):
    """How one protocol says what a run says. A payload's `type` is the name of its event.

    `piece`: the type of the payloads that are pieces of text, and the member that has the text.
    """

    @property
    def piece(self) -> tuple[str, str]:
        """Two pieces in a row may be told as one."""

    @property
    def end(self) -> bytes:
        """What comes last, whatever has happened."""

    def recall(self, event: Event) -> None:
        """The client has this one already."""

    def say(self, event: Event) -> Sequence[dict[str, Any]]:
        """The payloads that an event makes."""

    def fail(self, failure: Failure) -> dict[str, Any]:
        """The payload of the protocol's error event."""


async def take_up(conversations: Conversations, owner: str, cursor: Cursor) -> Run:
    """The run that a client goes on reading.

    Raises:
        NotFound: there is no such reply, its conversation was deleted, or it is somebody else's.
        InvalidInput: the run has not said that much.
    """
    run = await conversations.run(owner, cursor.run_id)
    await conversations.get(owner, conversation_of(run))
    if cursor.part or cursor.seq > run.last_seq:
        raise InvalidInput("Last-Event-ID is not one that this server has sent.", field="Last-Event-ID")
    return run


def conversation_of(run: Run) -> str:
    """The id of the conversation that a reply belongs to."""
    return msgspec.json.decode(run.input, type=ReplyInput).conversation_id


def reply_chunks(
    conversations: Conversations, run: Run, wire: Wire, *, after: int, inactivity: float
) -> AsyncIterator[bytes]:
    """A reply's events from `after` on, pings between them, and an ending.

    When no event has come for `inactivity` seconds (pings do not count), the run is stopped and the stream ends with
    the protocol's error.
    """

    async def batches() -> AsyncIterator[_Written]:
        try:
            async for written in _written(conversations, run, wire, after, inactivity):
                yield written
        except Exception:  # noqa: BLE001 - a stream that has begun can say it only in its own words
            _log.exception("the stream of run %s broke", run.id)
            yield (_frame(wire.fail(UNFORESEEN)),)
        if wire.end:
            yield (wire.end,)

    return frames(batches(), _as_it_is, retry_ms=None)


async def _written(
    conversations: Conversations, run: Run, wire: Wire, after: int, inactivity: float
) -> AsyncIterator[_Written]:
    if after:
        for event in await conversations.events(run):
            if event.seq <= after:
                wire.recall(event)
    batches = conversations.follow(run, after, repeat_end=True)
    silence = _Silence(inactivity)
    while True:
        try:
            batch = await silence.of(batches)
        except TimeoutError:
            await _stop(conversations, run)
            yield (_frame(wire.fail(silent_for(inactivity))),)
            return
        if batch is None:
            yield (_frame(wire.fail(RESTARTING)),)
            return
        written = _frames(wire, batch)
        if written:
            silence.is_broken()
        if written or not batch:
            yield written
        if batch and _ends(batch[-1]):
            return


def _frames(wire: Wire, batch: _Batch) -> _Written:
    """One frame for the neighbouring pieces of text that are there at the same moment.

    The documents' own clients forget the name of an event when the network splits its frame: the fewer bytes are sent
    at once, the less often that happens.
    """
    kind, member = wire.piece
    said: list[tuple[dict[str, Any], Event]] = []
    for event in batch:
        for payload in _payloads(wire, event):
            if payload["type"] == kind and said and said[-1][0]["type"] == kind:
                said[-1] = (payload | {member: said[-1][0][member] + payload[member]}, event)
            else:
                said.append((payload, event))
    return tuple(_frame(payload, event) for payload, event in said)


def _payloads(wire: Wire, event: Event) -> Sequence[dict[str, Any]]:
    return [wire.fail(failure_of(event))] if event.name in FAILURES else wire.say(event)


def _ends(event: Event) -> bool:
    return event.name == "done" or event.name in FAILURES


class _Silence:
    """How long nothing was heard. Time that a slow client takes to read is not counted."""

    def __init__(self, limit: float) -> None:
        self._limit = limit
        self._so_far = 0.0

    async def of(self, batches: AsyncIterator[_Batch]) -> _Batch | None:
        """The next batch, None after the last; TimeoutError when the silence has lasted too long."""
        clock = asyncio.get_running_loop().time
        began = clock()
        async with asyncio.timeout(self._limit - self._so_far):
            batch = await anext(batches, None)
        self._so_far += clock() - began
        return batch

    def is_broken(self) -> None:
        """Something was said."""
        self._so_far = 0.0


async def _stop(conversations: Conversations, run: Run) -> None:
    with contextlib.suppress(NotFound):
        await conversations.stop(run.owner, conversation_of(run))


def _frame(payload: dict[str, Any], event: Event | None = None) -> bytes:
    name = None if event is None else f"{event.run_id}:{event.seq}"
    return json_frame(encode(payload), event=payload["type"], id=name)


def _as_it_is(written: bytes) -> bytes:
    return written
