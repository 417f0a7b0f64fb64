"""The JSON documents of conversations in the native API."""

from typing import Any, Literal

import msgspec

from app.protocols.chat_wishes import Wishes
from app.protocols.native.answering import Moment, moment, moment_or_none
from app.protocols.tutor_chat_events import correction_payload
from app.tutor.service import Conversation, Shown, Step


class ConversationDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A conversation without its messages.

    `number` names it in `/api/v1/chats`, `id` here and in `/api/v1/chat`. `agent`: coach, tutor or adviser; `target` is
    practised and `native` explains (BCP 47 tags), `level` is the learner's (CEFR). `state` is `idle`, or `running`
    while the run `run_id` writes a reply; `run_id` is empty before the first.
    """

    id: str
    number: int
    title: str
    agent: str
    target: str
    native: str
    level: str
    resume_id: str | None
    posting_id: str | None
    letter_id: str | None
    state: Literal["idle", "running"]
    run_id: str
    created_at: Moment
    updated_at: Moment


class CorrectionDocument(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be corrected in a message of the learner; its place in code points of the message."""

    original: str
    corrected: str
    explanation: str
    type: str
    offset: int
    length: int


class StepDocument(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that an agent did for a reply: `type` is the tool, `content` why, `args` and `data` JSON values."""

    id: str
    type: str
    content: str
    args: dict[str, Any]
    success: bool
    data: Any
    started_at: Moment
    ended_at: Moment | None


class MessageDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A message of the open branch.

    `role` is `user` or `assistant`. A reply is `running`, `complete`, `partial` (stopped) or `failed`, and `problem`
    says why. `alternative` of `alternatives` messages that stand at this place, from 1. `run_id` wrote the reply.
    """

    id: str
    parent_id: str | None
    role: Literal["user", "assistant"]
    text: str
    state: Literal["running", "complete", "partial", "failed"]
    problem: str
    run_id: str
    model: str
    input_tokens: int
    output_tokens: int
    corrections: list[CorrectionDocument]
    steps: list[StepDocument]
    alternative: int
    alternatives: int
    created_at: Moment


class ReplyBegun(msgspec.Struct, frozen=True, kw_only=True):
    """A reply that is being written: the run to follow, the question and the reply as messages."""

    conversation_id: str
    question_id: str
    reply_id: str
    run_id: str


class NewConversation(Wishes, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A conversation without messages; `{}` will do. `title` is found by itself when it is empty."""

    title: str = ""


class ConversationChange(Wishes, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to change of a conversation; what is absent or null stays, an id that is `""` is taken away."""

    title: str | None = None


class NewMessage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the person says, at most 20,000 characters."""

    text: str


def conversation_document(conversation: Conversation) -> ConversationDocument:
    """A conversation without its messages."""
    return ConversationDocument(
        id=conversation.id,
        number=conversation.number,
        title=conversation.title,
        agent=conversation.agent,
        target=conversation.target,
        native=conversation.native,
        level=conversation.level,
        resume_id=conversation.resume_id,
        posting_id=conversation.posting_id,
        letter_id=conversation.letter_id,
        state=conversation.state,
        run_id=conversation.run_id,
        created_at=moment(conversation.created_at),
        updated_at=moment(conversation.updated_at),
    )


def message_document(shown: Shown) -> MessageDocument:
    """A message and its place."""
    message = shown.message
    return MessageDocument(
        id=message.id,
        parent_id=message.parent_id,
        role=message.role,
        text=message.text,
        state=message.state,
        problem=message.problem,
        run_id=message.run_id,
        model=message.model,
        input_tokens=message.tokens_in,
        output_tokens=message.tokens_out,
        corrections=[CorrectionDocument(**correction_payload(one)) for one in message.corrections],
        steps=[_step(step) for step in message.steps],
        alternative=shown.place.index,
        alternatives=shown.place.count,
        created_at=moment(message.created_at),
    )


def _step(step: Step) -> StepDocument:
    return StepDocument(
        id=step.id,
        type=step.type,
        content=step.content,
        args=step.args,
        success=step.success,
        data=step.data,
        started_at=moment(step.started_at),
        ended_at=moment_or_none(step.ended_at),
    )
