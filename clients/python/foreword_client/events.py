"""The events of the streams; those of the Career API are `Section`s, of a review also `Suggestion`s.

`type` is the event's name on the wire.
"""

from typing import ClassVar, Literal, TypeAlias

import msgspec

from foreword_client.answers import LatexTailoring, Suggestion
from foreword_client.chat_answers import Correction, Model, Step, TokensUsed, TotalUsage, UsageWarning


class Status(msgspec.Struct, frozen=True):
    """What a review is doing now."""

    type: ClassVar[Literal["status"]] = "status"
    message: str


class Progress(msgspec.Struct, frozen=True):
    """A step of a LaTeX tailoring begins: 0 to 5."""

    type: ClassVar[Literal["progress"]] = "progress"
    step: int
    label: str


class Chunk(msgspec.Struct, frozen=True):
    """A piece of a tutor's reply; the concatenation of all is the reply."""

    type: ClassVar[Literal["chunk"]] = "chunk"
    content: str


class ChatDone(msgspec.Struct, frozen=True, kw_only=True):
    """A tutor's reply is complete. `title` comes with a conversation's first reply."""

    type: ClassVar[Literal["done"]] = "done"
    conversation_id: str
    corrections: tuple[Correction, ...]
    usage: TokensUsed
    model: Model
    title: str | None = None
    usage_warning: UsageWarning | None = None


class ReplyCreated(msgspec.Struct, frozen=True, kw_only=True):
    """An agent begins to answer."""

    type: ClassVar[Literal["response.created"]] = "response.created"
    response_id: str
    chat_id: int
    agent_id: str
    model: str


class TitleUpdated(msgspec.Struct, frozen=True, kw_only=True):
    """The chat was given a name."""

    type: ClassVar[Literal["response.chat.title.updated"]] = "response.chat.title.updated"
    response_id: str
    chat_id: int
    name: str


class StepStarted(msgspec.Struct, frozen=True, kw_only=True):
    """An agent begins a step: a search, a look into the person's documents, a form."""

    type: ClassVar[Literal["response.reasoning_step.start"]] = "response.reasoning_step.start"
    response_id: str
    chat_id: int
    step: Step


class StepEnded(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a step."""

    type: ClassVar[Literal["response.reasoning_step.end"]] = "response.reasoning_step.end"
    response_id: str
    chat_id: int
    step: Step


class TextDelta(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of an agent's reply."""

    type: ClassVar[Literal["response.output_text.delta"]] = "response.output_text.delta"
    response_id: str
    chat_id: int
    delta: str


class TextCompleted(msgspec.Struct, frozen=True, kw_only=True):
    """An agent's reply is complete."""

    type: ClassVar[Literal["response.output_text.completed"]] = "response.output_text.completed"
    response_id: str
    chat_id: int
    final_text: str
    usage: TotalUsage
    corrections: tuple[Correction, ...] = ()
    usage_warning: UsageWarning | None = None


ReviewEvent: TypeAlias = Status | Suggestion
LatexEvent: TypeAlias = Progress | LatexTailoring
ChatEvent: TypeAlias = Chunk | ChatDone
AgentEvent: TypeAlias = ReplyCreated | TitleUpdated | StepStarted | StepEnded | TextDelta | TextCompleted
