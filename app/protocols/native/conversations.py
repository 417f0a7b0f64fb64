"""Conversations in the native API: make, list, read, change and delete them."""

from typing import Any

from litestar import Controller, Request, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from app.accounts.service import User
from app.db import Place
from app.protocols.json_bodies import body_of
from app.protocols.native.answering import Json, answer, require_match
from app.protocols.native.conversation_answers import (
    ConversationChange,
    ConversationDocument,
    NewConversation,
    conversation_document,
)
from app.protocols.native.once import Once
from app.protocols.native.paging import DEFAULT_LIMIT, CursorText, Limit, Page, page_of
from app.tutor.service import Conversation, Conversations, tidy_title


class ConversationApi(Controller):
    """`/api/conversations`."""

    path = "/conversations"
    opt = {"scope": "chat"}  # noqa: RUF012 - Litestar's own way to set it

    @get()
    async def list_conversations(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        conversations: NamedDependency[Conversations],
        cursor: CursorText = "",
        limit: Limit = DEFAULT_LIMIT,
    ) -> Json[Page[ConversationDocument]]:
        """Your conversations, the one made last first."""

        async def load(most: int, after: Place | None) -> list[Conversation]:
            return await conversations.made(user.id, most, None if after is None else int(after.at))

        page = await page_of(
            "conversations",
            cursor,
            limit,
            load,
            lambda row: Place(float(row.number), row.id),
            conversation_document,
        )
        return answer(request, page)

    @post(status_code=201, opt={"body": NewConversation})
    async def make_conversation(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        conversations: NamedDependency[Conversations],
        once: NamedDependency[Once],
    ) -> Json[ConversationDocument]:
        """A conversation without messages."""
        wanted = await body_of(request, NewConversation)
        opening, title = wanted.opening, tidy_title(wanted.title)

        async def make() -> str:
            made = await conversations.create(user.id, opening, key=once.key)
            if title and made.titled == "not":
                await conversations.rename(user.id, made.id, title)
            return made.id

        made_id = await once.carry_out(wanted, make)
        document = conversation_document(await conversations.get(user.id, made_id))
        return answer(request, document, 201, headers={"Location": f"/api/conversations/{made_id}", **once.headers})

    @get("/{conversation_id:str}")
    async def show_conversation(
        self,
        request: Request[Any, Any, Any],
        conversation_id: FromPath[str],
        user: NamedDependency[User],
        conversations: NamedDependency[Conversations],
    ) -> Json[ConversationDocument]:
        """One conversation; its messages are at `/messages` below it."""
        return answer(request, conversation_document(await conversations.get(user.id, conversation_id)))

    @patch("/{conversation_id:str}", opt={"body": ConversationChange})
    async def change_conversation(
        self,
        request: Request[Any, Any, Any],
        conversation_id: FromPath[str],
        user: NamedDependency[User],
        conversations: NamedDependency[Conversations],
    ) -> Json[ConversationDocument]:
        """Another title, another agent or manner from the next message on, another thing that it is about."""
        before = await conversations.get(user.id, conversation_id)
        wanted = await body_of(request, ConversationChange)
        manner, attached = wanted.manner(before.manner), wanted.attached(before.attached)
        require_match(request, conversation_document(before))
        if attached != before.attached:
            await conversations.attach(user.id, conversation_id, attached)
        if wanted.title is not None:
            await conversations.rename(user.id, conversation_id, wanted.title)
        if manner != before.manner:
            await conversations.configure(user.id, conversation_id, manner)
        return answer(request, conversation_document(await conversations.get(user.id, conversation_id)))

    @delete("/{conversation_id:str}", status_code=204)
    async def delete_conversation(
        self,
        request: Request[Any, Any, Any],
        conversation_id: FromPath[str],
        user: NamedDependency[User],
        conversations: NamedDependency[Conversations],
    ) -> None:
        """Stop the reply that is being written and remove the conversation with all its branches."""
        require_match(request, conversation_document(await conversations.get(user.id, conversation_id)))
        await conversations.delete(user.id, conversation_id)
