"""What an agent knows when it answers."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from app.documents.resume import Resume
from app.llm import ToolCall
from app.postings.service import Posting
from app.tutor.corrections import Checked
from app.tutor.history import Turn
from app.tutor.models import Agent, Conversation, Message


@dataclass(frozen=True, slots=True)
class Situation:
    """A message of the learner and everything around it.

    `path` is the open branch up to and including the message, `turns` the same as a model is told of it. `files` are
    the names of the files that belong to the conversation. `gone` says what was attached and cannot be read any more,
    in sentences for the person. `day` is the run's, in UTC. `checked` waits for the corrections of the message.
    `asked_by` is the agent that asks, when it is not the person.
    """

    agent: Agent
    conversation: Conversation
    day: date
    question: str
    path: tuple[Message, ...]
    turns: tuple[Turn, ...]
    resume: Resume | None
    posting: Posting | None
    letter: str
    files: tuple[str, ...]
    gone: tuple[str, ...]
    checked: Callable[[], Awaitable[Checked]]
    asked_by: Agent | None = None


class Done(msgspec.Struct, frozen=True):
    """A call that was carried out for this reply, and what it brought (the `data` of its step)."""

    call: ToolCall
    data: Any
    success: bool
