"""The agent chat's documents and events (`app/protocols/agent_chat*.py`)."""

from typing import Annotated, Any, Literal

import msgspec

from app.openapi.wire.tutor_chat import ChatCorrection
from app.usage.service import UsageWarning

ResponseId = Annotated[str, msgspec.Meta(description="The reply's name.")]
Moment = Annotated[
    str, msgspec.Meta(description="RFC 3339 in UTC, whole seconds.", extra_json_schema={"format": "date-time"})
]
StepType = Literal[
    "consultant_search_web",
    "consultant_fetch_web_content",
    "consultant_retrieve_context_source",
    "consultant_call_agent",
    "consultant_request_form",
    "consultant_lookup",
]


class Agent(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who can be asked. `id` is the same in every installation."""

    id: Annotated[str, msgspec.Meta(extra_json_schema={"format": "uuid"})]
    agent: Literal["coach", "tutor", "adviser"]
    name: str
    description: str


class Agents(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody who can be asked."""

    agents: list[Agent]


class Chat(msgspec.Struct, frozen=True, kw_only=True):
    """A chat without its messages. `conversation_id` names the same one in the other protocols."""

    id: int
    conversation_id: str
    name: str
    agent_id: str
    agent: Literal["coach", "tutor", "adviser"]
    target: str
    native: str
    level: str
    resume_id: str | None
    posting_id: str | None
    letter_id: str | None
    state: Literal["idle", "running"]
    created_at: Moment
    updated_at: Moment
    url: str


class Chats(msgspec.Struct, frozen=True, kw_only=True):
    """A page of chats, the one used last first."""

    chats: list[Chat]
    has_more: bool


class CallUsage(msgspec.Struct, frozen=True, kw_only=True):
    """What calls of a language model took; zeros from the built-in one."""

    total_prompt_tokens: int
    total_completion_tokens: int
    total_tokens: int
    total_calls: int


class MessageUsage(msgspec.Struct, frozen=True, kw_only=True):
    """What a kept reply took."""

    total_prompt_tokens: int
    total_completion_tokens: int


class StepResult(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a step: `data` in a sentence, `details` as JSON."""

    success: bool
    data: str
    details: Any


class StepStart(msgspec.Struct, frozen=True, kw_only=True):
    """What begins to be done, and why."""

    id: str
    content: str
    type: StepType
    args: dict[str, Any]
    timestamp: Moment


class StepEnd(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it."""

    id: str
    type: StepType
    result: StepResult
    timestamp: Moment
    token_usage: CallUsage


class ChatStep(StepStart, frozen=True, kw_only=True):
    """A step with its result; one that has not ended has none."""

    result: StepResult | msgspec.UnsetType = msgspec.UNSET
    token_usage: CallUsage | msgspec.UnsetType = msgspec.UNSET
    ended_at: Moment | msgspec.UnsetType = msgspec.UNSET


class ChatQuestion(msgspec.Struct, frozen=True, kw_only=True, tag_field="role", tag="user"):
    """A message of the person."""

    id: str
    text: str
    state: Literal["running", "complete", "partial", "failed"]
    created_at: Moment
    corrections: list[ChatCorrection]


class ChatReply(msgspec.Struct, frozen=True, kw_only=True, tag_field="role", tag="assistant"):
    """A message of the agent; `problem` says why one is not whole."""

    id: str
    text: str
    state: Literal["running", "complete", "partial", "failed"]
    created_at: Moment
    response_id: ResponseId
    problem: str
    model: str
    usage: MessageUsage
    steps: list[ChatStep]


class ChatWithMessages(Chat, frozen=True, kw_only=True):
    """A chat with the messages of its open branch, oldest first."""

    messages: list[ChatQuestion | ChatReply]


class _OfReply(msgspec.Struct, frozen=True, kw_only=True):
    response_id: ResponseId
    chat_id: int


class ResponseCreated(_OfReply, frozen=True, kw_only=True):
    """The reply begins."""

    type: Literal["response.created"]
    agent_id: str
    model: str


class TitleUpdated(_OfReply, frozen=True, kw_only=True):
    """The chat has got another name."""

    type: Literal["response.chat.title.updated"]
    name: str


class ReasoningStepStart(_OfReply, frozen=True, kw_only=True):
    """Something begins to be done for the reply."""

    type: Literal["response.reasoning_step.start"]
    step: StepStart


class ReasoningStepEnd(_OfReply, frozen=True, kw_only=True):
    """It is done."""

    type: Literal["response.reasoning_step.end"]
    step: StepEnd


class OutputTextDelta(_OfReply, frozen=True, kw_only=True):
    """A piece of the reply, Markdown."""

    type: Literal["response.output_text.delta"]
    delta: str


class OutputTextCompleted(_OfReply, frozen=True, kw_only=True):
    """The reply is whole."""

    type: Literal["response.output_text.completed"]
    final_text: str
    usage: CallUsage
    corrections: list[ChatCorrection]
    usage_warning: UsageWarning | msgspec.UnsetType = msgspec.UNSET


class ResponseError(_OfReply, frozen=True, kw_only=True):
    """The reply could not be finished. `code`: 10005 on this side, 10006 the request will not do better."""

    type: Literal["response.error"]
    message: str
    code: Literal[10005, 10006]


class WholeReply(OutputTextCompleted, frozen=True, kw_only=True):
    """A reply that was waited for: its last event, who answered, the chat's new name, and each step as a whole."""

    agent_id: str
    model: str
    steps: list[ChatStep]
    name: str | msgspec.UnsetType = msgspec.UNSET
