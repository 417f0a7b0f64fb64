"""The tutor chat's events, and the quotas (`app/protocols/tutor_chat*.py`, `usage.py`)."""

from typing import Annotated, Literal

import msgspec

from app.usage.service import FeatureUsage, UsageWarning

CorrectionType = Literal["grammar", "spelling", "word choice", "punctuation"]


class ChatCorrection(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be corrected in the learner's message; `offset` and `length` in its code points."""

    original: str
    corrected: str
    explanation: str
    type: CorrectionType
    offset: int
    length: int


class TutorChunk(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of the reply, Markdown; all of them, joined, are the reply."""

    type: Literal["chunk"]
    content: str


class TutorUsage(msgspec.Struct, frozen=True, kw_only=True):
    """What all calls of a language model took for the reply; zeros from the built-in one."""

    input_tokens: int
    output_tokens: int


class TutorModel(msgspec.Struct, frozen=True, kw_only=True):
    """Who wrote the reply."""

    provider: str
    id: str


class TutorDone(msgspec.Struct, frozen=True, kw_only=True):
    """The reply is whole."""

    type: Literal["done"]
    conversation_id: str
    corrections: list[ChatCorrection]
    usage: TutorUsage
    model: TutorModel
    title: Annotated[
        str | msgspec.UnsetType, msgspec.Meta(description="The conversation's title, with its first reply only.")
    ] = msgspec.UNSET
    usage_warning: Annotated[
        UsageWarning | msgspec.UnsetType, msgspec.Meta(description="There from 98 % of the day's quota on.")
    ] = msgspec.UNSET


class TutorError(msgspec.Struct, frozen=True, kw_only=True):
    """The reply could not be finished; what was sent of it is kept. `request_id` names it in the server's log."""

    type: Literal["error"]
    message: str
    request_id: str
    retryable: bool
    reason: Literal["rate_limit", "timeout", "internal"]


class Quotas(msgspec.Struct, frozen=True, kw_only=True):
    """How much of each feature was used today (UTC)."""

    usage: list[FeatureUsage]
