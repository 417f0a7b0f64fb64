"""An answer by rule."""

import msgspec

from app.llm import ToolCall


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A text, the calls that it ends with, and short answers for the person."""

    text: str = ""
    calls: tuple[ToolCall, ...] = ()
    suggested: tuple[str, ...] = ()
