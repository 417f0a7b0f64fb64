"""A conversation as it is open: the messages of one branch, each with its place among its siblings."""

import msgspec

from app.db import Database
from app.errors import NotFound
from app.tutor.branching import Place, Tree
from app.tutor.models import Conversation, Message
from app.tutor.repository import conversations, messages

NO_CONVERSATION = "This conversation does not exist, or it was deleted."
NO_MESSAGE = "This message does not exist, or its conversation was deleted."


class Shown(msgspec.Struct, frozen=True):
    """A message of the open branch. `place` says which of how many it is."""

    message: Message
    place: Place


class Opened(msgspec.Struct, frozen=True):
    """A conversation with its open branch, oldest message first."""

    conversation: Conversation
    shown: tuple[Shown, ...]


class ConversationReader:
    """Reads for one owner at a time; what is absent or somebody else's is NotFound."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, owner: str, conversation_id: str) -> Conversation:
        """One conversation without its messages."""
        async with self._database.read() as connection:
            return _present(await conversations.find_conversation(connection, owner, conversation_id))

    async def by_number(self, owner: str, number: int) -> Conversation:
        """One conversation by the number that programs use."""
        async with self._database.read() as connection:
            return _present(await conversations.find_by_number(connection, owner, number))

    async def message(self, owner: str, message_id: str) -> Message:
        """One message."""
        found = await self.find(owner, message_id)
        if found is None:
            raise NotFound(NO_MESSAGE)
        return found

    async def find(self, owner: str, message_id: str | None) -> Message | None:
        """One message, or None."""
        async with self._database.read() as connection:
            found = await messages.find_messages(connection, owner, [message_id] if message_id else [])
        return found[0] if found else None

    async def open(self, owner: str, conversation_id: str) -> Opened:
        """The open branch."""
        async with self._database.read() as connection:
            conversation = _present(await conversations.find_conversation(connection, owner, conversation_id))
            tree = Tree(await messages.find_nodes(connection, owner, conversation_id))
            path = await messages.find_messages(connection, owner, tree.path(conversation.head_id))
        return Opened(conversation, tuple(Shown(message, tree.place(message.id)) for message in path))

    async def path_to(self, owner: str, message_id: str) -> list[Message]:
        """The messages from the beginning to this one, which need not be on the open branch."""
        conversation_id = (await self.message(owner, message_id)).conversation_id
        async with self._database.read() as connection:
            tree = Tree(await messages.find_nodes(connection, owner, conversation_id))
            return await messages.find_messages(connection, owner, tree.path(message_id))

    async def everything(self, owner: str, conversation_id: str) -> tuple[Conversation, list[Message]]:
        """The conversation with the messages of all branches, oldest first."""
        async with self._database.read() as connection:
            conversation = _present(await conversations.find_conversation(connection, owner, conversation_id))
            return conversation, await messages.find_all(connection, owner, conversation_id)

    async def tree(self, owner: str, conversation_id: str) -> Tree:
        """The places of all messages."""
        async with self._database.read() as connection:
            return Tree(await messages.find_nodes(connection, owner, conversation_id))


def _present(conversation: Conversation | None) -> Conversation:
    if conversation is None:
        raise NotFound(NO_CONVERSATION)
    return conversation
