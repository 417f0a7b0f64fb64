"""What one call has brought so far, whatever wire it came by."""

from typing import Protocol

import msgspec

from app.llm.faults import Fault
from app.llm.gathering import CallPieces

COMPLETE = frozenset({"stop", "end_turn", "stop_sequence", "eos", "eos_token", "complete", "end"})
CUT = frozenset({"length", "max_tokens", "max_output_tokens", "model_length"})
OVERFULL = frozenset({"model_context_window_exceeded"})
REFUSED = frozenset({"content_filter", "content_filtered", "refusal", "safety", "prohibited_content", "blocklist"})
TOOLS = frozenset({"tool_calls", "tool_use", "tool_call", "function_call"})


class Answering(msgspec.Struct):
    """Filled in by a wire while it reads.

    `finish` is the provider's own reason in lower case, None until it gave one. `thoughts` counts the characters of
    reasoning that the person does not see. Tokens are None until the provider says them; `input_tokens` has all of
    the prompt, of which `cached_tokens` were read from a cache and `stored_tokens` written to one. `fault` is an error
    that came inside the stream; whoever reads raises it behind the text that came with it. `calls` are the pieces of
    calls of tools, which are calls only when the answer is complete.
    """

    finish: str | None = None
    input_tokens: int | None = None
    output_tokens: int | None = None
    cached_tokens: int = 0
    stored_tokens: int = 0
    thoughts: int = 0
    fault: Fault | None = None
    has_tool: bool = False
    has_refusal: bool = False
    ended: bool = False
    calls: CallPieces = msgspec.field(default_factory=CallPieces)


class Wire(Protocol):
    """Reads a provider's bytes."""

    answering: Answering

    def feed(self, data: bytes) -> str:
        """The text in these bytes and in what was kept of earlier ones; "" when there is none yet."""
        ...

    def close(self) -> str:
        """The text in what is left when no more bytes come."""
        ...
