"""Messages in the native API: read the open branch, say something, have it said again, open another branch."""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from app.accounts.service import User
from app.db import Place
from app.errors import InvalidInput, NotFound
from app.protocols.json_bodies import body_of
from app.protocols.native.answering import Json, answer, begun
from app.protocols.native.conversation_answers import (
    ConversationDocument,
    MessageDocument,
    NewMessage,
    ReplyBegun,
    conversation_document,
    message_document,
)
from app.protocols.native.once import Once
from app.protocols.native.paging import MOST_LISTED, CursorText, Limit, Page, page_of
from app.tutor.service import Conversations, Prepared, ReplyInput, Shown


class MessageApi(Controller):
    """`/api/conversations/{id}/messages`."""

    path = "/conversations/{conversation_id:str}/messages"
    opt = {"scope": "chat"}  # noqa: RUF012 - Litestar's own way to set it

    @get()
    async def list_messages(
        self,
        request: Request[Any, Any, Any],
        conversation_id: FromPath[str],
        user: NamedDependency[User],
        conversations: NamedDependency[Conversations],
        cursor: CursorText = "",
        limit: Limit = MOST_LISTED,
    ) -> Json[Page[MessageDocument]]:
        """The messages of the open branch, oldest first."""
        shown = (await conversations.open(user.id, conversation_id)).shown

        async def load(most: int, after: Place | None) -> list[Shown]:
            number = 0 if after is None else int(after.at)
            return [one for one in shown if one.message.number > number][:most]

        page = await page_of(
            f"messages {conversation_id}",
            cursor,
            limit,
            load,
            lambda row: Place(float(row.message.number), row.message.id),
            message_document,
        )
        return answer(request, page)

    @post(status_code=202, opt={"body": NewMessage})
    async def send_message(
        self,
        request: Request[Any, Any, Any],
        conversation_id: FromPath[str],
        user: NamedDependency[User],
        conversations: NamedDependency[Conversations],
        once: NamedDependency[Once],
    ) -> Json[ReplyBegun]:
        """Say something. `run_id` is the run that writes the reply; it goes on though nobody listens."""
        wanted = await body_of(request, NewMessage)
        reply = await _replying(
            conversations,
            user,
            once,
            wanted,
            lambda: conversations.questions.ask(user.id, conversation_id, wanted.text, once.key),
        )
        return begun(request, reply, reply.run_id, headers=once.headers)

    @post("/{message_id:str}/edit", status_code=202, opt={"body": NewMessage})
    async def edit_message(
        self,
        request: Request[Any, Any, Any],
        conversation_id: FromPath[str],
        message_id: FromPath[str],
        user: NamedDependency[User],
        conversations: NamedDependency[Conversations],
        once: NamedDependency[Once],
    ) -> Json[ReplyBegun]:
        """Say something else in place of an earlier message: a branch beside it; both are kept."""
        await _belongs(conversations, user, conversation_id, message_id)
        wanted = await body_of(request, NewMessage)
        reply = await _replying(
            conversations,
            user,
            once,
            wanted,
            lambda: conversations.questions.edit(user.id, message_id, wanted.text, once.key),
        )
        return begun(request, reply, reply.run_id, headers=once.headers)

    @post("/{message_id:str}/retry", status_code=202)
    async def retry_message(
        self,
        request: Request[Any, Any, Any],
        conversation_id: FromPath[str],
        message_id: FromPath[str],
        user: NamedDependency[User],
        conversations: NamedDependency[Conversations],
        once: NamedDependency[Once],
    ) -> Json[ReplyBegun]:
        """Another reply to a message, or in place of a reply; both are kept."""
        await _belongs(conversations, user, conversation_id, message_id)
        reply = await _replying(
            conversations,
            user,
            once,
            None,
            lambda: conversations.questions.retry(user.id, message_id, once.key),
        )
        return begun(request, reply, reply.run_id, headers=once.headers)

    @post("/{message_id:str}/open", status_code=200)
    async def open_branch(
        self,
        request: Request[Any, Any, Any],
        conversation_id: FromPath[str],
        message_id: FromPath[str],
        user: NamedDependency[User],
        conversations: NamedDependency[Conversations],
        once: NamedDependency[Once],
    ) -> Json[ConversationDocument]:
        """Open the branch that goes through a message, to its newest end."""

        async def switch() -> str:
            await conversations.switch(user.id, conversation_id, message_id)
            return conversation_id

        await once.carry_out(None, switch)
        return answer(
            request, conversation_document(await conversations.get(user.id, conversation_id)), headers=once.headers
        )


async def _replying(
    conversations: Conversations,
    user: User,
    once: Once,
    body: NewMessage | None,
    prepare: Callable[[], Awaitable[Prepared]],
) -> ReplyBegun:
    async def begin() -> str:
        return (await conversations.start(await prepare(), abandon_after=None)).id

    try:
        run = await conversations.run(user.id, await once.carry_out(body, begin))
    except InvalidInput as error:
        error.field = "text" if error.field == "message" else error.field
        raise
    said = msgspec.json.decode(run.input, type=ReplyInput)
    return ReplyBegun(
        conversation_id=said.conversation_id, question_id=said.question_id, reply_id=said.reply_id, run_id=run.id
    )


async def _belongs(conversations: Conversations, user: User, conversation_id: str, message_id: str) -> None:
    if (await conversations.message(user.id, message_id)).conversation_id != conversation_id:
        raise NotFound("There is no such message in this conversation.")
