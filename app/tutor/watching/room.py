"""A conversation's page for one viewer: read, and written as templates take it."""

import asyncio
from collections.abc import Sequence
from typing import Any

import msgspec
from litestar import Request

from app.errors import NotFound
from app.ids import new_id
from app.tutor.contexts import Beginning, ChatPage, Head, MessageView, Notes, Trouble
from app.tutor.mistake_pages.presenting import learnable
from app.tutor.models import Attached, Conversation, Message
from app.tutor.presenting.beginnings import beginning
from app.tutor.presenting.corrections import notes_view
from app.tutor.presenting.lists import UNTITLED
from app.tutor.presenting.materials import Library, about, manners
from app.tutor.presenting.messages import question_view, reply_view
from app.tutor.reading import Opened
from app.tutor.replying.events import Corrected
from app.tutor.service import Conversations, Mistakes
from app.tutor.watching.cursor import ENDED, Cursor
from app.tutor.watching.folding import ReplyFold, suggested_in
from app.web.contexts import Notice, Shell
from app.web.rendering import Pages, shell_of

SHOWN = 60
_HEAD_PARTS = frozenset({"title", "manner", "attached", "files"})


class Room:
    """What one request, or one stream, sees of one conversation."""

    def __init__(
        self,
        request: Request[Any, Any, Any],
        pages: Pages,
        conversations: Conversations,
        mistakes: Mistakes,
        library: Library,
        owner: str,
        conversation_id: str,
    ) -> None:
        self._request = request
        self._pages = pages
        self._mistakes = mistakes
        self._library = library
        self.conversations = conversations
        self.owner = owner
        self.id = conversation_id

    async def open(self) -> Opened:
        """The open branch as it is now; NotFound when the conversation is absent or somebody else's."""
        return await self.conversations.open(self.owner, self.id)

    async def page(
        self, *, last: int = SHOWN, notices: tuple[Notice, ...] = (), trouble: Trouble | None = None, branch: str = ""
    ) -> str:
        """The whole page, with the last `last` messages."""
        opened = await self.open()
        fold = await self.fold_of(opened)
        at = cursor_of(opened, fold)
        conversation = opened.conversation
        hidden = max(0, len(opened.shown) - last)
        in_composer = trouble if trouble is not None and trouble.where == "composer" else None
        page = ChatPage(
            id=self.id,
            head=await self.head(conversation, trouble),
            messages=await self.views(opened, fold, hidden, trouble=trouble),
            live_url=f"/tutor/{self.id}/events?after={int(at)}",
            key=new_id("form"),
            run_id=conversation.running_id,
            earlier=hidden,
            earlier_url=f"/tutor/{self.id}?last={last + 4 * SHOWN}",
            beginning=None if opened.shown else await self.beginning(conversation),
            draft=in_composer.text if in_composer else "",
            problem=in_composer.message if in_composer else "",
            usage_note=await self.conversations.usage_note(self.owner),
        )
        shell = shell_of(self._request, notices)
        return self._pages.render("tutor/show.html", shell=shell, page=page, branch=branch)

    async def fold_of(self, opened: Opened) -> ReplyFold | None:
        """The reply that is being written, as far as it has come; None when none is."""
        reply = head_of(opened)
        if reply is None or reply.state != "running":
            return None
        fold = ReplyFold()
        self.conversations.touch(reply.run_id)
        # A long reply takes a while to draw; other requests need not wait for that.
        said = await self.conversations.events(await self.conversations.run(self.owner, reply.run_id))
        await asyncio.to_thread(fold.add, said)
        return fold

    async def head(self, conversation: Conversation, trouble: Trouble | None = None) -> Head:
        """The top of the page."""
        part = trouble.where if trouble is not None and trouble.where in _HEAD_PARTS else ""
        return Head(
            id=conversation.id,
            title=conversation.title or UNTITLED,
            has_title=bool(conversation.title),
            agent=conversation.agent,
            about=about(conversation.manner),
            chips=await self._library.chips(conversation),
            manners=manners(conversation.manner),
            materials=await self._library.materials(self.owner, conversation.attached),
            files=await self._library.files(self.owner, conversation.id),
            open_part=part,
            errors={trouble.field: trouble.message} if trouble is not None and part else {},
        )

    async def beginning(self, conversation: Conversation) -> Beginning:
        """What stands where no message is yet."""
        materials = await self._library.materials(self.owner, Attached())
        return beginning(conversation, materials)

    async def chips(self, conversation: Conversation) -> str:
        """What the conversation is about, and who answers."""
        chips = await self._library.chips(conversation)
        return self.part("chips", about=about(conversation.manner), chips=chips)

    async def views(
        self,
        opened: Opened,
        fold: ReplyFold | None,
        start: int,
        stop: int | None = None,
        *,
        trouble: Trouble | None = None,
    ) -> tuple[MessageView, ...]:
        """The messages from place `start` on, each whole."""
        places = range(len(opened.shown))[max(0, start) : stop]
        return tuple([await self._view(opened, at, fold, trouble) for at in places])

    async def _view(self, opened: Opened, at: int, fold: ReplyFold | None, trouble: Trouble | None) -> MessageView:
        shown, last = opened.shown[at], len(opened.shown) - 1
        conversation = opened.conversation
        if shown.message.role == "user":
            before = opened.shown[at - 1].message if at else None
            corrected = fold.corrected if fold is not None and at == last - 1 else None
            notes = await self.notes_of(conversation, shown.message, corrected)
            return question_view(conversation, shown, before, notes)
        is_last = at == last
        suggested = await self._suggested(shown.message) if is_last and shown.message.state == "complete" else ()
        growth = fold.growth if fold is not None and is_last else None
        return reply_view(conversation, shown, growth=growth, suggested=suggested, trouble=trouble, is_last=is_last)

    async def _suggested(self, reply: Message) -> Sequence[str]:
        try:
            run = await self.conversations.run(self.owner, reply.run_id)
            return suggested_in(await self.conversations.events(run))
        except NotFound:
            return ()

    async def notes_of(self, conversation: Conversation, question: Message, corrected: Corrected | None) -> Notes:
        """The mistakes in a message: as they are kept, or as its reply's run has just said."""
        if corrected is not None:
            question = msgspec.structs.replace(question, corrections=corrected.corrections)
        cards = await learnable(self._mistakes, self.owner, question)
        return notes_view(question, conversation.manner, cards, corrected.note if corrected is not None else "")

    def message(self, view: MessageView) -> str:
        """One message's article."""
        return self._pages.render("tutor/message.html", shell=self.shell, message=view)

    def part(self, name: str, **context: Any) -> str:
        """One of the page's smaller parts."""
        return self._pages.render(f"tutor/{name}.html", shell=self.shell, **context)

    def log(self, views: Sequence[MessageView], hidden: int) -> str:
        """All messages in their frame."""
        url = f"/tutor/{self.id}?last={4 * SHOWN + SHOWN}"
        return self._pages.render(
            "tutor/log.html", shell=self.shell, messages=tuple(views), earlier=hidden, earlier_url=url, beginning=None
        )

    @property
    def shell(self) -> Shell:
        """What forms need."""
        return shell_of(self._request)


def head_of(opened: Opened) -> Message | None:
    """The reply that the open branch ends with."""
    return opened.shown[-1].message if opened.shown else None


def cursor_of(opened: Opened, fold: ReplyFold | None) -> Cursor:
    """How far a page has come that shows all of this."""
    reply = head_of(opened)
    if reply is None:
        return Cursor(0, 0)
    return Cursor(reply.number, fold.last if fold is not None else ENDED)
