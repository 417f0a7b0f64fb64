"""The published protocol of the tutor chat (`protocols.md` section 3; its document is "SSE Streaming", `POST /chat`).

Deliberate differences from the document: each event also carries `id:`, the run's name and the event's number, from
which `Last-Event-ID` goes on; comment heartbeats come when nothing else does; a client that goes away stops the
generation after `ABANDON_AFTER_SECONDS` instead of at once, so that a short break of the line does not throw a reply
away. The optional fields of `Wishes` are Foreword's own, and so are the header `Idempotency-Key` and the answer's
`X-Conversation-ID`, by which a first message whose reply failed is sent again to the same conversation.
"""

from typing import Any

from litestar import Controller, Request, post
from litestar.di import NamedDependency
from litestar.response import Stream

from app.accounts.service import User
from app.protocols.career_streams import cursor_of
from app.protocols.chat_streams import conversation_of, reply_chunks, take_up
from app.protocols.chat_wishes import Wishes, prepare
from app.protocols.json_bodies import body_of
from app.protocols.latex_tailoring import NO_CSRF_TOKEN
from app.protocols.repeating import key_of
from app.protocols.tutor_chat_events import TutorWire
from app.streaming import Run
from app.tutor.service import Conversations
from app.web.sse import event_stream

ABANDON_AFTER_SECONDS = 5.0
INACTIVITY_SECONDS = 60.0


class ChatRequest(Wishes, frozen=True, kw_only=True):
    """The body: a message to a conversation, or without one the first of a new conversation."""

    message: str
    conversation_id: str | None = None


class TutorChatController(Controller):
    """`POST /api/v1/chat`."""

    path = "/api/v1/chat"
    opt = {**NO_CSRF_TOKEN, "scope": "chat"}  # noqa: RUF012 - Litestar's own way to set it

    @post(status_code=200)
    async def chat(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        conversations: NamedDependency[Conversations],
    ) -> Stream:
        """The reply while it is written: `chunk`s, then `done` or `error`."""
        cursor = cursor_of(request.headers.get("last-event-id"))
        if cursor is None:
            run = await _begin(request, user, conversations)
        else:
            run = await take_up(conversations, user.id, cursor)
        wire = TutorWire(request.scope["state"].get("request_id", ""))
        after = 0 if cursor is None else cursor.seq
        answer = event_stream(reply_chunks(conversations, run, wire, after=after, inactivity=INACTIVITY_SECONDS))
        answer.set_header("X-Conversation-ID", conversation_of(run))
        return answer


async def _begin(request: Request[Any, Any, Any], user: User, conversations: Conversations) -> Run:
    wanted = await body_of(request, ChatRequest)
    key = key_of(request)
    if wanted.conversation_id:
        prepared = await prepare(conversations, user.id, wanted.conversation_id, wanted.message, wanted, key)
    else:
        prepared = await conversations.questions.begin(user.id, wanted.opening, wanted.message, key)
    return await conversations.start(prepared, abandon_after=ABANDON_AFTER_SECONDS)
