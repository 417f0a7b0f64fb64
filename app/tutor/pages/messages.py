"""Messages: send one, say an earlier one differently, have it answered again, open another branch.

What comes of it is shown by the page's stream, on every page that is open alike. The answer here says only whether it
went well: 303 to the page, or for htmx an emptied or a complaining composer.
"""

from collections.abc import Awaitable
from html import escape
from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency, Provide
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath, FromQuery
from litestar.response import Redirect

from app.errors import AppError, Conflict, InvalidInput, LimitReached, NotFound, OutOfSpace, Unavailable
from app.ids import new_id
from app.tutor import forms
from app.tutor.contexts import EditPage, Trouble
from app.tutor.forms_asked import answer_text, form_of
from app.tutor.pages.rooms import provide_room, provide_room_of_message
from app.tutor.presenting.messages import form_view
from app.tutor.service import Prepared
from app.tutor.watching import Room
from app.web.forms import text_field
from app.web.fragments import partial
from app.web.htmx import is_htmx
from app.web.rendering import html

Form = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.URL_ENCODED)]
_ROOM = {"room": Provide(provide_room, sync_to_thread=False)}
_OF_MESSAGE = {"room": Provide(provide_room_of_message)}
REFUSALS = (InvalidInput, Conflict, LimitReached, Unavailable, OutOfSpace)
_NO_FORM = "This form is not open any more. Reload the page to see where the conversation is."


class SendingController(Controller):
    """`/tutor/{id}/…`."""

    path = "/tutor/{conversation_id:str}"
    dependencies = _ROOM

    @post("/messages")
    async def send(self, request: Request[Any, Any, Any], data: Form, room: NamedDependency[Room]) -> Response[Any]:
        """The next message."""
        text = text_field(data, "message")
        try:
            key = forms.key_of(data, text)
            await room.conversations.start(await room.conversations.questions.ask(room.owner, room.id, text, key))
        except REFUSALS as error:
            return await _refused(request, room, Trouble(where="composer", message=error.message, text=text), error)
        return _sent(request, room)

    @post("/answers/{message_id:str}")
    async def answer(
        self, request: Request[Any, Any, Any], message_id: FromPath[str], data: Form, room: NamedDependency[Room]
    ) -> Response[Any]:
        """What was filled into a form of the chat, as the next message."""
        message = await room.conversations.message(room.owner, message_id)
        conversation = await room.conversations.get(room.owner, room.id)
        form = form_of(message)
        if form is None or message.conversation_id != room.id:
            raise NotFound(_NO_FORM)
        values = await forms.form_values(request)
        try:
            text = answer_text(form, values)
            if conversation.head_id != message_id:
                raise Conflict(_NO_FORM)
            prepared = await room.conversations.questions.ask(room.owner, room.id, text, forms.key_of(data, text))
            await room.conversations.start(prepared)
        except REFUSALS as error:
            trouble = Trouble(where=message_id, message=error.message, field=_field_of(error), values=values)
            if not is_htmx(request):
                return html(await room.page(trouble=trouble), error.status)
            shown = room.part("form", form=form_view(message_id, form, trouble), conversation_id=room.id)
            return html(shown, error.status)
        return _sent(request, room)

    @post("/switch")
    async def switch(self, request: Request[Any, Any, Any], data: Form, room: NamedDependency[Room]) -> Response[Any]:
        """Open the branch through another version of a message."""
        message_id = text_field(data, "message_id", 100)
        return await _moved(request, room, room.conversations.switch(room.owner, room.id, message_id), message_id)


class MessageController(Controller):
    """`/tutor/messages/{id}`."""

    path = "/tutor/messages/{message_id:str}"
    dependencies = _OF_MESSAGE

    @get("/edit")
    async def edit_form(
        self,
        request: Request[Any, Any, Any],
        message_id: FromPath[str],
        room: NamedDependency[Room],
        close: FromQuery[str] = "",
    ) -> Response[str]:
        """The form; for htmx alone, or nothing when it is to be closed."""
        if close and is_htmx(request):
            return html("")
        message = await room.conversations.message(room.owner, message_id)
        page = EditPage(id=message_id, conversation_id=room.id, text=message.text, key=new_id("form"))
        return html(room.part("edit_form" if is_htmx(request) else "edit", page=page))

    @post("/edit")
    async def edit(
        self, request: Request[Any, Any, Any], message_id: FromPath[str], data: Form, room: NamedDependency[Room]
    ) -> Response[Any]:
        """Say it differently: a branch beside what was said, and both are kept."""
        text = text_field(data, "message")
        try:
            key = forms.key_of(data, text)
            await _begin(room, room.conversations.questions.edit(room.owner, message_id, text, key))
        except REFUSALS as error:
            page = EditPage(
                id=message_id, conversation_id=room.id, text=text, key=new_id("form"), problem=error.message
            )
            return html(room.part("edit_form" if is_htmx(request) else "edit", page=page), error.status)
        return _sent(request, room)

    @post("/retry")
    async def retry(
        self, request: Request[Any, Any, Any], message_id: FromPath[str], data: Form, room: NamedDependency[Room]
    ) -> Response[Any]:
        """Have it answered again."""
        key = forms.key_of(data, "retry", message_id)
        return await _moved(
            request, room, _begin(room, room.conversations.questions.retry(room.owner, message_id, key))
        )


async def _begin(room: Room, preparing: Awaitable[Prepared]) -> None:
    await room.conversations.start(await preparing)


async def _moved(
    request: Request[Any, Any, Any], room: Room, work: Awaitable[object], message_id: str = ""
) -> Response[Any]:
    try:
        await work
    except REFUSALS as error:
        return await _refused(request, room, Trouble(where="composer", message=error.message), error)
    if is_htmx(request):
        return html(partial("chat-problem", "innerHTML", ""))
    return Redirect(f"/tutor/{room.id}" + (f"#message-{message_id}" if message_id else "#latest"), status_code=303)


def _sent(request: Request[Any, Any, Any], room: Room) -> Response[Any]:
    """A new key for the next message; what was said appears by the stream."""
    if not is_htmx(request):
        return Redirect(f"/tutor/{room.id}#latest", status_code=303)
    key = partial("chat-key", "outerHTML", room.part("key", key=new_id("form")))
    return html(key + partial("chat-problem", "innerHTML", ""))


async def _refused(request: Request[Any, Any, Any], room: Room, trouble: Trouble, error: AppError) -> Response[str]:
    if is_htmx(request):
        return html(partial("chat-problem", "innerHTML", escape(trouble.message)), error.status)
    return html(await room.page(trouble=trouble), error.status)


def _field_of(error: AppError) -> str:
    return (error.field or "") if isinstance(error, InvalidInput) else ""
