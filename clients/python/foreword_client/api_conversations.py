"""Conversations and runs in the native API, sync: `Client.api`. `AsyncClient.api` has the same methods."""

from collections.abc import Iterator
from typing import TypeVar, Unpack

from foreword_client import api_answers as answers
from foreword_client import api_endpoints as to
from foreword_client.asking import Asker
from foreword_client.streams import Stream
from foreword_client.wanted import ConversationWanted

T = TypeVar("T")
PAGE = 50


class ConversationApi:
    """Conversations, their messages, and every run: what is said of the whole API holds here."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def conversations(self) -> Iterator[answers.ConversationDocument]:
        """Your conversations, newest first."""
        return self._all("/conversations", answers.ConversationDocument)

    def make_conversation(
        self, *, idempotency_key: str = "", **wanted: Unpack[ConversationWanted]
    ) -> answers.ConversationDocument:
        """A conversation without messages."""
        return self._asker.ask(to.post("/conversations", answers.ConversationDocument, wanted, idempotency_key))

    def conversation(self, conversation_id: str) -> answers.ConversationDocument:
        """One conversation."""
        return self._asker.ask(to.get(f"/conversations/{to.part(conversation_id)}", answers.ConversationDocument))

    def change_conversation(
        self, conversation_id: str, *, if_match: str = "", **wanted: Unpack[ConversationWanted]
    ) -> answers.ConversationDocument:
        """Another title, agent or subject; an id that is "" is taken away."""
        return self._asker.ask(
            to.change(
                "PATCH", f"/conversations/{to.part(conversation_id)}", answers.ConversationDocument, wanted, if_match
            )
        )

    def delete_conversation(self, conversation_id: str, *, if_match: str = "") -> None:
        """Remove a conversation with all its branches."""
        self._asker.ask(to.delete(f"/conversations/{to.part(conversation_id)}", if_match))

    def messages(self, conversation_id: str) -> Iterator[answers.MessageDocument]:
        """The messages of the open branch, oldest first."""
        return self._all(_messages(conversation_id), answers.MessageDocument)

    def send_message(self, conversation_id: str, text: str, *, idempotency_key: str = "") -> answers.ReplyBegun:
        """Say something; follow the reply's run."""
        return self._asker.ask(to.post(_messages(conversation_id), answers.ReplyBegun, {"text": text}, idempotency_key))

    def edit_message(
        self, conversation_id: str, message_id: str, text: str, *, idempotency_key: str = ""
    ) -> answers.ReplyBegun:
        """Say something else in place of an earlier message; both are kept."""
        return self._asker.ask(
            to.post(
                f"{_messages(conversation_id)}/{to.part(message_id)}/edit",
                answers.ReplyBegun,
                {"text": text},
                idempotency_key,
            )
        )

    def retry_message(self, conversation_id: str, message_id: str, *, idempotency_key: str = "") -> answers.ReplyBegun:
        """Another reply; both are kept."""
        return self._asker.ask(
            to.post(
                f"{_messages(conversation_id)}/{to.part(message_id)}/retry", answers.ReplyBegun, None, idempotency_key
            )
        )

    def open_branch(
        self, conversation_id: str, message_id: str, *, idempotency_key: str = ""
    ) -> answers.ConversationDocument:
        """Open the branch that goes through a message."""
        return self._asker.ask(
            to.post(
                f"{_messages(conversation_id)}/{to.part(message_id)}/open",
                answers.ConversationDocument,
                None,
                idempotency_key,
            )
        )

    def runs(self) -> Iterator[answers.RunDocument]:
        """Your runs, newest first."""
        return self._all("/runs", answers.RunDocument)

    def run(self, run_id: str) -> answers.RunDocument:
        """One run as it is now."""
        return self._asker.ask(to.get(f"/runs/{to.part(run_id)}", answers.RunDocument))

    def events(self, run_id: str, after: int = 0) -> Stream[answers.RunEvent]:
        """What a run has said behind its event `after`, and says, up to its end."""
        return self._asker.follow(to.events(run_id, after))

    def cancel_run(self, run_id: str, *, idempotency_key: str = "") -> answers.RunDocument:
        """Stop a run; what it has made so far is kept."""
        return self._asker.ask(to.post(f"/runs/{to.part(run_id)}/cancel", answers.RunDocument, None, idempotency_key))

    def _all(self, path: str, kind: type[T]) -> Iterator[T]:
        cursor: str | None = ""
        while cursor is not None:
            part = self._asker.ask(to.page(path, kind, cursor, PAGE))
            yield from part.items

            cursor = part.next


def _messages(conversation_id: str) -> str:
    return f"/conversations/{to.part(conversation_id)}/messages"
