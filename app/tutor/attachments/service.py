"""Attaching files to conversations, reading and removing them."""

import hashlib
import time

from app.db import Database, turn_of
from app.errors import InvalidInput, NotFound
from app.ids import derived_id
from app.resumes.service import display_name
from app.tutor.attachments.text import text_of
from app.tutor.models import AttachedFile, Attachment
from app.tutor.reading import NO_CONVERSATION
from app.tutor.repository import attachments, conversations

MOST_FILES = 8
NO_FILE = "This file is not attached to the conversation, or it was removed."
_TOO_MANY = f"A conversation holds {MOST_FILES} files at most. Remove one, then attach this one."


class Attachments:
    """One instance for each process. Only a file's text is kept; it goes with its conversation.

    Everything that names a conversation or a file raises NotFound when it is absent or somebody else's.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, owner: str, conversation_id: str, data: bytes, filename: str) -> AttachedFile:
        """Read a file and attach its text; the very same file is attached once.

        Raises:
            UnsupportedFile, TooLarge, UnreadableDocument, InvalidInput: why not (field `file`).
        """
        attachment_id = derived_id("att", conversation_id, hashlib.sha256(data).hexdigest())
        self._refuse(await self.of(owner, conversation_id), attachment_id)
        found = await text_of(data, filename)
        row = {
            "id": attachment_id, "conversation_id": conversation_id, "name": display_name(filename),
            "format": found.format, "text": found.text, "is_cut": found.is_cut, "created_at": time.time(),
        }  # fmt: skip
        async with self._database.write(turn_of(owner)) as connection:
            # Counted again: two may arrive at once, and the conversation may have gone while the file was read.
            if await conversations.find_conversation(connection, owner, conversation_id) is None:
                raise NotFound(NO_CONVERSATION)
            listed = await attachments.list_attachments(connection, owner, conversation_id)
            self._refuse(listed, attachment_id)
            await connection.execute(attachments.insert_attachment(row))
            listed = await attachments.list_attachments(connection, owner, conversation_id)
        return next(file for file in listed if file.id == attachment_id)

    async def of(self, owner: str, conversation_id: str) -> list[AttachedFile]:
        """The files of a conversation, oldest first."""
        async with self._database.read() as connection:
            if await conversations.find_conversation(connection, owner, conversation_id) is None:
                raise NotFound(NO_CONVERSATION)
            return await attachments.list_attachments(connection, owner, conversation_id)

    async def texts(self, owner: str, conversation_id: str) -> list[Attachment]:
        """The same with their texts; nothing when the conversation is absent or somebody else's."""
        async with self._database.read() as connection:
            return await attachments.list_texts(connection, owner, conversation_id)

    async def get(self, owner: str, conversation_id: str, attachment_id: str) -> Attachment:
        """One file with its text."""
        async with self._database.read() as connection:
            found = await attachments.find_attachment(connection, owner, conversation_id, attachment_id)
        if found is None:
            raise NotFound(NO_FILE)
        return found

    async def delete(self, owner: str, conversation_id: str, attachment_id: str) -> None:
        """Remove one file from its conversation."""
        async with self._database.write() as connection:
            changed = await connection.execute(attachments.delete_attachment(owner, conversation_id, attachment_id))
        if changed.rowcount != 1:
            raise NotFound(NO_FILE)

    @staticmethod
    def _refuse(listed: list[AttachedFile], attachment_id: str) -> None:
        if len(listed) >= MOST_FILES and all(file.id != attachment_id for file in listed):
            raise InvalidInput(_TOO_MANY, field="file")
