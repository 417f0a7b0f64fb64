"""The published protocol of the agent chat (`protocols.md` section 5; its document is "SSE Streaming", `/chats`).

Deliberate differences from the document: each event of a reply also carries `id:`, the run's name and the event's
number, from which `Last-Event-ID` goes on; comment heartbeats come when nothing else does; a client that goes away
stops the generation after `ABANDON_AFTER_SECONDS`; what is wrong before a stream opens is an HTTP error whose body is
the tutor chat's, as this document shows none. How a chat is made and what lists look like is left open there.
"""

import math
import re
from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from app.accounts.service import User
from app.errors import InvalidInput, NotFound
from app.protocols.agent_chat_answers import agent_answer, chat_answer, message_answer
from app.protocols.agent_chat_events import AgentWire, reply_document
from app.protocols.career_streams import Cursor, cursor_of
from app.protocols.chat_failures import Failure
from app.protocols.chat_streams import conversation_of, reply_chunks, take_up
from app.protocols.chat_waiting import events_of
from app.protocols.chat_wishes import Wishes, prepare
from app.protocols.json_bodies import body_of
from app.protocols.latex_tailoring import NO_CSRF_TOKEN
from app.protocols.queries import refuse_repeated
from app.protocols.repeating import key_of
from app.streaming import Run
from app.streaming.encoding import encode
from app.tutor.service import AGENT_CARDS, Conversation, Conversations, tidy_title
from app.web.sse import event_stream

ABANDON_AFTER_SECONDS = 5.0
INACTIVITY_SECONDS = 90.0
MOST_LISTED = 100
MOST_SKIPPED = 1_000_000
_NUMBER = re.compile(r"[0-9]{1,18}")


class NewChat(Wishes, frozen=True, kw_only=True):
    """The body of `POST /api/v1/chats`; `{}` will do."""

    name: str = ""


class MessageRequest(Wishes, frozen=True, kw_only=True):
    """The body of a message. Without `stream` the header `Accept` decides."""

    message: str
    stream: bool | None = None


class AgentChatController(Controller):
    """`/api/v1/chats`."""

    path = "/api/v1/chats"
    before_request = staticmethod(refuse_repeated)
    opt = {**NO_CSRF_TOKEN, "scope": "chat"}  # noqa: RUF012 - Litestar's own way to set it

    @post(status_code=201)
    async def create(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        conversations: NamedDependency[Conversations],
    ) -> Response[Any]:
        """A chat without messages; the same `Idempotency-Key` gives the same one."""
        wanted = await body_of(request, NewChat)
        key = key_of(request)
        made = await conversations.create(user.id, wanted.opening, key=key)
        if tidy_title(wanted.name) and made.titled == "not":
            await conversations.rename(user.id, made.id, wanted.name)
        return _json(chat_answer(await conversations.get(user.id, made.id)), 201)

    @get()
    async def index(
        self,
        user: NamedDependency[User],
        conversations: NamedDependency[Conversations],
        limit: FromQuery[int] = 20,
        offset: FromQuery[int] = 0,
    ) -> Response[Any]:
        """The owner's chats, the one used last first, a page at a time."""
        if not 1 <= limit <= MOST_LISTED:
            raise InvalidInput(f"limit is a number from 1 to {MOST_LISTED}.", field="limit")
        if not 0 <= offset <= MOST_SKIPPED:
            raise InvalidInput(f"offset is a number from 0 to {MOST_SKIPPED:,}.", field="offset")
        found = await conversations.of(user.id, offset + limit + 1)
        page = found[offset : offset + limit]
        return _json({"chats": [chat_answer(one) for one in page], "has_more": len(found) > offset + limit})

    @get("/{chat_id:str}")
    async def show(
        self, chat_id: FromPath[str], user: NamedDependency[User], conversations: NamedDependency[Conversations]
    ) -> Response[Any]:
        """One chat with the messages of its open branch, oldest first."""
        chat = await _chat(conversations, user, chat_id)
        opened = await conversations.open(user.id, chat.id)
        messages = [message_answer(shown.message) for shown in opened.shown]
        return _json({**chat_answer(opened.conversation), "messages": messages})

    @post("/{chat_id:str}/messages", status_code=200)
    async def send(
        self,
        request: Request[Any, Any, Any],
        chat_id: FromPath[str],
        user: NamedDependency[User],
        conversations: NamedDependency[Conversations],
    ) -> Response[Any]:
        """The reply to a message: its events while it is written, or the whole as one document."""
        chat = await _chat(conversations, user, chat_id)
        cursor = cursor_of(request.headers.get("last-event-id"))
        if cursor is not None:
            run = await take_up(conversations, user.id, cursor)
            if conversation_of(run) != chat.id:
                raise NotFound("There is no such reply in this chat.")
            return _stream(conversations, run, chat, cursor)
        wanted = await body_of(request, MessageRequest)
        key = key_of(request)
        prepared = await prepare(conversations, user.id, chat.id, wanted.message, wanted, key)
        run = await conversations.start(prepared, abandon_after=ABANDON_AFTER_SECONDS)
        if _accepts_stream(request) if wanted.stream is None else wanted.stream:
            return _stream(conversations, run, chat, Cursor(run.id))
        return await _whole(request, conversations, run, chat)


class AgentController(Controller):
    """`/api/v1/agents`."""

    path = "/api/v1/agents"
    opt = {"scope": "chat"}  # noqa: RUF012 - Litestar's own way to set it

    @get()
    async def index(self, user: NamedDependency[User]) -> Response[Any]:  # noqa: ARG002 - refuses a wrong key
        """Who can be asked."""
        return _json({"agents": [agent_answer(card) for card in AGENT_CARDS.values()]})


async def _chat(conversations: Conversations, user: User, chat_id: str) -> Conversation:
    # Not left to the router: what is no number is not found in the protocol's own words.
    if not _NUMBER.fullmatch(chat_id):
        raise NotFound("This chat does not exist, or it was deleted.")
    return await conversations.by_number(user.id, int(chat_id))


def _stream(conversations: Conversations, run: Run, chat: Conversation, cursor: Cursor) -> Response[Any]:
    wire = AgentWire(run.id, chat.number)
    return event_stream(reply_chunks(conversations, run, wire, after=cursor.seq, inactivity=INACTIVITY_SECONDS))


async def _whole(
    request: Request[Any, Any, Any], conversations: Conversations, run: Run, chat: Conversation
) -> Response[Any]:
    events = await events_of(request, conversations, run)
    if isinstance(events, Failure):
        return _failed(events)
    wire = AgentWire(run.id, chat.number)
    return _json(reply_document(payload for event in events for payload in wire.say(event)))


def _accepts_stream(request: Request[Any, Any, Any]) -> bool:
    return "text/event-stream" in request.headers.get("accept", "").lower()


def _failed(failure: Failure) -> Response[Any]:
    wait = failure.retry_after
    headers = {} if wait is None else {"Retry-After": str(math.ceil(wait))}
    return _json({"error": {"message": failure.message, "code": failure.code}}, failure.status, headers)


def _json(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response[Any]:
    told = {"Cache-Control": "no-store", **(headers or {})}
    return Response(encode(body), media_type="application/json", status_code=status, headers=told)
