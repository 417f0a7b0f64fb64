"""What the two chats answer: replies, chats, messages, agents, quotas."""

from collections.abc import Mapping
from typing import Any

import msgspec


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """What was wrong in the message, at `offset` with `length`, in code points."""

    original: str
    corrected: str
    explanation: str
    type: str
    offset: int
    length: int


class TokensUsed(msgspec.Struct, frozen=True, kw_only=True):
    """What a reply of the tutor chat took."""

    input_tokens: int
    output_tokens: int


class TotalUsage(msgspec.Struct, frozen=True, kw_only=True):
    """What a reply or a step of the agent chat took."""

    total_prompt_tokens: int = 0
    total_completion_tokens: int = 0
    total_tokens: int = 0
    total_calls: int = 0


class Model(msgspec.Struct, frozen=True, kw_only=True):
    """Who answered."""

    provider: str
    id: str


class UsageWarning(msgspec.Struct, frozen=True, kw_only=True):
    """A quota is almost used up; `message` is for people."""

    feature: str
    used: int
    limit: int
    remaining: int
    message: str


class Quota(msgspec.Struct, frozen=True, kw_only=True):
    """What was used of a feature today; `limit` and `remaining` are None without a limit."""

    feature: str
    used: int
    limit: int | None
    remaining: int | None
    resets_at: str


class ChatReply(msgspec.Struct, frozen=True, kw_only=True):
    """A whole reply of the tutor chat. `title` is there after a conversation's first message."""

    text: str
    conversation_id: str
    corrections: tuple[Correction, ...]
    usage: TokensUsed
    model: Model
    title: str | None = None
    usage_warning: UsageWarning | None = None


class StepResult(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a step: a sentence in `data`."""

    success: bool
    data: str
    details: Any = None


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """Something an agent does before it answers; `result` and `token_usage` are there once it is done."""

    id: str
    type: str
    timestamp: str
    content: str = ""
    args: Mapping[str, Any] = {}
    result: StepResult | None = None
    token_usage: TotalUsage | None = None


class AgentReply(msgspec.Struct, frozen=True, kw_only=True):
    """A whole reply of the agent chat."""

    response_id: str
    chat_id: int
    final_text: str
    usage: TotalUsage
    agent_id: str = ""
    model: str = ""
    name: str | None = None
    steps: tuple[Step, ...] = ()
    corrections: tuple[Correction, ...] = ()
    usage_warning: UsageWarning | None = None


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A message of a chat. `role`: user or assistant; `state`: the reply's run's."""

    id: str
    role: str
    text: str
    state: str
    created_at: str
    response_id: str | None = None
    problem: str | None = None
    model: str | None = None
    steps: tuple[Step, ...] = ()
    corrections: tuple[Correction, ...] = ()


class Chat(msgspec.Struct, frozen=True, kw_only=True):
    """A chat; `conversation_id` names the same one for `Client.chat`. `messages` only when one chat was asked for."""

    id: int
    conversation_id: str
    name: str
    agent_id: str
    agent: str
    state: str | None
    created_at: str
    updated_at: str
    resume_id: str | None = None
    posting_id: str | None = None
    letter_id: str | None = None
    messages: tuple[Message, ...] = ()


class ChatList(msgspec.Struct, frozen=True, kw_only=True):
    """Some chats, the one used last first."""

    chats: tuple[Chat, ...]
    has_more: bool


class Agent(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who can be asked: `id` is an `agent_id`, `agent` its short name."""

    id: str
    agent: str
    name: str
    description: str
