"""The stream of a conversation's page: the reply that is being written, then whatever is said next.

A page holds one stream as long as it is open. The stream knows which messages the page shows and brings the page to
what the conversation is now: it takes away what left the open branch, adds what came, then follows the reply's run. So
it is all the same whether a message was sent here, in another tab or by a program.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from html import escape

import msgspec
from markupsafe import Markup

from app.errors import NotFound
from app.tutor.contexts import MessageView
from app.tutor.corrections.sentences import sentences_of
from app.tutor.models import Message
from app.tutor.presenting.lists import UNTITLED
from app.tutor.presenting.messages import steps_view
from app.tutor.presenting.steps import said_of
from app.tutor.reading import Opened
from app.tutor.watching.cursor import ENDED, Cursor
from app.tutor.watching.folding import News, ReplyFold
from app.tutor.watching.room import SHOWN, Room, cursor_of, head_of
from app.web.fragments import PING, partial
from app.web.sse import frame, retry_frame
from app.web.watching import LoggedEvent

PING_SECONDS = 5.0
RETRY_MS = 500
_LONGEST_SAID = 200
_MOST_AT_ONCE = 2_000
_ENDINGS = {
    "complete": "Reply done.",
    "partial": "Stopped. What was written is kept.",
    "failed": "This reply could not be finished.",
}


class RoomStream:
    """One page's stream from `cursor` on."""

    def __init__(self, room: Room, cursor: Cursor) -> None:
        self._room = room
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
        if news.ended:
            return await self._ended(await self._room.open(), is_drawn=not news.was_reset)
        self._at = Cursor(self._at.reply, self._fold.last)
        if news.was_reset:
            views = await self._room.views(opened, self._fold, max(0, len(opened.shown) - 2))
            return self._from_here() + frame("".join(map(self._put, views)), id=int(self._at))
        shown = self._grown(opened, news)
        if news.corrected:
            shown += await self._notes(opened)
        return frame(shown, id=int(self._at)) if shown else b""

    def _grown(self, opened: Opened, news: News) -> str:
        reply = opened.shown[-1].message
        name = f"message-{reply.id}"
        parts = []
        if news.settled:
            parts.append(partial(f"{name}-text", "beforeend", news.settled))
        if news.tail is not None:
            parts.append(partial(f"{name}-tail", "innerHTML", news.tail))
        parts.extend(self._steps(reply, news))
        if news.title is not None:
            parts.append(partial("chat-title", "textContent", escape(news.title)))
        return "".join(parts)

    def _steps(self, reply: Message, news: News) -> list[str]:
        views = {view.id: view for view in steps_view(reply.id, self._fold.steps)}
        parts = []
        for places, swap in ((news.steps, "beforeend"), (news.ended_steps, "outerHTML")):
            for at in places:
                view = views.get(f"message-{reply.id}-step-{at}")
                if view is not None:
                    target = f"message-{reply.id}-steps" if swap == "beforeend" else view.id
                    parts.append(partial(target, swap, self._room.part("step", step=view)))
        if news.steps:
            said = said_of(self._fold.steps[news.steps[-1]])
            parts.append(partial("chat-said", "textContent", escape(said)))
        return parts

    async def _notes(self, opened: Opened) -> str:
        question = opened.shown[-2].message
        notes = await self._room.notes_of(opened.conversation, question, self._fold.corrected)
        return partial(f"message-{question.id}-notes", "innerHTML", self._room.part("notes", notes=notes))

    async def _ended(self, opened: Opened, *, is_drawn: bool = False) -> bytes:
        """The reply, its question and the reply before as they are kept, and everything that may be done next.

        `is_drawn`: the page has drawn what this stream has folded in, so that only the rest of the text is sent.
        """
        at = next((place for place, shown in enumerate(opened.shown) if shown.message.number == self._at.reply), None)
        self._at = Cursor(self._at.reply, ENDED)
        if at is None:
            return b""
        *before, reply = await self._room.views(opened, None, max(0, at - 2), at + 1)
        note = self._fold.corrected.note if self._fold.corrected is not None else ""
        parts = [self._put(_with_note(view, note), is_drawn=is_drawn or not view.is_mine) for view in before]
        is_drawn = is_drawn and self._fold.text == opened.shown[at].message.text
        if is_drawn:
            parts.append(partial(f"message-{reply.id}-text", "beforeend", self._fold.close()))
        parts.append(self._put(reply, is_drawn=is_drawn))
        parts.append(self._turn(opened))
        parts.append(partial("chat-said", "textContent", escape(_said_at_end(opened.shown[at].message))))
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
        moved += self._turn(opened) + about
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
        views = await self._room.views(opened, fold, max(0, kept - 1))
        again = [self._put(view, is_drawn=is_drawn) for view in views[: 1 if kept else 0]]
        added = "".join(self._room.message(view) for view in views[1 if kept else 0 :])
        empty = partial("chat-beginning", "delete", "")
        return "".join([*gone, empty, *again, partial("chat-messages", "beforeend", added)])

    def _put(self, view: MessageView, *, is_drawn: bool = False) -> str:
        """What may be new of a message. The text of a reply that is drawn stays: to lay it out again may take long.

        Of a question only what may be done with it and its corrections change, and those only if they are not drawn:
        one may be learned at this very moment. A button that is replaced while it is pressed does nothing, and what
        the page shows may be ahead of `view`.
        """
        name = f"message-{view.id}"
        if view.is_mine:
            tools = partial(f"{name}-tools", "outerHTML", self._room.part("message_tools", message=view))
            notes = partial(f"{name}-notes", "innerMorph", self._room.part("notes", notes=view.notes))
            return tools if is_drawn else tools + notes
        if is_drawn:
            return partial(name, "outerMorph", self._room.message(_without_text(view)))
        return partial(name, "outerHTML", self._room.message(view))

    def _turn(self, opened: Opened) -> str:
        """Whose turn it is: Stop while a reply is written."""
        run_id = opened.conversation.running_id
        return partial("chat-turn", "innerHTML", self._room.part("turn", id=self._room.id, run_id=run_id))

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


def _without_text(view: MessageView) -> MessageView:
    """Its `.settled` is left alone by a morph (`hx-morph-skip`)."""
    return msgspec.structs.replace(view, settled=Markup())


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


def _with_note(view: MessageView, note: str) -> MessageView:
    """The message with a sentence about its check, which nobody keeps."""
    if view.notes is None or not note:
        return view
    return msgspec.structs.replace(view, notes=msgspec.structs.replace(view.notes, note=note))


def _said_at_end(reply: Message) -> str:
    """How it ended, with the first sentence: a reader of the screen hears what it is about, not every word."""
    said = _ENDINGS.get(reply.state, "")
    if reply.state == "failed" and reply.problem:
        return reply.problem
    first = next((sentence.text for sentence in sentences_of(reply.text[:2_000])), "")
    plain = " ".join(first.translate(str.maketrans("", "", "*_`#>|")).split())
    return f"{said} {plain[:_LONGEST_SAID]}".strip()
