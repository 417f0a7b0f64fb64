"""What the run of a reply says: `created` first, then `step`, `step_end`, `text` and `corrections` as they come, a
`title` when the conversation has got one (from a model perhaps late), `suggested`, and an ending.

Pages and protocols write these down for their listeners. The pieces of all `text` events, joined, are the reply.
"""

from typing import Final

import msgspec

from app.tutor.corrections.models import Correction
from app.tutor.models import Agent, Step
from app.usage.service import UsageWarning

CREATED: Final = "created"
TITLE: Final = "title"
STEP: Final = "step"
STEP_END: Final = "step_end"
TEXT: Final = "text"
CORRECTIONS: Final = "corrections"
SUGGESTED: Final = "suggested"


class Created(msgspec.Struct, frozen=True, kw_only=True):
    """`created`: who answers. `number` is the conversation's for programs, `model` the name of the model."""

    conversation_id: str
    number: int
    question_id: str
    reply_id: str
    agent: Agent
    model: str


class TitleSet(msgspec.Struct, frozen=True):
    """`title`: what the conversation is called from now on."""

    title: str


class StepSaid(msgspec.Struct, frozen=True):
    """`step` as something begins to be done (`ended_at` None), `step_end` with its result; both have the same id."""

    step: Step


class TextSaid(msgspec.Struct, frozen=True):
    """`text`: the next piece of the reply, Markdown."""

    text: str


class Corrected(msgspec.Struct, frozen=True, kw_only=True):
    """`corrections` of the learner's message `question_id`; said once, also when there are none.

    `note` is a sentence for the person when somebody could not look.
    """

    question_id: str
    corrections: tuple[Correction, ...]
    note: str = ""


class Suggested(msgspec.Struct, frozen=True):
    """`suggested`: short answers that the person may want to give with one touch."""

    replies: tuple[str, ...]


class Used(msgspec.Struct, frozen=True, kw_only=True):
    """What all calls of the reply took; zeros from the built-in model."""

    input_tokens: int = 0
    output_tokens: int = 0
    calls: int = 0


class ReplyDone(msgspec.Struct, frozen=True, kw_only=True):
    """The data of the terminal event `done`, and the run's result.

    `title` is there in the reply to a conversation's first message only.
    """

    conversation_id: str
    reply_id: str
    model: str
    used: Used
    corrections: tuple[Correction, ...]
    title: str | None = None
    usage_warning: UsageWarning | None = None
