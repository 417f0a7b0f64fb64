"""The streams of the Career API: a run followed, written down as the document's frames."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any, TypeAlias

import msgspec

from app.errors import Conflict, InvalidInput
from app.letters.service import Letters, StoredLetter
from app.protocols.career_events import (
    Failure,
    LetterSections,
    contradicted,
    failure_of,
    is_injected,
    resume_sections,
)
from app.streaming import Event
from app.tailoring.service import StoredTailoring, Tailorings, decode_result
from app.web.sse import frames, json_frame

Batches: TypeAlias = AsyncIterator[tuple[Event, ...]]
_Numbered: TypeAlias = tuple[str, dict[str, Any]]
Write: TypeAlias = Callable[[Event], Awaitable[Sequence[dict[str, Any]]]]
_FAILURES = frozenset({"failed", "cancelled", "abandoned", "interrupted", "reset"})
_CURSOR = re.compile(r"(?P<run>[A-Za-z0-9_-]{1,64}):(?P<seq>[0-9]{1,9})(?:\.(?P<part>[0-9]{1,3}))?")


class Cursor(msgspec.Struct, frozen=True):
    """The last event that a client has seen: of its run `seq`, and where that made several, the `part`th of them."""

    run_id: str
    seq: int = 0
    part: int = 0

    @property
    def after(self) -> int:
        """The number of the last event that was seen whole."""
        return self.seq - 1 if self.part else self.seq


def cursor_of(last_event_id: str | None) -> Cursor | None:
    """`run:seq` or `run:seq.part`, as sent in `id:`; None without the header. Raises InvalidInput for anything else."""
    if last_event_id is None:
        return None
    found = _CURSOR.fullmatch(last_event_id.strip())
    if found is None:
        raise InvalidInput("Last-Event-ID is not one that this server has sent.", field="Last-Event-ID")
    return Cursor(found["run"], int(found["seq"]), int(found["part"] or 0))


async def last_of(batches: Batches) -> Event | None:
    """The event that ended the run, waited for; None when the server shuts down first."""
    last: Event | None = None
    async for batch in batches:
        last = batch[-1] if batch else last
    return last


def letter_chunks(letters: Letters, stored: StoredLetter, cursor: Cursor) -> AsyncIterator[bytes]:
    """The pieces of a letter's sections."""

    async def batches() -> AsyncIterator[tuple[bytes, ...]]:
        history = await letters.events(stored)
        sections = LetterSections()
        # A client that has seen nothing yet is spared what was written over after a crash.
        skipped = contradicted(history) if cursor.after == 0 else set()

        async def write(event: Event) -> Sequence[dict[str, Any]]:
            return [] if event.seq in skipped else sections.take(event)

        try:
            for event in history:
                if event.seq <= cursor.after:
                    sections.take(event)
        except Conflict as error:
            yield (_error(Failure(error.message, error.status)),)
            return
        async for written in _written(letters.follow(stored, cursor.after, repeat_end=True), write, cursor):
            yield written

    return frames(batches(), _as_it_is, retry_ms=None)


def tailoring_chunks(tailorings: Tailorings, stored: StoredTailoring, cursor: Cursor) -> AsyncIterator[bytes]:
    """The tailored résumé's sections, all at once as soon as it is there; its PDF may still be in the making."""

    async def batches() -> AsyncIterator[tuple[bytes, ...]]:
        history = await tailorings.events(stored)
        sent = any(is_injected(event) for event in history if event.seq <= cursor.after)

        async def write(event: Event) -> Sequence[dict[str, Any]]:
            nonlocal sent
            if sent or not (is_injected(event) or event.name == "done"):
                return []
            injected = await tailorings.injected(stored)
            if injected is None:
                injected = decode_result(await tailorings.get(stored.owner, stored.id)).injected
            sent = True
            return resume_sections(injected)

        async for written in _written(tailorings.follow(stored, cursor.after, repeat_end=True), write, cursor):
            yield written

    return frames(batches(), _as_it_is, retry_ms=None)


async def _written(batches: Batches, write: Write, cursor: Cursor) -> AsyncIterator[tuple[bytes, ...]]:
    last: Event | None = None
    async for batch in batches:
        said: list[_Numbered] = []
        for event in batch:
            last = event
            try:
                payloads = [*await write(event)]
            except Conflict as error:
                yield (*_frames(said), _error(Failure(error.message, error.status)))
                return
            if event.name == "done":
                payloads.append({"type": "done"})
            elif event.name in _FAILURES:
                payloads.append(failure_of(event).event)
            said += _numbered(event, payloads, cursor)
        if said or not batch:
            yield tuple(_frames(said))
    if last is None or last.name not in _FAILURES | {"done"}:
        yield (_error(failure_of(None)),)


def _numbered(event: Event, payloads: Sequence[dict[str, Any]], cursor: Cursor) -> list[_Numbered]:
    """The last of the events that one event of the run makes has its number; those before it are parts of it."""
    named = []
    for part, payload in enumerate(payloads, 1):
        if event.seq == cursor.seq and part <= cursor.part:
            continue
        name = f"{event.run_id}:{event.seq}" if part == len(payloads) else f"{event.run_id}:{event.seq}.{part}"
        named.append((name, payload))
    return named


def _frames(said: Sequence[_Numbered]) -> list[bytes]:
    """One frame for the neighbouring pieces of a section that are there at the same moment.

    The document's own clients take each network chunk for whole lines: the fewer bytes, the less often that fails.
    """
    joined: list[_Numbered] = []
    for name, payload in said:
        before = joined[-1][1] if joined else {}
        if payload["type"] == "section" and before.get("section") == payload["section"]:
            joined[-1] = name, payload | {"content": before["content"] + payload["content"]}
        else:
            joined.append((name, payload))
    return [json_frame(msgspec.json.encode(payload), id=name) for name, payload in joined]


def _error(failure: Failure) -> bytes:
    return json_frame(msgspec.json.encode(failure.event))


def _as_it_is(written: bytes) -> bytes:
    return written
