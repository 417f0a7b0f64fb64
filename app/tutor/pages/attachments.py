"""Files of a conversation: add one, see what was read of it, remove it."""

from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency, Provide
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath

from app.documents.sniffing import MAX_BYTES
from app.errors import InvalidInput
from app.tutor.attachments import Attachments
from app.tutor.contexts import FilePage
from app.tutor.pages.heads import changed
from app.tutor.pages.rooms import provide_room
from app.tutor.watching import Room
from app.web.rendering import html
from app.web.uploads import UPLOAD_REQUEST_LIMIT, is_file, read_upload

MultipartForm = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]
_ROOM = {"room": Provide(provide_room, sync_to_thread=False)}


class AttachmentController(Controller):
    """`/tutor/{id}/files`."""

    path = "/tutor/{conversation_id:str}/files"
    dependencies = _ROOM

    @post("/", request_max_body_size=UPLOAD_REQUEST_LIMIT)
    async def add(
        self,
        request: Request[Any, Any, Any],
        data: MultipartForm,
        room: NamedDependency[Room],
        attachments: NamedDependency[Attachments],
    ) -> Response[Any]:
        """Read a file and keep its text for this conversation."""

        async def keep() -> None:
            await room.conversations.get(room.owner, room.id)
            upload = data.get("file")
            if not is_file(upload):
                raise InvalidInput("Choose a file first: .tex, .pdf, .docx, .md or .txt.", field="file")
            try:
                content = await read_upload(upload, MAX_BYTES)
                await attachments.add(room.owner, room.id, content, upload.filename)
            except InvalidInput as error:
                error.field = "file"
                raise
            room.conversations.changes.announce(room.id)

        return await changed(request, room, "files", keep())

    @get("/{attachment_id:str}")
    async def show(
        self, attachment_id: FromPath[str], room: NamedDependency[Room], attachments: NamedDependency[Attachments]
    ) -> Response[str]:
        """Its text; a passage's link marks its place there."""
        file = await attachments.get(room.owner, room.id, attachment_id)
        page = FilePage(conversation_id=room.id, name=file.name, text=file.text, is_cut=file.is_cut)
        return html(room.part("file", page=page))

    @post("/{attachment_id:str}/delete")
    async def delete(
        self,
        request: Request[Any, Any, Any],
        attachment_id: FromPath[str],
        room: NamedDependency[Room],
        attachments: NamedDependency[Attachments],
    ) -> Response[Any]:
        """Remove it."""

        async def remove() -> None:
            await attachments.delete(room.owner, room.id, attachment_id)
            room.conversations.changes.announce(room.id)

        return await changed(request, room, "files", remove())
