"""The stream of a conversation's page: the reply that is being written, then whatever is said next.

A page holds one stream as long as it is open. The stream knows which messages the page shows and brings the page to
what the conversation is now: it takes away what left the open branch, adds what came, then follows the reply's run. So
it is all the same whether a message was sent here, in another tab or by a program.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from html import escape

import msgspec

from app.errors import NotFound
from app.tutor.models import Message
from app.tutor.presenting.lists import UNTITLED
from app.tutor.reading import Opened
from app.tutor.watching.cursor import ENDED, Cursor
from app.tutor.watching.folding import ReplyFold
from app.tutor.watching.room import SHOWN, Room, cursor_of, head_of
from app.tutor.watching.writing import Writing, said_at_end, with_note
from app.web.fragments import PING, partial
from app.web.sse import frame, retry_frame
from app.web.watching import LoggedEvent

PING_SECONDS = 5.0
RETRY_MS = 500
_MOST_AT_ONCE = 2_000


class RoomStream:
    """One page's stream from `cursor` on."""

    def __init__(self, room: Room, cursor: Cursor) -> None:
        self._room = room
        self._writing = Writing(room)
        self._at = cursor
        self._shown: list[str] | None = None
        self._about = ""
        self._fold = ReplyFold()

    async def frames(self) -> AsyncIterator[bytes]:
        """Until the viewer leaves, the conversation is deleted, or the server shuts down."""
        changes = self._room.conversations.changes
        yield retry_frame(RETRY_MS)
        with changes.watching(self._room.id) as watcher:
            while not changes.released:
                try:
                    opened = await self._room.open()
                    caught_up = await self._caught_up(opened)
                except NotFound:
                    # Whoever connects again is told that there is nothing any more.
                    return
                for chunk in caught_up:
                    yield chunk
                if opened.conversation.is_running and self._at.seq != ENDED:
                    async for chunk in self._live(opened):
                        yield chunk
                    if self._at.seq != ENDED:
                        return
                elif not await watcher.wait(PING_SECONDS):
                    yield PING

    async def _live(self, opened: Opened) -> AsyncIterator[bytes]:
        reply = opened.shown[-1].message
        run = await self._room.conversations.run(self._room.owner, reply.run_id)
        async for batch in self._room.conversations.follow(run, self._at.seq, repeat_end=False):
            frames = [await self._written(opened, part) for part in _in_parts(batch)] or [PING]
            if chunk := b"".join(frames):
                yield chunk

    async def _written(self, opened: Opened, batch: Sequence[LoggedEvent]) -> bytes:
        """One frame for some events. Whatever is drawn within one frame of the screen is in one."""
        news = self._fold.add(batch)
        if news.was_reset:
            return await self._reset(opened, has_ended=news.ended)
        shown = self._writing.grown(opened.shown[-1].message, self._fold, news)
        if news.corrected:
            shown += await self._notes(opened)
        if news.ended:
            return await self._ended(await self._room.open(), shown)
        self._at = Cursor(self._at.reply, self._fold.last)
        return frame(shown, id=int(self._at)) if shown else b""

    async def _reset(self, opened: Opened, *, has_ended: bool) -> bytes:
        if has_ended:
            return await self._ended(await self._room.open())
        self._at = Cursor(self._at.reply, self._fold.last)
        views = await self._room.views(opened, self._fold, max(0, len(opened.shown) - 2))
        return self._from_here() + frame("".join(map(self._writing.put, views)), id=int(self._at))

    async def _notes(self, opened: Opened) -> str:
        question = opened.shown[-2].message
        notes = await self._room.notes_of(opened.conversation, question, self._fold.corrected)
        return partial(f"message-{question.id}-notes", "innerHTML", self._room.part("notes", notes=notes))

    async def _ended(self, opened: Opened, last: str | None = None) -> bytes:
        """The reply, its question and the reply before as they are kept, and everything that may be done next.

        `last` is what is drawn before that, where the page has drawn all else that this stream has folded in: then only
        the rest of the text is sent.
        """
        at = next((place for place, shown in enumerate(opened.shown) if shown.message.number == self._at.reply), None)
        self._at = Cursor(self._at.reply, ENDED)
        if at is None:
            return b""
        *before, reply = await self._room.views(opened, None, max(0, at - 2), at + 1)
        note = self._fold.corrected.note if self._fold.corrected is not None else ""
        is_drawn = last is not None
        parts = [last or ""]
        parts += [self._writing.put(with_note(view, note), is_drawn=is_drawn or not view.is_mine) for view in before]
        is_drawn = is_drawn and self._fold.text == opened.shown[at].message.text
        if is_drawn:
            parts.append(partial(f"message-{reply.id}-text", "beforeend", self._fold.close()))
        parts.append(self._writing.put(reply, is_drawn=is_drawn))
        parts.append(self._writing.turn(opened))
        parts.append(partial("chat-said", "textContent", escape(said_at_end(opened.shown[at].message))))
        parts.append(self._changed(await self._about_now(opened)))
        return frame("".join(parts), id=int(self._at))

    async def _caught_up(self, opened: Opened) -> list[bytes]:
        """What brings the page from what it shows to what is open now."""
        reply, now = head_of(opened), [shown.message.id for shown in opened.shown]
        shown = self._shown if self._shown is not None else _shown_at(opened, self._at)
        self._shown = now
        if shown == now:
            return await self._same(opened, reply, self._changed(await self._about_now(opened)))
        fold = await self._room.fold_of(opened)
        if fold is not None:
            opened = await self._titled_now(opened)
        about = self._changed(await self._about_now(opened))
        self._fold = fold or ReplyFold()
        before, self._at = self._at, cursor_of(opened, fold)
        moved = await self._moved(opened, fold, shown, now, is_drawn=before.seq == ENDED)
        moved += self._writing.turn(opened) + about
        back = self._from_here() if int(self._at) < int(before) else b""
        return [back + frame(moved, id=int(self._at))]

    async def _titled_now(self, opened: Opened) -> Opened:
        """With the title as it is: an event that was folded in may tell of a newer one, and is not told again."""
        conversation = await self._room.conversations.get(self._room.owner, self._room.id)
        titled = msgspec.structs.replace(opened.conversation, title=conversation.title)
        return msgspec.structs.replace(opened, conversation=titled)

    async def _same(self, opened: Opened, reply: Message | None, about: str) -> list[bytes]:
        frames = [frame(about, id=int(self._at))] if about else []
        if reply is None or self._at.seq == ENDED:
            return frames
        if not opened.conversation.is_running:
            return [*frames, await self._ended(opened)]
        # Whoever connects in the middle of a reply has folded in the events up to the cursor.
        run = await self._room.conversations.run(self._room.owner, reply.run_id)
        past = await self._room.conversations.events(run)
        self._fold = ReplyFold()
        await asyncio.to_thread(self._fold.add, [event for event in past if event.seq <= self._at.seq])
        return frames

    async def _moved(
        self,
        opened: Opened,
        fold: ReplyFold | None,
        shown: Sequence[str] | None,
        now: Sequence[str],
        *,
        is_drawn: bool,
    ) -> str:
        kept = 0 if shown is None else _common(shown, now)
        if shown is None or len(now) - kept > SHOWN:
            hidden = max(0, len(now) - SHOWN)
            return partial(
                "chat-log", "outerHTML", self._room.log(await self._room.views(opened, fold, hidden), hidden)
            )
        gone = [partial(f"message-{name}", "delete", "") for name in shown[kept:]]
        # Of a reply that the page has not seen to its end the question may have got its corrections since.
        known = min(kept, 1 if is_drawn else 2)
        views = await self._room.views(opened, fold, kept - known)
        again = [self._writing.put(view, is_drawn=is_drawn) for view in views[:known]]
        added = "".join(self._room.message(view) for view in views[known:])
        empty = partial("chat-beginning", "delete", "")
        return "".join([*gone, empty, *again, partial("chat-messages", "beforeend", added)])

    async def _about_now(self, opened: Opened) -> str:
        named = escape(opened.conversation.title or UNTITLED)
        title = partial("chat-title", "textContent", named)
        tab = partial("page-title", "textContent", f"{named} · Foreword")
        return title + tab + partial("chat-chips", "innerHTML", await self._room.chips(opened.conversation))

    def _changed(self, about: str) -> str:
        changed = about if about != self._about else ""
        self._about = about
        return changed

    def _from_here(self) -> bytes:
        """Numbers begin again lower: what the page has seen no longer counts."""
        return frame(str(int(self._at)), event="app:reset", id=int(self._at))


def _in_parts(batch: Sequence[LoggedEvent]) -> list[Sequence[LoggedEvent]]:
    """The batch in parts, each with no more than a page draws within one frame; none of an empty one."""
    parts: list[Sequence[LoggedEvent]] = []
    begin = size = 0
    for at, event in enumerate(batch):
        size += len(event.data)
        if size > _MOST_AT_ONCE and at > begin:
            parts.append(batch[begin:at])
            begin, size = at, len(event.data)
    return [*parts, batch[begin:]] if batch else []


def _shown_at(opened: Opened, at: Cursor) -> list[str] | None:
    """The messages of a page that ended with the cursor's reply; None when that is not on the open branch."""
    ids: list[str] = []
    if not at.reply:
        return ids
    for shown in opened.shown:
        ids.append(shown.message.id)
        if shown.message.number == at.reply:
            return ids
    return None


def _common(shown: Sequence[str], now: Sequence[str]) -> int:
    pairs = enumerate(zip(shown, now, strict=False))
    return next((at for at, (old, new) in pairs if old != new), min(len(shown), len(now)))
