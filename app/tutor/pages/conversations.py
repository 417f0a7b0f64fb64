"""The pages of conversations: the list, a new one, the chat with its stream, and what is about the whole of one."""

from typing import Annotated, Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency, Provide
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath, FromQuery
from litestar.response import Redirect, Stream

from app.accounts.service import User
from app.errors import InvalidInput, NotFound
from app.ids import new_id
from app.letters.service import Letters
from app.postings.service import Postings
from app.resumes.service import Resumes
from app.tutor import forms
from app.tutor.attachments import Attachments
from app.tutor.contexts import ListPage
from app.tutor.pages.rooms import provide_room
from app.tutor.presenting import lists
from app.tutor.presenting.materials import Library, agent_choices
from app.tutor.service import Conversations
from app.tutor.watching import SHOWN, Room, RoomStream, cursor_in
from app.web.contexts import Notice
from app.web.forms import text_field
from app.web.fragments import cursor_of
from app.web.htmx import is_htmx
from app.web.recycling import ResumableStream
from app.web.rendering import Pages, html, shell_of

Form = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.URL_ENCODED)]
_ROOM = {"room": Provide(provide_room, sync_to_thread=False)}
LISTED = 50
_ELSEWHERE = "What you found is not in this course of the conversation, but in another one that was begun beside it."


class ConversationController(Controller):
    """`/tutor`."""

    path = "/tutor"
    dependencies = _ROOM

    @get("/")
    async def list_conversations(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        conversations: NamedDependency[Conversations],
        pages: NamedDependency[Pages],
        q: FromQuery[str] = "",
        everything: FromQuery[str] = "",
    ) -> Response[str]:
        """Begin one, look for something said, or go on where one was."""
        query = q.strip()
        rows = await conversations.of(user.id) if everything else await conversations.of(user.id, LISTED + 1)
        shown = rows if everything else rows[:LISTED]
        found = tuple(map(lists.found, await conversations.search(user.id, query))) if query else None
        page = ListPage(
            agents=agent_choices(),
            rows=tuple(map(lists.row, shown)),
            more=len(rows) > len(shown),
            query=query[:200],
            found=found,
        )
        return html(pages.render("tutor/list.html", shell=shell_of(request), page=page))

    @get("/new")
    async def new_conversation(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
        postings: NamedDependency[Postings],
        letters: NamedDependency[Letters],
        attachments: NamedDependency[Attachments],
        pages: NamedDependency[Pages],
        agent: FromQuery[str] = "",
    ) -> Response[str]:
        """Choose who answers, and what it is about."""
        page = await forms.new_page(user.id, Library(resumes, postings, letters, attachments), agent)
        return html(pages.render("tutor/new.html", shell=shell_of(request), page=page, key=new_id("form")))

    @post("/")
    async def begin(
        self,
        request: Request[Any, Any, Any],
        data: Form,
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
        postings: NamedDependency[Postings],
        letters: NamedDependency[Letters],
        attachments: NamedDependency[Attachments],
        conversations: NamedDependency[Conversations],
        pages: NamedDependency[Pages],
    ) -> Response[Any]:
        """Make one, with its first message when there is one; or show the form again with what is wrong."""
        try:
            conversation_id = await _begun(user.id, data, conversations)
        except (InvalidInput, NotFound) as error:
            wrong = error if isinstance(error, InvalidInput) else InvalidInput(f"{error.message} Choose another one.")
            page = await forms.new_page(user.id, Library(resumes, postings, letters, attachments), "", data, wrong)
            shown = pages.render("tutor/new.html", shell=shell_of(request), page=page, key=page.key or new_id("form"))
            return html(shown, 422)
        return Redirect(f"/tutor/{conversation_id}", status_code=303)

    @get("/{conversation_id:str}")
    async def show(
        self,
        room: NamedDependency[Room],
        last: FromQuery[int] = SHOWN,
        branch: FromQuery[str] = "",
    ) -> Response[str]:
        """The chat, its last messages."""
        notices = (Notice("info", _ELSEWHERE),) if branch else ()
        return html(await room.page(last=forms.places(last, SHOWN), notices=notices, branch=branch[:40]))

    @get("/{conversation_id:str}/at/{message_id:str}")
    async def show_at(self, room: NamedDependency[Room], message_id: FromPath[str]) -> Redirect:
        """The chat with one message in sight; on another branch a way to open that."""
        shown = [item.message.id for item in (await room.open()).shown]
        if message_id not in shown:
            return Redirect(f"/tutor/{room.id}?branch={message_id}", status_code=303)
        last = forms.places(len(shown) - shown.index(message_id), SHOWN)
        return Redirect(f"/tutor/{room.id}?last={last}#message-{message_id}", status_code=303)

    @get("/{conversation_id:str}/events")
    async def watch(
        self, request: Request[Any, Any, Any], room: NamedDependency[Room], after: FromQuery[int] = 0
    ) -> Stream:
        """The page's stream: it lasts as long as the page, over any number of replies."""
        await room.conversations.get(room.owner, room.id)
        cursor = cursor_in(cursor_of(after, request.headers.get("last-event-id")))
        return ResumableStream(RoomStream(room, cursor).frames(), page=True)

    @post("/{conversation_id:str}/stop")
    async def stop(
        self, request: Request[Any, Any, Any], room: NamedDependency[Room], run: FromQuery[str] = ""
    ) -> Response[Any]:
        """Stop the reply; what is there stays, and the streams show the end to whoever watches.

        `run` names the reply that the button was for: a late second click does not stop the next one.
        """
        await room.conversations.stop(room.owner, room.id, run)
        if is_htmx(request):
            return Response(None, status_code=204)
        return Redirect(f"/tutor/{room.id}", status_code=303)

    @post("/{conversation_id:str}/delete")
    async def delete(self, room: NamedDependency[Room]) -> Redirect:
        """Remove it with all its branches."""
        await room.conversations.delete(room.owner, room.id)
        return Redirect("/tutor", status_code=303)


async def _begun(owner: str, data: dict[str, Any], conversations: Conversations) -> str:
    opening, message = forms.parse_opening(data), text_field(data, "message")
    key = forms.key_of(data, message, msgspec.json.encode(opening).decode())
    if not message.strip():
        return (await conversations.create(owner, opening, key=key)).id
    prepared = await conversations.questions.begin(owner, opening, message, key)
    await conversations.start(prepared)
    return prepared.reply.conversation_id
