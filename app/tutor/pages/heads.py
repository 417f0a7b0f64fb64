"""What is changed about a conversation without a message: its title, who answers, what it is about; and its file."""

from collections.abc import Awaitable
from typing import Annotated, Any, Literal

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency, Provide
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect

from app.errors import InvalidInput, NotFound
from app.tutor import forms
from app.tutor.contexts import Trouble
from app.tutor.pages.rooms import provide_room
from app.tutor.service import FILE_TYPES, export, file_stem
from app.tutor.watching import Room
from app.web.downloads import download
from app.web.forms import text_field
from app.web.htmx import is_htmx
from app.web.rendering import html

Form = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.URL_ENCODED)]
_ROOM = {"room": Provide(provide_room, sync_to_thread=False)}


class HeadController(Controller):
    """`/tutor/{id}/…`. With htmx the top of the page comes back and the rest, a half-typed message too, stays."""

    path = "/tutor/{conversation_id:str}"
    dependencies = _ROOM

    @post("/rename")
    async def rename(self, request: Request[Any, Any, Any], data: Form, room: NamedDependency[Room]) -> Response[Any]:
        """The title that the person wants."""
        title = text_field(data, "title", 1_000)
        return await changed(request, room, "title", room.conversations.rename(room.owner, room.id, title))

    @post("/configure")
    async def configure(
        self, request: Request[Any, Any, Any], data: Form, room: NamedDependency[Room]
    ) -> Response[Any]:
        """Who answers from the next message on, and how."""

        async def change() -> None:
            known = await room.conversations.get(room.owner, room.id)
            manner = forms.parse_manner_form(data, known.manner)
            await room.conversations.configure(room.owner, room.id, manner)

        return await changed(request, room, "manner", change())

    @post("/attach")
    async def attach(self, request: Request[Any, Any, Any], data: Form, room: NamedDependency[Room]) -> Response[Any]:
        """What the conversation is about."""

        async def change() -> None:
            await room.conversations.get(room.owner, room.id)
            try:
                await room.conversations.attach(room.owner, room.id, forms.parse_attached(data))
            except NotFound as error:
                raise InvalidInput(f"{error.message} Choose another one.", field="attached") from error

        return await changed(request, room, "attached", change())

    @get("/export.md")
    async def markdown(self, room: NamedDependency[Room]) -> Response[Any]:
        """To read."""
        return await _file(room, "md")

    @get("/export.json")
    async def json(self, room: NamedDependency[Room]) -> Response[Any]:
        """To keep."""
        return await _file(room, "json")


async def changed(request: Request[Any, Any, Any], room: Room, where: str, work: Awaitable[object]) -> Response[Any]:
    trouble: Trouble | None = None
    status = 200
    try:
        await work
    except InvalidInput as error:
        trouble, status = Trouble(where=where, message=error.message, field=error.field or where), error.status
    if not is_htmx(request):
        return Redirect(f"/tutor/{room.id}", status_code=303) if trouble is None else await _refused(room, trouble)
    head = await room.head(await room.conversations.get(room.owner, room.id), trouble)
    return html(room.part("head", head=head), status)


async def _refused(room: Room, trouble: Trouble) -> Response[str]:
    return html(await room.page(trouble=trouble), 422)


async def _file(room: Room, kind: Literal["md", "json"]) -> Response[Any]:
    conversation, messages = await room.conversations.everything(room.owner, room.id)
    return download(export(conversation, messages, kind), FILE_TYPES[kind], f"{file_stem(conversation)}.{kind}")
